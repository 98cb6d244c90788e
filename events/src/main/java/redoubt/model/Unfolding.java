package redoubt.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of more than one resource. The creation of a resource that {@link Bears} others is theirs as well, and
 * so is its deletion; in the log it stands once. Unfolded, each of them has an event of its own, at the same position and of
 * version 0, for whoever folds or keeps them.
 */
public final class Unfolding {

    private Unfolding() {}

    /** The event itself, and then what it says of others. */
    public static List<Event<?>> of(Event<?> event) {
        Bears<?> bearing = bearing(event.change());
        if (bearing == null) {
            return List.of(event);
        }
        List<Event<?>> all = new ArrayList<>();
        all.add(event);
        unfold(event, bearing, all);
        return all;
    }

    /** What these events say of resources of one type, in order. */
    @SuppressWarnings("unchecked")
    public static <R> List<Event<R>> only(Class<R> type, Collection<Event<?>> events) {
        List<Event<R>> all = new ArrayList<>();
        for (Event<?> event : events) {
            if (event.ref().type() == type) {
                all.add((Event<R>) event);
            } else {
                of(event).stream().filter(each -> each.ref().type() == type).forEach(each -> all.add((Event<R>) each));
            }
        }
        return all;
    }

    private static <C> void unfold(Event<?> event, Bears<C> bearing, List<Event<?>> into) {
        bearing.borne(event.ref()).forEach((ref, state) -> into.add(event(event, ref, state)));
    }

    /** What the event says of one resource; empty if it is about others only. */
    @SuppressWarnings("unchecked")
    public static <R> Optional<Event<R>> about(Ref<R> ref, Event<?> event) {
        if (event.ref().equals(ref)) {
            return Optional.of((Event<R>) event);
        }
        Bears<?> bearing = bearing(event.change());
        if (bearing == null) {
            return Optional.empty();
        }
        Object state = bearing.borne(event.ref()).get(ref);
        return state == null ? Optional.empty() : Optional.of(event(event, ref, (R) state));
    }

    /**
     * All that came with something, of one type, as it was at first: of version 0, made when and by whom the other was.
     *
     * @param bearer what it came with, in any state after its creation
     */
    public static <C> Map<Ref<C>, Known<C>> beginnings(Known<?> bearer, Class<C> type) {
        Map<Ref<C>, Known<C>> known = new LinkedHashMap<>();
        if (bearer.state() instanceof Bears<?> bears) {
            begin(bearer, bears, type, known);
        }
        return known;
    }

    @SuppressWarnings("unchecked")
    private static <B, C> void begin(Known<?> bearer, Bears<B> bears, Class<C> type, Map<Ref<C>, Known<C>> into) {
        bears.borne(bearer.ref()).forEach((ref, state) -> {
            if (ref.type() == (Class<?>) type) {
                Ref<C> own = (Ref<C>) ref;
                into.put(
                        own,
                        new Known<>(
                                own,
                                (C) state,
                                0,
                                bearer.createdAt(),
                                bearer.createdAt(),
                                bearer.createdBy(),
                                bearer.createdBy()));
            }
        });
    }

    private static @Nullable Bears<?> bearing(Change<?> change) {
        Object state =
                switch (change) {
                    case Created<?> created -> created.state();
                    case Deleted<?> deleted -> deleted.last();
                    default -> null;
                };
        return state instanceof Bears<?> bears ? bears : null;
    }

    private static <C> Event<C> event(Event<?> from, Ref<C> ref, C state) {
        Change<C> change = from.change() instanceof Created<?> ? new Created<>(state) : new Deleted<>(state);
        Envelope told = from.envelope();
        Envelope envelope = new Envelope(
                0,
                told.at(),
                told.actor(),
                told.organization(),
                told.folder(),
                told.command(),
                told.correlation(),
                told.causation(),
                told.trace(),
                null);
        return new Event<>(from.position(), from.id(), EventName.of(ref, change), 1, ref, change, envelope);
    }
}
