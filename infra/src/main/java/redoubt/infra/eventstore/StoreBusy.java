package redoubt.infra.eventstore;

/** So many appends are waiting already that one more would only wait in vain; nothing was written. Try again later. */
public final class StoreBusy extends RuntimeException {

    StoreBusy(int waiting) {
        // No trace: this happens in large numbers, and always at the same place.
        super("The event store is busy: " + waiting + " appends are waiting", null, false, false);
    }
}
