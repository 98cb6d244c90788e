package redoubt.model;

import org.jspecify.annotations.Nullable;

/**
 * A resource after its first events, from where its history is folded on. It says nothing that those events do not say.
 *
 * @param ref which one
 * @param events how many events it stands for
 * @param position where the last of them stands in the log; 0 if there are none
 * @param organization the tenant that the last of them belongs to; null if there are none
 * @param known what is known after them; null if the resource is not there
 */
public record Snapshot<R>(
        Ref<R> ref,
        long events,
        long position,
        @Nullable String organization,
        @Nullable Known<R> known) {

    /** The resource before anything happened to it. */
    public static <R> Snapshot<R> beginning(Ref<R> ref) {
        return new Snapshot<>(ref, 0, 0, null, null);
    }

    /** The resource after one more event. */
    public Snapshot<R> after(Event<R> event) {
        return new Snapshot<>(
                ref, events + 1, event.position(), event.envelope().organization(), Known.after(known, event));
    }
}
