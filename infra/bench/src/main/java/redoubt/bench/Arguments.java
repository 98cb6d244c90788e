package redoubt.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redoubt.bench.scenario.Pace;
import redoubt.bench.scenario.Scenario;

/**
 * What was asked for on the command line.
 *
 * @param scenarios in the order in which they are run
 * @param pace how long and how often
 */
record Arguments(List<Scenario> scenarios, Pace pace) {

    static final String USAGE = """
        redoubt bench [B1|B2|B3|B5|B6|B7|B8|B9|B11|B12|B13|L1|all] [--rounds N] [--risks N] [--events N] [--quick]

          B1    creating risks through HTTP, beside pgbench writing the same rows
          B2    many clients who update ten risks, beside pgbench updating ten rows
          B3    a filtered page of 25, beside pgbench selecting the same rows
          B5    events told to a thousand streams, beside a bare broadcaster
          B6    a read table is rebuilt from the log, beside COPY of its rows
          B7    a risk as it was, beside pgbench selecting its events
          B8    telling 1,000 webhooks, beside a bare client that signs, and with some that hang
          B9    importing and exporting, beside COPY of the same rows
          B11   signing in, beside the bare hash of the passwords, and pages meanwhile
          B12   start, beside a JVM that says hello
          B13   resident memory
          L1    appending to the event store as a library, beside pgbench and Emmett
          --rounds N  how often limit and product take turns (5)
          --risks N   among how many B3 looks for pages (first 100,000, then 1,000,000)
          --events N  how many events the log of L1 holds already, and B6 rebuilds from (1,000,000)
          --quick     see that everything works, in a few minutes; the figures are worth nothing
        """;

    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 2;
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_RISKS = 10_000_000;
    private static final int MOST_EVENTS = 10_000_000;

    /**
     * Understands the arguments.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Arguments of(List<String> words) {
        var scenarios = new ArrayList<Scenario>();
        int rounds = 0;
        int risks = 0;
        int events = 0;
        boolean quick = false;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            switch (word) {
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = number(word, i + 1 < words.size() ? words.get(++i) : "", MOST_ROUNDS);
                case "--risks" -> risks = number(word, i + 1 < words.size() ? words.get(++i) : "", MOST_RISKS);
                case "--events" -> events = number(word, i + 1 < words.size() ? words.get(++i) : "", MOST_EVENTS);
                case "all" -> scenarios.addAll(Scenario.all());
                default -> scenarios.add(named(word));
            }
        }
        if (rounds == 0) {
            rounds = quick ? QUICK_ROUNDS : ROUNDS;
        }
        var pace = quick ? Pace.quick(rounds) : Pace.full(rounds);
        pace = risks == 0 ? pace : pace.among(risks);
        pace = events == 0 ? pace : pace.holding(events);
        return new Arguments(scenarios.isEmpty() ? Scenario.all() : List.copyOf(scenarios), pace);
    }

    private static Scenario named(String word) {
        return Scenario.all().stream()
                .filter(scenario -> scenario.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no scenario or option " + word + "."));
    }

    private static int number(String option, String text, int most) {
        if (text.matches("[0-9]{1,8}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("%s needs a number from 1 to %d.".formatted(option, most));
    }
}
