package redoubt.infra.eventstore;

import java.time.Duration;

/**
 * How a store is sized and timed. {@link #defaults()} suit a process that shares two cores with its database.
 *
 * @param group most appends written in one call
 * @param queue most appends that may wait; one more fails with {@link StoreBusy}
 * @param page events read from the table at a time
 * @param ring latest events kept in memory for followers
 * @param ringWeight characters of JSON at which the ring forgets earlier than that
 * @param recentWeight characters of JSON kept in memory of streams that were sourced recently; 0 keeps none
 * @param poll how often the table is looked at, whether or not new events were announced
 * @param call after which a silent database counts as lost
 * @param reopening how long an append waits for a lost connection to be opened again
 * @param receipts how long a claimed key stays claimed
 * @param recordedAt whose clock says when an event was recorded
 */
public record Options(
        int group,
        int queue,
        int page,
        int ring,
        long ringWeight,
        long recentWeight,
        Duration poll,
        Duration call,
        Duration reopening,
        Duration receipts,
        RecordedAt recordedAt) {

    /** Whose clock says when an event was recorded. */
    public enum RecordedAt {
        /** The database's: one clock for all writers, and never backwards. */
        DATABASE_CLOCK,
        /** The writer's, as the message says: for imports that keep their history, in the order of their instants. */
        MESSAGE_TIMESTAMP
    }

    /** Refuses sizes and times that cannot work. */
    public Options {
        atLeastOne("group", group);
        atLeastOne("queue", queue);
        atLeastOne("page", page);
        atLeastOne("ring", ring);
        if (ringWeight < 0 || recentWeight < 0) {
            throw new IllegalArgumentException("The event store cannot keep less than nothing in memory");
        }
        positive("poll", poll);
        positive("call", call);
        positive("reopening", reopening);
        positive("receipts", receipts);
    }

    /** Groups of 256, 4,096 waiting, 16,384 events in memory, a look at the table every half second. */
    public static Options defaults() {
        return new Options(
                256,
                4096,
                256,
                16_384,
                32_000_000,
                16_000_000,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofDays(1),
                RecordedAt.DATABASE_CLOCK);
    }

    /** The same with other bounds for one call and for the appends that wait for one. */
    public Options withGroups(int most, int waiting) {
        return new Options(
                most, waiting, page, ring, ringWeight, recentWeight, poll, call, reopening, receipts, recordedAt);
    }

    /** The same with another page. */
    public Options withPage(int events) {
        return new Options(
                group, queue, events, ring, ringWeight, recentWeight, poll, call, reopening, receipts, recordedAt);
    }

    /** The same with another memory: latest events, their weight, and the weight of recently sourced streams. */
    public Options withMemory(int latest, long latestWeight, long recent) {
        return new Options(
                group, queue, page, latest, latestWeight, recent, poll, call, reopening, receipts, recordedAt);
    }

    /** The same with other times: between polls, for a call, for opening a lost connection. */
    public Options withTimes(Duration betweenPolls, Duration forACall, Duration forReopening) {
        return new Options(
                group,
                queue,
                page,
                ring,
                ringWeight,
                recentWeight,
                betweenPolls,
                forACall,
                forReopening,
                receipts,
                recordedAt);
    }

    /** The same with keys that stay claimed for another while. */
    public Options withReceipts(Duration kept) {
        return new Options(group, queue, page, ring, ringWeight, recentWeight, poll, call, reopening, kept, recordedAt);
    }

    /** The same with another clock. */
    public Options withRecordedAt(RecordedAt clock) {
        return new Options(group, queue, page, ring, ringWeight, recentWeight, poll, call, reopening, receipts, clock);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The event store's " + name + " must be at least 1, not " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("The event store's " + name + " must take some time, not " + value);
        }
    }
}
