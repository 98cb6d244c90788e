package redoubt.infra.webhook;

import java.time.Duration;

/**
 * For how long an attempt is ours. It is counted from before the database was asked for it: a process that stood still, however
 * long and wherever it did, finds it over before it sends anything, and leaves the attempt to whoever has taken it meanwhile.
 *
 * @param since when it was asked for, by {@link System#nanoTime}
 */
record Lease(long since) {

    /** After this time others take it for lost. */
    static final Duration WHOLE = Duration.ofSeconds(30);

    /** No sending begins later: what began then has ended before others begin. */
    private static final Duration BEGIN = WHOLE.minus(Sender.WHOLE).minusSeconds(2);

    /** One that begins now. */
    static Lease now() {
        return new Lease(System.nanoTime());
    }

    /** Whether sending may still begin. */
    boolean good() {
        return System.nanoTime() - since < BEGIN.toNanos();
    }
}
