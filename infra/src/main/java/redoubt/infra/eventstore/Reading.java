package redoubt.infra.eventstore;

import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What to read of the log: {@code Reading.all().after(41).tagged(tag).limit(10)}.
 *
 * @param after position the reading starts behind (exclusive), 0 for the beginning
 * @param until position it ends with (inclusive), {@link Long#MAX_VALUE} for whatever is there
 * @param tag that every event must have; null for any
 * @param types one of which every event must have; empty for any
 * @param descending whether the latest comes first
 * @param limit how many events at most
 */
public record Reading(
        long after, long until, @Nullable Tag tag, Set<QualifiedName> types, boolean descending, long limit) {

    /** Refuses limits that select nothing. */
    public Reading {
        if (limit < 1) {
            throw new IllegalArgumentException("A reading needs room for at least one event, not for " + limit);
        }
        types = Set.copyOf(types);
    }

    /** The whole log, oldest first. */
    public static Reading all() {
        return new Reading(0, Long.MAX_VALUE, null, Set.of(), false, Long.MAX_VALUE);
    }

    /** The same, starting behind a position. */
    public Reading after(long position) {
        return new Reading(position, until, tag, types, descending, limit);
    }

    /** The same, ending with a position. */
    public Reading until(long position) {
        return new Reading(after, position, tag, types, descending, limit);
    }

    /** The same, of events with a tag. */
    public Reading tagged(Tag wanted) {
        return new Reading(after, until, wanted, types, descending, limit);
    }

    /** The same, of events of certain types. */
    public Reading ofTypes(Set<QualifiedName> wanted) {
        return new Reading(after, until, tag, wanted, descending, limit);
    }

    /** The same, latest first. */
    public Reading latestFirst() {
        return new Reading(after, until, tag, types, true, limit);
    }

    /** The same, of no more than so many events. */
    public Reading limit(long most) {
        return new Reading(after, until, tag, types, descending, most);
    }
}
