package redoubt.command.engine;

import java.util.List;
import java.util.Map;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Unfolding;

/** What came with something: as it was at first, and then what happened to each of it. */
final class Borne {

    private Borne() {}

    @SuppressWarnings("unchecked")
    static <C> Map<Ref<C>, Known<C>> of(Known<?> bearer, Class<C> type, List<Event<?>> events) {
        Map<Ref<C>, Known<C>> known = Unfolding.beginnings(bearer, type);
        for (Event<?> event : events) {
            if (known.containsKey(event.ref())) {
                Event<C> change = (Event<C>) event;
                known.computeIfPresent(change.ref(), (_, before) -> Known.after(before, change));
            }
        }
        return known;
    }
}
