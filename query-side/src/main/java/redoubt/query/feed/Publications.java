package redoubt.query.feed;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Noted;
import redoubt.model.Updated;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Viewpoint;

/** Events with the resource as it was then, as somebody sees it. */
final class Publications {

    private final Sights sights;
    private final States states;

    Publications(Sights sights, States states) {
        this.sights = sights;
        this.states = states;
    }

    /**
     * An event that is told.
     *
     * @param present from where it is judged what may be seen
     * @param moment from where it is looked at
     * @param left whether it took the resource out of sight, so that it is told as it was before
     */
    <R> Mono<Publication> of(Event<R> event, Viewpoint present, Viewpoint moment, boolean left) {
        Mono<Known<R>> state = left ? states.before(event) : states.after(event);
        return state.flatMap(known -> sights.describe(present, moment, event.position(), List.of(known)))
                .map(sight -> new Publication(event, sight.getFirst(), changed(event), left));
    }

    private static <R> List<String> changed(Event<R> event) {
        List<String> names = new ArrayList<>();
        if (event.change() instanceof Updated<R> updated) {
            updated.patch().forEach((field, _) -> {
                if (!field.is(Noted.class)) {
                    names.add(field.name());
                }
            });
        }
        return names;
    }
}
