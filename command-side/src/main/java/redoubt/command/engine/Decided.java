package redoubt.command.engine;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import redoubt.command.Outcome;
import redoubt.command.engine.Journal.Recorded;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;

/**
 * What one command decided, act by act, and the context it was committed in.
 *
 * @param parts one for each act, in order
 * @param context tells, once it is committed, where the events stand
 */
record Decided(List<Part<?>> parts, ProcessingContext context) {

    /**
     * What one act came to.
     *
     * @param target the resource it was about
     * @param before what was known of it; null if it was created
     * @param events what happens, not yet recorded
     * @param answer what is told beside it
     */
    record Part<R>(Ref<R> target, @Nullable Known<R> before, List<Event<?>> events, @Nullable Object answer) {

        @SuppressWarnings("unchecked")
        private Outcome<R> outcome(long first, Recorded recorded) {
            List<Event<?>> done = new ArrayList<>(events.size());
            Known<R> known = before;
            for (Event<?> event : events) {
                Event<?> stamped = stamp(event, first + done.size(), recorded);
                done.add(stamped);
                if (stamped.ref().equals(target)) {
                    known = Known.after(known, (Event<R>) stamped);
                }
            }
            return new Outcome<>(done, known, answer, events.isEmpty() ? 0 : recorded.last());
        }
    }

    /** The outcomes, with positions and instants as the log has recorded them. */
    List<Outcome<?>> outcomes(Recorded recorded) {
        List<Outcome<?>> outcomes = new ArrayList<>(parts.size());
        long next = recorded.first();
        for (Part<?> part : parts) {
            outcomes.add(part.outcome(next, recorded));
            next += part.events().size();
        }
        return outcomes;
    }

    private static <R> Event<R> stamp(Event<R> event, long position, Recorded recorded) {
        Envelope e = event.envelope();
        Envelope stamped = new Envelope(
                e.version(),
                recorded.at(),
                e.actor(),
                e.organization(),
                e.folder(),
                e.command(),
                e.correlation(),
                e.causation(),
                e.label());
        return new Event<>(position, event.id(), event.name(), event.schema(), event.ref(), event.change(), stamped);
    }
}
