package redoubt.infra.eventstore;

import java.util.List;

/**
 * What clients did with lists that only grow, what they were told, and what followers of the log saw. A list is the events
 * of one tag, its key; its elements are numbers that are never used twice.
 *
 * @param log what is in the log when all is done
 */
record ListAppendHistory(List<Transaction> transactions, List<Element> log, List<Follower> followers) {

    /** A list as it was found. */
    record Read(String key, List<Integer> list) {}

    record Append(String key, int value) {}

    record Element(long position, String key, int value) {}

    /** @param after the position behind which it joined */
    record Follower(String name, long after, List<Element> seen) {}

    enum Completion {
        COMMITTED,
        ABORTED
    }

    /**
     * Lists were read, and then others, or the same, appended to.
     *
     * @param latest whether it insisted on the latest; if not, and if it only reads, it may see the log as it was
     * @param invoked moment before which nothing of it happened; moments of all clients are counted together
     * @param completed moment after which nothing of it happened
     */
    record Transaction(
            String name,
            int node,
            boolean latest,
            long invoked,
            long completed,
            List<Read> reads,
            List<Append> appends,
            Completion completion) {

        boolean committed() {
            return completion == Completion.COMMITTED;
        }

        boolean mayBeStale() {
            return appends.isEmpty() && !latest;
        }
    }
}
