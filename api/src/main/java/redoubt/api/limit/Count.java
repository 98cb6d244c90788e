package redoubt.api.limit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What a node knows of one bucket: the total it was last told, and what it spent since. Safe for any thread; never waits.
 *
 * <p>Without asking, a node spends no more than a share of what it believes to be left. All nodes together can thus exceed
 * a limit by a quarter at most, however little they have heard of each other meanwhile.
 */
final class Count {

    /** All nodes together spend no more than a quarter of what is left before they hear of each other. */
    private static final int CAUTION = 4;

    private final AtomicReference<State> state = new AtomicReference<>(new State(0, 0, 0, 0, 0, false));

    /** Whether something may be spent. */
    enum Leave {
        /** Yes, and it is spent. */
        SPENT,
        /** No: there is not so much left. */
        FULL,
        /** It is not to be known without asking the others. */
        UNKNOWN
    }

    /**
     * What is known.
     *
     * @param known the total that all nodes had added up, as this one was last told
     * @param turn of that total
     * @param sending what is on its way to the others
     * @param unsent what they have not been told
     * @param here what was spent through this node in the whole window
     * @param curious whether what the others have told in the meantime is still to be heard
     */
    private record State(long known, long turn, long sending, long unsent, long here, boolean curious) {

        long spent() {
            return known + sending + unsent;
        }

        State plus(long weight) {
            return new State(known, turn, sending, unsent + weight, here + weight, curious);
        }
    }

    /** Everything that is known to be spent. */
    long spent() {
        return state.get().spent();
    }

    /**
     * Whether there is something that the others have not been told; or that was told them last time, when what they had to
     * tell may still have been on its way.
     */
    boolean hasNews() {
        State now = state.get();
        return now.unsent() != 0 || now.curious();
    }

    /** Spends what may be spent without asking anybody. */
    Leave spend(long weight, long limit, int nodes) {
        for (; ; ) {
            State now = state.get();
            // What is on its way may have arrived, and be part of the total already.
            if (now.known() + now.unsent() + weight > limit) {
                return Leave.FULL;
            }
            if (now.sending() + now.unsent() + weight > (limit - now.known()) / ((long) CAUTION * nodes)) {
                return Leave.UNKNOWN;
            }
            if (state.compareAndSet(now, now.plus(weight))) {
                return Leave.SPENT;
            }
        }
    }

    /** Spends what may be spent while nobody can be asked: an even share of the limit. */
    Leave spendAlone(long weight, long limit, int nodes) {
        for (; ; ) {
            State now = state.get();
            if (now.spent() + weight > limit || now.here() + weight > Math.max(1, limit / nodes)) {
                return Leave.FULL;
            }
            if (state.compareAndSet(now, now.plus(weight))) {
                return Leave.SPENT;
            }
        }
    }

    /** Counts what has happened anyway, or, if negative, what has not happened after all. */
    void add(long weight) {
        state.updateAndGet(now -> now.plus(weight));
    }

    /** Takes along what the others have not been told. */
    long take() {
        State before = state.getAndUpdate(now ->
                new State(now.known(), now.turn(), now.sending() + now.unsent(), 0, now.here(), now.unsent() != 0));
        return before.unsent();
    }

    /** What was taken along has arrived. */
    void told(long taken, Tally.Total total) {
        told(taken, total, 0);
    }

    /** What was taken along has arrived, and more was spent on the way, which the total has in it. */
    void told(long taken, Tally.Total total, long reserved) {
        state.updateAndGet(now -> {
            boolean newer = total.turn() > now.turn();
            return new State(
                    newer ? total.total() : now.known(),
                    newer ? total.turn() : now.turn(),
                    now.sending() - taken,
                    now.unsent(),
                    now.here() + reserved,
                    now.curious());
        });
    }

    /** What was taken along has not arrived, as far as anybody knows. */
    void kept(long taken) {
        state.updateAndGet(now -> new State(
                now.known(), now.turn(), now.sending() - taken, now.unsent() + taken, now.here(), now.curious()));
    }
}
