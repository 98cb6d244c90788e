package redoubt.infra.eventstore;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import redoubt.infra.eventstore.Dependencies.Dependency;
import redoubt.infra.eventstore.Dependencies.Kind;
import redoubt.infra.eventstore.ListAppendHistory.Append;
import redoubt.infra.eventstore.ListAppendHistory.Element;
import redoubt.infra.eventstore.ListAppendHistory.Follower;
import redoubt.infra.eventstore.ListAppendHistory.Read;
import redoubt.infra.eventstore.ListAppendHistory.Transaction;

/**
 * Looks for anomalies in a history of lists that only grow, in the manner of Elle (Kingsbury &amp; Alvaro, 2020): a list
 * that was read tells in which order it was written, the orders of all lists tell who depended on whom, and a circle of
 * dependencies is what strict serializability forbids. The anomalies have the names that Adya (1999) gave them.
 */
final class ListAppendChecker {

    enum Anomaly {
        /** An element that nobody wrote. */
        PHANTOM,
        /** An element that is in its list twice. */
        DUPLICATE,
        /** Two readers saw a list in different orders. */
        INCOMPATIBLE_ORDER,
        /** What was committed is not in its list. */
        LOST_APPEND,
        /** Aborted read: an element of a transaction that was refused. */
        G1A,
        /** Intermediate read: a list between two appends of one transaction. */
        G1B,
        /** Write cycle: each of the transactions wrote after the next. */
        G0,
        /** Cyclic information flow: each wrote after the next, or read what it wrote. */
        G1C,
        /** The same with one of them that read what the next one changed: a lost update, a skewed or outdated read. */
        G_SINGLE,
        /** The same with several that did: a skewed write. */
        G2_ITEM,
        /** A follower saw something else than the log behind its place, in order. */
        WRONG_FOLLOWING
    }

    record Objection(Anomaly anomaly, String why) {}

    /** Kinds of cycles, the worst first. */
    private static final Map<Anomaly, Function<Dependencies, List<Dependency>>> CYCLES = new EnumMap<>(Map.of(
            Anomaly.G0, graph -> graph.cycle(Kind.WW, Kind.WW, Kind.REAL_TIME),
            Anomaly.G1C, graph -> graph.cycle(Kind.WR, Kind.WW, Kind.WR, Kind.REAL_TIME),
            Anomaly.G_SINGLE, graph -> graph.cycle(Kind.RW, Kind.WW, Kind.WR, Kind.REAL_TIME),
            Anomaly.G2_ITEM, graph -> graph.cycle(Kind.RW, Kind.values())));

    private final ListAppendHistory history;
    private final Map<Append, Transaction> writers = new HashMap<>();
    private final Map<String, List<Integer>> orders = new HashMap<>();
    private final List<Objection> objections = new ArrayList<>();

    private ListAppendChecker(ListAppendHistory history) {
        this.history = history;
        history.transactions()
                .forEach(transaction -> transaction.appends().forEach(append -> writers.put(append, transaction)));
    }

    /** The anomalies of a history; of cycles the worst kind only, and of those the shortest. */
    static List<Objection> check(ListAppendHistory history) {
        var checker = new ListAppendChecker(history);
        checker.lists();
        checker.commits();
        checker.cycles();
        history.followers().forEach(checker::followed);
        return List.copyOf(checker.objections);
    }

    /** Each list as somebody read it, and as the log has it; the longest is the order of its versions. */
    private void lists() {
        var logged = history.log().stream().collect(groupingBy(Element::key, mapping(Element::value, toList())));
        logged.forEach((key, list) -> read("the log", new Read(key, list)));
        for (var transaction : history.transactions()) {
            transaction.reads().forEach(read -> read(transaction.name(), read));
        }
    }

    private void read(String who, Read read) {
        var list = read.list();
        for (int value : list) {
            var writer = writers.get(new Append(read.key(), value));
            if (writer == null) {
                object(Anomaly.PHANTOM, "%s: %s %d", who, read, value);
            } else if (!writer.committed()) {
                object(Anomaly.G1A, "%s: %s of %s", who, read, writer.name());
            }
        }
        if (new HashSet<>(list).size() < list.size()) {
            object(Anomaly.DUPLICATE, "%s: %s", who, read);
        }
        if (!list.isEmpty()) {
            var last = new Append(read.key(), list.getLast());
            var writer = writers.get(last);
            if (writer != null && !last.equals(lastOf(writer, read.key()))) {
                object(Anomaly.G1B, "%s: %s of %s", who, read, writer.name());
            }
        }
        var order = orders.getOrDefault(read.key(), List.of());
        int common = Math.min(order.size(), list.size());
        if (!order.subList(0, common).equals(list.subList(0, common))) {
            object(Anomaly.INCOMPATIBLE_ORDER, "%s: %s, not %s", who, read, order);
        } else if (list.size() > common) {
            orders.put(read.key(), list);
        }
    }

    private static Append lastOf(Transaction writer, String key) {
        return writer.appends().stream()
                .filter(append -> append.key().equals(key))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private void commits() {
        writers.forEach((append, writer) -> {
            if (writer.committed()
                    && !orders.getOrDefault(append.key(), List.of()).contains(append.value())) {
                object(Anomaly.LOST_APPEND, "%s of %s", append, writer.name());
            }
        });
    }

    private void cycles() {
        var dependencies = Dependencies.of(history, writers, orders);
        for (var kind : CYCLES.entrySet()) {
            var cycle = kind.getValue().apply(dependencies);
            if (!cycle.isEmpty()) {
                object(
                        kind.getKey(),
                        "%s",
                        cycle.stream().map(Dependency::toString).collect(joining(", ")));
                return;
            }
        }
    }

    private void followed(Follower follower) {
        var expected = history.log().stream()
                .filter(element -> element.position() > follower.after())
                .toList();
        if (!follower.seen().equals(expected)) {
            int same = 0;
            while (same < expected.size()
                    && same < follower.seen().size()
                    && expected.get(same).equals(follower.seen().get(same))) {
                same++;
            }
            object(
                    Anomaly.WRONG_FOLLOWING,
                    "%s saw %s, not %s",
                    follower.name(),
                    follower.seen().stream().skip(same).limit(3).toList(),
                    expected.stream().skip(same).limit(3).toList());
        }
    }

    private void object(Anomaly anomaly, String why, Object... things) {
        objections.add(new Objection(anomaly, why.formatted(things)));
    }
}
