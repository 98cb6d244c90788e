package redoubt.command.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import redoubt.command.Decision;
import redoubt.command.Outcome;
import redoubt.command.engine.Journal.Recorded;
import redoubt.model.Change;
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
    record Part<R>(
            Ref<R> target,
            @Nullable Known<R> before,
            List<Event<?>> events,
            @Nullable Object answer) {

        /**
         * The outcome.
         *
         * @param present what is known, as recorded, of what earlier acts of the command touched; this act adds to it
         */
        @SuppressWarnings("unchecked")
        private Outcome<R> outcome(long first, Recorded recorded, Map<Ref<?>, Known<?>> present) {
            if (before != null) {
                present.putIfAbsent(target, before);
            }
            List<Event<?>> done = new ArrayList<>(events.size());
            for (Event<?> event : events) {
                Event<?> stamped = stamp(event, first + done.size(), recorded);
                done.add(stamped);
                lay(stamped, present);
            }
            Known<R> known = (Known<R>) present.get(target);
            return new Outcome<>(done, known, told(answer, known), events.isEmpty() ? 0 : recorded.last());
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> void lay(Event<R> event, Map<Ref<?>, Known<?>> present) {
        Known<R> known = (Known<R>) present.remove(event.ref());
        if (known != null || Change.begins(event.change())) {
            Known<R> after = Known.after(known, event);
            if (after != null) {
                present.put(event.ref(), after);
            }
        }
    }

    private static @Nullable Object told(@Nullable Object answer, @Nullable Known<?> target) {
        if (answer instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> told = new LinkedHashMap<>(members);
            told.replaceAll((_, value) -> told(value, target));
            return told;
        }
        return answer == Decision.TARGET ? target : answer;
    }

    /** The outcomes, with positions and instants as the log has recorded them. */
    List<Outcome<?>> outcomes(Recorded recorded) {
        List<Outcome<?>> outcomes = new ArrayList<>(parts.size());
        Map<Ref<?>, Known<?>> present = new HashMap<>();
        long next = recorded.first();
        for (Part<?> part : parts) {
            outcomes.add(part.outcome(next, recorded, present));
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
                e.trace(),
                e.label());
        return new Event<>(position, event.id(), event.name(), event.schema(), event.ref(), event.change(), stamped);
    }
}
