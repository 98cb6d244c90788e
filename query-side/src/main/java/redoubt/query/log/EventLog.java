package redoubt.query.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Snapshot;
import redoubt.model.Unfolding;

/** The log as a reader sees it: positions are handed out in the order in which events become visible. */
public interface EventLog {

    /** The greatest position that is visible now; 0 while the log is empty. */
    Mono<Long> head();

    /**
     * Every event after a position, in order, each once, without end. Reads no faster than it is asked to; fails with
     * {@link Unreadable} at an event that cannot be read.
     */
    Flux<Event<?>> follow(long after);

    /** The events that a reading selects, then completes. Reads no faster than it is asked to, and fails as following does. */
    Flux<Event<?>> read(Reading reading);

    /**
     * The same log as far as it is about an organization, for whoever reads on somebody's behalf: readings and tellings hold
     * nothing of another one. Positions, and what follows, are those of the whole log.
     */
    default EventLog within(String organization) {
        return new PartOfLog(this, organization);
    }

    /**
     * What happened to one resource, from where it is best begun.
     *
     * @param until the last position that is told of
     * @param fewer how many events the beginning must stand for fewer than
     */
    default <R> Mono<Told<R>> tell(Ref<R> ref, long until, long fewer) {
        return Mono.just(
                new Told<>(Snapshot.beginning(ref), read(Reading.of(ref).until(until))));
    }

    /**
     * The resources that may have pointed at another one through a field up to a position, each once: all that ever did are
     * among them.
     */
    default <R> Flux<Ref<R>> pointing(Field<R, ?> field, Ref<?> target, long until) {
        return read(Reading.of(Shape.of(field.owner()).toldBy(), until))
                .concatMapIterable(event -> Unfolding.only(field.owner(), List.of(event)))
                .map(Event::ref)
                .distinct();
    }

    /**
     * What happened up to a position to all that comes with a resource, beside coming and going, oldest first. All of it is
     * among what is read.
     *
     * @param bearer the field of those others that names the resource
     */
    default Flux<Event<?>> changes(Field<?, ?> bearer, Ref<?> target, long until) {
        return read(Reading.of(Set.of(Shape.of(bearer.owner()).noun()), until));
    }

    /** The greatest position recorded at or before an instant; 0 if there is none. */
    Mono<Long> positionAt(Instant instant);

    /** Where what was found missing on the way is kept. */
    default Snapshots snapshots() {
        return Snapshots.NONE;
    }

    /** Who wrote after a position, on whatever node: everything whose commit was told to anybody before this is asked. */
    Mono<LastWrites> lastWrites(long after);

    /**
     * What happened to one resource.
     *
     * @param from what happened first, summed up
     * @param then what happened after that, in order; read and failing as any reading is
     */
    record Told<R>(Snapshot<R> from, Flux<Event<?>> then) {}

    /**
     * The last positions of users in a part of the log.
     *
     * @param until the end of that part
     * @param byUser the greatest position in it that each user wrote, by their identifiers
     */
    record LastWrites(long until, Map<String, Long> byUser) {}

    /** An event of the log that cannot be read: reading fails when it comes to it, and would fail there again. */
    final class Unreadable extends RuntimeException {

        private final long position;
        private final String name;
        private final String noun;
        private final String resource;

        /** The event at that position, by the name under which it was recorded, of that resource. */
        public Unreadable(long position, String name, String noun, String resource, Throwable cause) {
            super("The " + name + " at position " + position + " cannot be read: " + cause.getMessage(), cause);
            this.position = position;
            this.name = name;
            this.noun = noun;
            this.resource = resource;
        }

        /** Where it stands. */
        public long position() {
            return position;
        }

        /** What it is called. */
        public String name() {
            return name;
        }

        /** The noun of the resource that it happened to. */
        public String noun() {
            return noun;
        }

        /** The identifier of that resource; empty if that is not known either. */
        public String resource() {
            return resource;
        }
    }

    /**
     * Which events to read.
     *
     * @param after only positions greater than this
     * @param until only positions up to this one, itself included; {@link Long#MAX_VALUE} for all
     * @param of only events of this resource; null for all
     * @param nouns only events of resources with these nouns; empty for all
     * @param descending newest first
     * @param limit no more than so many
     */
    record Reading(long after, long until, @Nullable Ref<?> of, Set<String> nouns, boolean descending, long limit) {

        /** As many as there are. */
        public Reading(long after, long until, @Nullable Ref<?> of, Set<String> nouns, boolean descending) {
            this(after, until, of, nouns, descending, Long.MAX_VALUE);
        }

        /** Everything that happened to one resource, oldest first. */
        public static Reading of(Ref<?> ref) {
            return new Reading(0, Long.MAX_VALUE, ref, Set.of(), false);
        }

        /** Everything that happened to resources of those nouns up to a position, oldest first. */
        public static Reading of(Set<String> nouns, long until) {
            return new Reading(0, until, null, nouns, false);
        }

        /** The same, no further than a position. */
        public Reading until(long position) {
            return new Reading(after, Math.min(until, position), of, nouns, descending, limit);
        }

        /** The same, only after a position. */
        public Reading after(long position) {
            return new Reading(Math.max(after, position), until, of, nouns, descending, limit);
        }

        /** The same, as many as there are. */
        Reading unlimited() {
            return new Reading(after, until, of, nouns, descending);
        }

        /** The same, no more than so many. */
        public Reading limit(long most) {
            return new Reading(after, until, of, nouns, descending, Math.min(limit, most));
        }
    }
}
