package redoubt.infra.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redoubt.infra.eventstore.ListAppendHistory.Append;
import redoubt.infra.eventstore.ListAppendHistory.Transaction;

/** Who came before whom among the committed transactions of a history: Adya's direct serialization graph, and real time. */
final class Dependencies {

    enum Kind {
        /** Appended to a list next after the other. */
        WW,
        /** Read a list as the other had left it. */
        WR,
        /** Read a list that the other was the next to append to. */
        RW,
        /** Was completed before the other was invoked. */
        REAL_TIME
    }

    /** @param why the key of the list, or nothing */
    record Dependency(String from, String to, Kind kind, String why) {

        @Override
        public String toString() {
            return "%s %s%s %s".formatted(from, kind, why, to);
        }
    }

    private final Map<String, List<Dependency>> from = new HashMap<>();

    private Dependencies() {}

    /** @param orders the elements of each list in the order of its versions */
    static Dependencies of(
            ListAppendHistory history, Map<Append, Transaction> writers, Map<String, List<Integer>> orders) {
        var committed =
                history.transactions().stream().filter(Transaction::committed).toList();
        var dependencies = new Dependencies();
        orders.forEach((key, order) -> {
            for (int next = 1; next < order.size(); next++) {
                dependencies.add(
                        writers.get(new Append(key, order.get(next - 1))),
                        writers.get(new Append(key, order.get(next))),
                        Kind.WW,
                        " " + key);
            }
        });
        for (var reader : committed) {
            for (var read : reader.reads()) {
                var key = read.key();
                int length = read.list().size();
                var order = orders.getOrDefault(key, List.of());
                if (length > 0) {
                    dependencies.add(writers.get(new Append(key, read.list().getLast())), reader, Kind.WR, " " + key);
                }
                if (length < order.size()) {
                    dependencies.add(reader, writers.get(new Append(key, order.get(length))), Kind.RW, " " + key);
                }
            }
        }
        dependencies.addRealTime(committed);
        return dependencies;
    }

    /**
     * Only the next ones in time are noted: later ones follow from them. A reader that does not insist on the latest has to
     * come after the writers of its own node, and may come before everybody else.
     */
    private void addRealTime(List<Transaction> committed) {
        var current = committed.stream().filter(each -> !each.mayBeStale()).toList();
        for (var earlier : committed) {
            long next = current.stream()
                    .filter(later -> later.invoked() > earlier.completed())
                    .mapToLong(Transaction::completed)
                    .min()
                    .orElse(Long.MAX_VALUE);
            current.stream()
                    .filter(later -> later.invoked() > earlier.completed() && later.invoked() <= next)
                    .forEach(later -> add(earlier, later, Kind.REAL_TIME, ""));
            if (!earlier.appends().isEmpty()) {
                committed.stream()
                        .filter(Transaction::mayBeStale)
                        .filter(reader -> reader.node() == earlier.node() && reader.invoked() > earlier.completed())
                        .forEach(reader -> add(earlier, reader, Kind.REAL_TIME, ""));
            }
        }
    }

    private void add(Transaction one, Transaction other, Kind kind, String why) {
        if (one != null && other != null && one != other && one.committed() && other.committed()) {
            from.computeIfAbsent(one.name(), _ -> new ArrayList<>())
                    .add(new Dependency(one.name(), other.name(), kind, why));
        }
    }

    /** The shortest cycle of one dependency of the first kind and any number of the others; empty if there is none. */
    List<Dependency> cycle(Kind first, Kind... others) {
        var along = EnumSet.noneOf(Kind.class);
        along.addAll(List.of(others));
        List<Dependency> shortest = List.of();
        for (var dependencies : from.values()) {
            for (var dependency : dependencies) {
                if (dependency.kind() == first) {
                    var back = path(dependency.to(), dependency.from(), along);
                    if (!back.isEmpty() && (shortest.isEmpty() || back.size() + 1 < shortest.size())) {
                        shortest = new ArrayList<>(List.of(dependency));
                        shortest.addAll(back);
                    }
                }
            }
        }
        return shortest;
    }

    private List<Dependency> path(String start, String end, Set<Kind> along) {
        var seen = new HashSet<>(Set.of(start));
        var reached = new HashMap<String, Dependency>();
        var queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty() && !reached.containsKey(end)) {
            for (var dependency : from.getOrDefault(queue.remove(), List.of())) {
                if (along.contains(dependency.kind()) && seen.add(dependency.to())) {
                    reached.put(dependency.to(), dependency);
                    queue.add(dependency.to());
                }
            }
        }
        var path = new ArrayList<Dependency>();
        for (var step = reached.get(end); step != null; step = reached.get(step.from())) {
            path.addFirst(step);
        }
        return path;
    }
}
