package redoubt.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.machine.Facts;
import redoubt.bench.machine.Flush;
import redoubt.bench.machine.LoadAverage;
import redoubt.bench.report.Report;
import redoubt.bench.scenario.Scenario;
import redoubt.bench.scenario.Stage;

/** Runs the scenarios that are asked for, prints what they found and writes it to {@code infra/bench/results/latest.md}. */
public final class Bench {

    private static final String ROOT = "redoubt.root";
    private static final Duration FLUSHING = Duration.ofSeconds(2);

    private Bench() {}

    /** Ends with status 1 if an answer was wrong or something failed, with 2 if the arguments are. */
    public static void main(String... words) throws IOException {
        // Points and commas must not depend on who runs it.
        Locale.setDefault(Locale.ROOT);
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(words).contains("--help")) {
            console.print(Arguments.USAGE);
            return;
        }
        Arguments arguments;
        try {
            arguments = Arguments.of(List.of(words));
        } catch (IllegalArgumentException unclear) {
            System.err.println("redoubt: " + unclear.getMessage() + "\n\n" + Arguments.USAGE);
            System.exit(2);
            return;
        }
        var pgbench = Pgbench.version();
        if (pgbench.isEmpty()) {
            System.err.println(
                    "redoubt: pgbench is missing; it is part of PostgreSQL's server package, for example `apt-get"
                            + " install postgresql-contrib`, `dnf install postgresql-contrib` or `brew install"
                            + " postgresql`.");
            System.exit(1);
        }
        System.exit(run(arguments, pgbench.orElseThrow(), console) ? 0 : 1);
    }

    private static boolean run(Arguments arguments, String pgbench, PrintStream console) throws IOException {
        var root = Path.of(System.getProperty(ROOT, ".")).toAbsolutePath().normalize();
        var bench = root.resolve("infra/bench");
        var work = Files.createDirectories(bench.resolve("target/work"));
        var stage = new Stage(root, work, arguments.pace(), console);
        var reports = new ArrayList<Report>();
        var text = new StringBuilder(heading(arguments, pgbench));
        for (var scenario : arguments.scenarios()) {
            var before = machine(work);
            var report = measured(scenario, stage);
            report.say("Before: " + before + ". After: " + machine(work) + ".");
            reports.add(report);
            text.append('\n').append(report.markdown());
            console.println();
            console.println(report.markdown());
        }
        var results = Files.createDirectories(bench.resolve("results")).resolve("latest.md");
        Files.writeString(results, text);
        console.println("Written to " + root.relativize(results));
        return reports.stream().allMatch(Report::right);
    }

    /** One that breaks off takes nobody else's figures along. */
    private static Report measured(Scenario scenario, Stage stage) {
        try {
            return scenario.run(stage);
        } catch (RuntimeException broken) {
            broken.printStackTrace(stage.console());
            var report = new Report(scenario.name());
            report.wrong("It broke off: " + broken.getMessage());
            return report;
        }
    }

    private static String machine(Path work) {
        return "load average %.1f, 8 kB flushed in %s".formatted(LoadAverage.now(), Flush.measure(work, FLUSHING));
    }

    private static String heading(Arguments arguments, String pgbench) {
        var pace = arguments.pace();
        return """
            # Results

            %s. %s; %s.
            %d rounds in turns, %d s each, after a warm-up of %d s. Median (least–greatest).
            """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Facts.line(),
                        pgbench,
                        pace.rounds(),
                        pace.slice().toSeconds(),
                        pace.warmUp().toSeconds());
    }
}
