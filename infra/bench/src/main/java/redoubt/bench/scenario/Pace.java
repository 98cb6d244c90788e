package redoubt.bench.scenario;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often things are measured.
 *
 * @param rounds how often limit and product take turns
 * @param slice how long one turn lasts
 * @param warmUp how long the product works before the first turn: the compiler of the JVM shares two cores with the rest
 * @param connections the numbers of clients that append
 * @param contenders the numbers of clients that update the same
 * @param readers the numbers of clients that read pages
 * @param sizes the numbers of risks among which pages are looked for
 * @param events how many events a log holds already when it is appended to, or rebuilt from
 * @param histories the numbers of events of the risks that are looked at as they were
 * @param settling how long an idle program is left alone before its memory is read
 */
public record Pace(
        int rounds,
        Duration slice,
        Duration warmUp,
        List<Integer> connections,
        List<Integer> contenders,
        List<Integer> readers,
        List<Integer> sizes,
        int events,
        List<Integer> histories,
        Duration settling) {

    /** Long enough for figures that are published. */
    public static Pace full(int rounds) {
        return new Pace(
                rounds,
                Duration.ofSeconds(6),
                Duration.ofMinutes(3),
                List.of(1, 8, 32, 64),
                List.of(16, 64, 256),
                List.of(1, 8, 32),
                List.of(100_000, 1_000_000),
                1_000_000,
                // Half way between two snapshots, where there are some.
                List.of(10, 112, 1_012, 10_012),
                Duration.ofSeconds(20));
    }

    /** The same, looking for pages among that many risks. */
    public Pace among(int risks) {
        return new Pace(
                rounds, slice, warmUp, connections, contenders, readers, List.of(risks), events, histories, settling);
    }

    /** The same with logs of that many events. */
    public Pace holding(int number) {
        return new Pace(rounds, slice, warmUp, connections, contenders, readers, sizes, number, histories, settling);
    }

    /** Just long enough to see that everything works; the JVM is cold, so the figures are worth nothing. */
    public static Pace quick(int rounds) {
        return new Pace(
                rounds,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                List.of(1, 32),
                List.of(8, 32),
                List.of(8),
                List.of(5_000, 20_000),
                20_000,
                List.of(10, 100),
                Duration.ofSeconds(2));
    }
}
