package redoubt.infra.observe;

import java.util.Map;
import java.util.TreeMap;

/**
 * All readers of the log, by name.
 *
 * @param bound how many events each of them may be behind
 */
record Lags(Map<String, Lag> readers, long bound) {

    Lags {
        readers = new TreeMap<>(readers);
    }

    /** Whether every reader is near enough to the head. */
    boolean within() {
        return readers.values().stream().allMatch(reader -> reader.events() <= bound);
    }
}
