package redoubt.infra.eventstore;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What the nodes of one log were asked and answered, and what the log holds when all is done.
 *
 * @param log as it was read, in the order in which it was read
 */
record BoundaryHistory(List<Stored> log, List<Operation> operations) {

    /** An event; its id is its payload, and no other event's. */
    record Event(String id, String type, Set<String> tags) {

        Event named(String name) {
            return new Event(name, type, tags);
        }

        @Override
        public String toString() {
            return (id + " " + type + new TreeSet<>(tags)).strip();
        }
    }

    record Stored(long position, Event event) {

        static Stored of(Logged logged) {
            var message = logged.message();
            return new Stored(
                    logged.position(),
                    new Event(
                            (String) message.payload(),
                            message.type().name(),
                            logged.tags().stream().map(tag -> tag.value()).collect(toSet())));
        }
    }

    /** Events of one of the types, if there are any, that have all the tags. */
    record Criterion(Set<String> types, Set<String> tags) {

        boolean matches(Event event) {
            return (types.isEmpty() || types.contains(event.type()))
                    && event.tags().containsAll(tags);
        }

        EventCriteria asked() {
            var names = types.stream().map(QualifiedName::new).collect(toSet());
            var tagged =
                    EventCriteria.havingTags(tags.stream().map(LogTest::tag).collect(toSet()));
            return names.isEmpty() ? tagged : tagged.andBeingOneOfTypes(names);
        }

        @Override
        public String toString() {
            return (types.isEmpty() ? "any" : String.join("|", new TreeSet<>(types))) + new TreeSet<>(tags);
        }
    }

    /** What a decision depends on: the events that meet any of its criteria. */
    record Boundary(List<Criterion> any) {

        /** Of a decision that depends on nothing. */
        static final Boundary NONE = new Boundary(List.of());

        boolean matches(Event event) {
            return any.stream().anyMatch(criterion -> criterion.matches(event));
        }

        Boundary or(Boundary other) {
            var both = new ArrayList<>(any);
            both.addAll(other.any);
            return new Boundary(both);
        }

        EventCriteria asked() {
            return any.stream().map(Criterion::asked).reduce(EventCriteria::or).orElseThrow();
        }

        @Override
        public String toString() {
            return any.stream().map(Criterion::toString).collect(joining(" or ", "{", "}"));
        }
    }

    sealed interface Operation {}

    /**
     * Events were asked for.
     *
     * @param known position up to which the answer had to be complete
     * @param marker position up to which it said it was
     * @param returned ids of the events of the answer
     */
    record Sourcing(Boundary boundary, long known, long marker, List<String> returned) implements Operation {}

    /**
     * Events were to be appended, unless one within the boundary had come after the marker.
     *
     * @param known position of the last event of which anybody had been told before
     */
    record Append(Boundary boundary, long marker, long known, List<Event> events, Outcome outcome)
            implements Operation {}

    sealed interface Outcome {}

    record Accepted(long first, long last) implements Outcome {}

    /** @param head the last position when the rejection had been told */
    record Rejected(long head) implements Outcome {}

    /** Anything else. */
    record Unknown(String failure) implements Outcome {}
}
