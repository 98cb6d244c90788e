package redoubt.infra.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ledger held against the log.
 *
 * @param found events of its requests
 * @param lost acknowledged requests that are not there as they were sent, or not as the version that was answered
 * @param duplicated keys of requests that are there more than once
 * @param undue what is there although nobody asked for it or it was refused, and what was refused for no good reason
 */
record Account(int found, List<String> lost, List<String> duplicated, List<String> undue) {

    private static final int SOMEBODY_WAS_FIRST = 412;

    static Account of(Ledger ledger, List<Written> log) {
        Map<String, List<Written>> byKey = log.stream()
                .filter(written -> ledger.owns(written.key()))
                .collect(Collectors.groupingBy(Written::key, TreeMap::new, Collectors.toList()));
        var lost = ledger.of(Entry.Outcome.ACKNOWLEDGED).stream()
                .filter(entry -> byKey.getOrDefault(entry.request().key(), List.of()).stream()
                        .noneMatch(entry::is))
                .map(Entry::toString);
        var duplicated = byKey.entrySet().stream()
                .filter(written -> written.getValue().size() > 1)
                .map(Map.Entry::getKey);
        var unasked = byKey.keySet().stream().filter(key -> !ledger.knows(key));
        var refused = ledger.of(Entry.Outcome.REFUSED).stream()
                .filter(entry -> entry.status() != SOMEBODY_WAS_FIRST
                        || byKey.containsKey(entry.request().key()))
                .map(Entry::toString);
        return new Account(
                byKey.values().stream().mapToInt(List::size).sum(),
                lost.toList(),
                duplicated.toList(),
                Stream.concat(unasked, refused).toList());
    }
}
