package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Sight;

/** One resource as it is, or as it was. */
final class ReadResource<R> implements Handler {

    private final Offer<R> offer;
    private final Showing showing;
    private final Past past;
    private final List<String> expandable;

    ReadResource(Offer<R> offer, Showing showing, Past past) {
        this.offer = offer;
        this.showing = showing;
        this.past = past;
        this.expandable = showing.representation(offer.shape()).expandable();
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        Expansion expansion = Expansion.read(parameters, expandable);
        Past.Point point = offer.offers(Verb.PAST) ? past.read(parameters) : Past.Point.NOW;
        parameters.finish();
        Ref<R> ref = call.target(offer.shape());
        if (point.past()) {
            return past.show(call, ref, point)
                    .flatMap(scene -> showing.names(call.by(), offer.shape(), List.of(scene.sight()), expansion)
                            .map(expanded -> scene.dress(showing.reply(200, scene.sight(), expanded))))
                    .map(reply -> Showing.unlessKnown(call, reply));
        }
        return showing.freshness()
                .read(call, _ -> showing.queries().one(call.by(), ref))
                .switchIfEmpty(Mono.error(() -> new Refused(missing())))
                .flatMap(sight -> reply(call, sight, expansion));
    }

    /** That there is the only one of its kind is no secret. */
    private Failure missing() {
        return offer.sole() ? new Failure.Denied() : new Failure.NotFound();
    }

    private Mono<Answer> reply(Call call, Sight<R> sight, Expansion expansion) {
        return showing.names(call.by(), offer.shape(), List.of(sight), expansion)
                .map(expanded -> showing.reply(200, sight, expanded))
                .map(reply ->
                        showing.freshness().reflection(offer.shape().noun(), 0).told(reply))
                .map(reply -> Showing.unlessKnown(call, reply));
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Expansion.parameter(expandable));
        if (offer.offers(Verb.PAST)) {
            all.addAll(Past.PARAMETERS);
        }
        all.add(Parameter.header("If-None-Match", "Answer 304 if this is still the ETag.", "\"7.ab12cd34\""));
        all.add(Freshness.PARAMETER);
        return all;
    }
}
