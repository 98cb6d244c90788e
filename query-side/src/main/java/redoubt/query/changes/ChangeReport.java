package redoubt.query.changes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What changed between two positions of the log, all in all.
 *
 * @param events how many events were looked at
 * @param changes by kind, and within one in the order in which they came to be
 */
public record ChangeReport(long events, List<Changed> changes) {

    /** How many changes there are of each kind, of those that have any. */
    public Map<ChangeKind, Long> counts() {
        return changes.stream().collect(Collectors.groupingBy(Changed::kind, TreeMap::new, Collectors.counting()));
    }
}
