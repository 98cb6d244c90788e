package redoubt.query.changes;

import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;

/**
 * One change that a report tells of.
 *
 * @param kind what it comes to
 * @param ref of what
 * @param name what that is called; null if it has no name
 * @param folder where it is, or was last; null for nowhere
 * @param folderPath the names on the way there; null if that is no more
 * @param field the path of the member that tells it, in camelCase
 * @param old its value at the first moment; null for none
 * @param now its value at the second one; null for none
 * @param position of the last event that had a part in it
 * @param events how many events happened to the resource in between
 */
public record Changed(
        ChangeKind kind,
        Ref<?> ref,
        @Nullable String name,
        @Nullable String folder,
        @Nullable String folderPath,
        String field,
        @Nullable Object old,
        @Nullable Object now,
        long position,
        int events) {}
