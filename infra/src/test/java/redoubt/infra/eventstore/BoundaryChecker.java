package redoubt.infra.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redoubt.infra.eventstore.BoundaryHistory.Accepted;
import redoubt.infra.eventstore.BoundaryHistory.Append;
import redoubt.infra.eventstore.BoundaryHistory.Boundary;
import redoubt.infra.eventstore.BoundaryHistory.Event;
import redoubt.infra.eventstore.BoundaryHistory.Rejected;
import redoubt.infra.eventstore.BoundaryHistory.Sourcing;
import redoubt.infra.eventstore.BoundaryHistory.Stored;
import redoubt.infra.eventstore.BoundaryHistory.Unknown;

/**
 * The dynamic consistency boundary as a sequential model: the log is a list, and a condition is violated exactly if an
 * event after its marker is within its boundary. Holds a history against it. The log gives the order of all appends, so
 * that nothing has to be searched for, as it has to be when linearizability is checked of a black box (Wing &amp; Gong, 1993).
 */
final class BoundaryChecker {

    enum Anomaly {
        /** A position is missing. */
        GAP,
        /** An event, or a position, is there twice. */
        DUPLICATE,
        /** An event is there that no accepted append has written. */
        PHANTOM,
        /** What was accepted does not stand where it was said to. */
        LOST_EVENT,
        /** An append was accepted behind something that was acknowledged before it was asked for, or before its marker. */
        OUT_OF_ORDER,
        /** An append was accepted although an event within its boundary came between. */
        LOST_CONFLICT,
        /** An append was rejected although no event within its boundary had come. */
        FALSE_REJECTION,
        /** An append failed with something else. */
        UNKNOWN_OUTCOME,
        /** What was sourced are not the events within the boundary up to the marker. */
        WRONG_SOURCING,
        /** What was sourced ends before an event that had to be in it. */
        STALE_SOURCING
    }

    record Objection(Anomaly anomaly, String why) {}

    private final BoundaryHistory history;
    private final List<Objection> objections = new ArrayList<>();

    private BoundaryChecker(BoundaryHistory history) {
        this.history = history;
    }

    /** Everything about a history that the model does not explain. */
    static List<Objection> check(BoundaryHistory history) {
        var checker = new BoundaryChecker(history);
        checker.positions();
        checker.origins();
        for (var operation : history.operations()) {
            switch (operation) {
                case Sourcing sourcing -> checker.sourced(sourcing);
                case Append append -> checker.appended(append);
            }
        }
        return List.copyOf(checker.objections);
    }

    private void positions() {
        long last = 0;
        for (var stored : history.log()) {
            if (stored.position() > last + 1) {
                object(Anomaly.GAP, "%s comes after %d", stored, last);
            } else if (stored.position() <= last) {
                object(Anomaly.DUPLICATE, "%s comes after %d", stored, last);
            }
            last = stored.position();
        }
    }

    private void origins() {
        Map<String, Event> written = new HashMap<>();
        for (var operation : history.operations()) {
            if (operation instanceof Append append && append.outcome() instanceof Accepted) {
                append.events().forEach(event -> written.put(event.id(), event));
            }
        }
        var seen = new HashSet<String>();
        for (var stored : history.log()) {
            if (!stored.event().equals(written.get(stored.event().id()))) {
                object(Anomaly.PHANTOM, "nobody was told that %s was written", stored);
            }
            if (!seen.add(stored.event().id())) {
                object(Anomaly.DUPLICATE, "%s was there before", stored);
            }
        }
    }

    private void sourced(Sourcing sourcing) {
        var expected = within(sourcing.boundary(), 0, sourcing.marker())
                .map(stored -> stored.event().id())
                .toList();
        if (!sourcing.returned().equals(expected)) {
            object(Anomaly.WRONG_SOURCING, "%s should have returned %s", sourcing, expected);
        }
        within(sourcing.boundary(), sourcing.marker(), sourcing.known())
                .forEach(missed -> object(Anomaly.STALE_SOURCING, "%s had to see %s", sourcing, missed));
    }

    private void appended(Append append) {
        switch (append.outcome()) {
            case Accepted(long first, long last) -> {
                if (!between(first - 1, last).map(Stored::event).toList().equals(append.events())) {
                    object(Anomaly.LOST_EVENT, "%s is not there", append);
                }
                if (first <= append.known() || first <= append.marker()) {
                    object(Anomaly.OUT_OF_ORDER, "%s came too early", append);
                }
                within(append.boundary(), append.marker(), first - 1)
                        .forEach(missed -> object(Anomaly.LOST_CONFLICT, "%s conflicts with %s", append, missed));
            }
            case Rejected(long head) -> {
                if (within(append.boundary(), append.marker(), head).findAny().isEmpty()) {
                    object(Anomaly.FALSE_REJECTION, "nothing was in the way of %s", append);
                }
            }
            case Unknown(String failure) -> object(Anomaly.UNKNOWN_OUTCOME, "%s of %s", failure, append);
        }
    }

    private Stream<Stored> within(Boundary boundary, long after, long until) {
        return between(after, until).filter(stored -> boundary.matches(stored.event()));
    }

    private Stream<Stored> between(long after, long until) {
        return history.log().stream().filter(stored -> stored.position() > after && stored.position() <= until);
    }

    private void object(Anomaly anomaly, String why, Object... things) {
        objections.add(new Objection(anomaly, why.formatted(things)));
    }
}
