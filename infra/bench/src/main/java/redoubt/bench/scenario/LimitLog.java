package redoubt.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.limit.Pgbench.Figures;
import redoubt.bench.product.LoggedRisk;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/** A second database on the program's server with the program's own tables, into which pgbench appends. */
final class LimitLog {

    private static final String NAME = "bench_limit";
    private static final String SCHEMA = "infra/src/main/resources/schema/001_event_log.sql";

    private final ProductDatabase database;
    private final Pgbench pgbench;
    private final String script;
    private final int tags;

    private LimitLog(ProductDatabase database, Pgbench pgbench, String script, int tags) {
        this.database = database;
        this.pgbench = pgbench;
        this.script = script;
        this.tags = tags;
    }

    static LimitLog beside(ProductDatabase product, Stage stage, Path work, List<String> folders, String sampleId) {
        product.execute("create database " + NAME);
        var database = product.database(NAME);
        database.execute(text(stage.root().resolve(SCHEMA)));
        database.execute("create sequence " + AppendScript.SEQUENCE);
        var sample = LoggedRisk.of(sampleId, product);
        var script = AppendScript.of(sample, sampleId, folders);
        return new LimitLog(
                database,
                new Pgbench(database.server(), work),
                script,
                sample.tags().size());
    }

    /** Appends for that time and checks that everything which was counted is there. */
    Figures run(int clients, Pace pace, Report report) {
        long events = events();
        long rows = database.number("select count(*) from event_tag");
        var figures = pgbench.run("append", script, clients, pace.slice());
        long newEvents = events() - events;
        long newRows = database.number("select count(*) from event_tag") - rows;
        if (newEvents != figures.done() || newRows != tags * newEvents) {
            report.wrong("pgbench counted %d transactions, but wrote %d events and %d tag rows"
                    .formatted(figures.done(), newEvents, newRows));
        }
        return figures;
    }

    /** How many events it holds. */
    long events() {
        return database.number("select count(*) from event");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            throw new UncheckedIOException("The tables of the log are not where they were: " + file, absent);
        }
    }
}
