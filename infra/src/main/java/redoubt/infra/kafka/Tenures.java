package redoubt.infra.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** For how long partitions are ours. Safe for any thread. */
public final class Tenures {

    private final Map<Integer, Integer> ended = new ConcurrentHashMap<>();

    /** A partition is given to somebody else, or may be. */
    public void end(int partition) {
        ended.merge(partition, 1, Integer::sum);
    }

    /** Tells whenever it is asked whether a partition has been ours ever since. */
    public BooleanSupplier of(int partition) {
        int before = ended.getOrDefault(partition, 0);
        return () -> ended.getOrDefault(partition, 0) == before;
    }
}
