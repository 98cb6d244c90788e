package redoubt.api.resource;

import reactor.core.publisher.Mono;
import redoubt.api.http.Parameters;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.query.Queries;

/**
 * Lists as they were. They are for those who may see everything of the kind and its history: whether somebody else may see
 * what is gone by now could be told only thing by thing.
 */
final class PastLists {

    private final Past past;

    PastLists(Past past) {
        this.past = past;
    }

    /** The moment that a request asks for; complaints go to the parameters. */
    Past.Point read(Parameters parameters) {
        return past.moment(parameters);
    }

    /**
     * Who answers, and for when.
     *
     * @param queries answer as of that moment
     */
    record Then(Queries queries, Past.When when) {}

    /** Whoever may ask is answered. */
    Mono<Then> at(Call call, Shape<?> shape, Past.Point point) {
        Clearance.everywhere(call, Permission.VIEW_HISTORY);
        Clearance.everywhere(call, Permission.view(shape.right()));
        return past.when(point).flatMap(when -> past.queries(call.by(), when).map(queries -> new Then(queries, when)));
    }
}
