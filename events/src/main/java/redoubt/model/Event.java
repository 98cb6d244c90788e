package redoubt.model;

/**
 * A change as it stands in the log.
 *
 * @param position its place in the log, from 1; 0 while it is not yet appended
 * @param id its own identifier
 * @param name its public name, for example {@code risk.updated}
 * @param schema the version of its payload's schema, from 1
 * @param ref the resource it happened to
 * @param change what happened
 * @param envelope who, when and why
 */
public record Event<R>(
        long position, String id, String name, int schema, Ref<R> ref, Change<R> change, Envelope envelope) {}
