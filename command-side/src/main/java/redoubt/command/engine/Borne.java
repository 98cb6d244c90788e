package redoubt.command.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.model.Bears;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;

/** What came with something: as it was at first, and then what happened to each of it. */
final class Borne {

    private Borne() {}

    @SuppressWarnings("unchecked")
    static <C> Map<Ref<C>, Known<C>> of(Known<?> bearer, Class<C> type, List<Event<?>> events) {
        Map<Ref<C>, Known<C>> known = new LinkedHashMap<>();
        if (bearer.state() instanceof Bears<?> bears) {
            bears.borne(bearer.ref()).forEach((ref, state) -> {
                if (ref.type() == type) {
                    known.put((Ref<C>) ref, first((Ref<C>) ref, (C) state, bearer));
                }
            });
        }
        for (Event<?> event : events) {
            if (known.containsKey(event.ref())) {
                Event<C> change = (Event<C>) event;
                known.computeIfPresent(change.ref(), (_, before) -> Known.after(before, change));
            }
        }
        return known;
    }

    private static <C> Known<C> first(Ref<C> ref, C state, Known<?> bearer) {
        return new Known<>(
                ref, state, 0, bearer.createdAt(), bearer.createdAt(), bearer.createdBy(), bearer.createdBy());
    }
}
