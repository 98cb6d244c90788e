package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Paging;
import redoubt.api.dialect.Verb;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Naming;
import redoubt.query.Condition;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Queries;
import redoubt.query.Query;

/** A page of what the caller may see, filtered, searched and ordered. */
final class ListResources<R> implements Handler {

    private final Offer<R> offer;
    private final Showing showing;
    private final Preset preset;
    private final Representation<R> representation;
    private final Filters filters;
    private final Arrangement arrangement;
    private final List<String> expandable;
    private final @Nullable PastLists past;

    /** @param past tells of what was; null if nothing is told of that */
    ListResources(Offer<R> offer, Showing showing, Preset preset, @Nullable PastLists past) {
        this.offer = offer;
        this.showing = showing;
        this.preset = preset;
        Naming naming = showing.dialect().naming();
        this.representation = showing.representation(offer.shape());
        this.filters = new Filters(showing.queries().criteria(offer.shape()), naming);
        this.arrangement = new Arrangement(showing.queries().orderings(offer.shape()), naming);
        this.expandable = representation.expandable();
        this.past = offer.offers(Verb.PAST) ? past : null;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        Paging.Cut cut = showing.dialect().paging().read(parameters);
        List<Condition> where = new ArrayList<>(preset.conditions(call));
        where.addAll(filters.read(parameters));
        List<Order> asked = arrangement.order(parameters);
        List<Order> order = asked.isEmpty() ? preset.order() : asked;
        var search = Arrangement.search(parameters);
        Expansion expansion = Expansion.read(parameters, expandable);
        PastLists then = past;
        Past.Point point = then == null ? Past.Point.NOW : then.read(parameters);
        parameters.finish();
        Query<R> query = new Query<>(offer.shape(), call.by(), where, search, order, cut.window());
        if (then != null && point.past()) {
            return then.at(call, offer.shape(), point)
                    .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                    .flatMap(was -> page(call, was.queries(), query, cut, expansion)
                            .map(reply -> Showing.unlessKnown(call, was.when().dress(reply))));
        }
        return showing.freshness().read(call, position -> {
            Freshness.Reflection reflection =
                    showing.freshness().reflection(offer.shape().noun(), position);
            return page(call, showing.queries(), query, cut, expansion)
                    .map(reply -> Showing.unlessKnown(call, reflection.positioned(reply)));
        });
    }

    private Mono<Reply> page(Call call, Queries queries, Query<R> query, Paging.Cut cut, Expansion expansion) {
        return queries.page(query).flatMap(page -> {
            if (!cut.exists(page.count())) {
                return Mono.error(new Refused(new Failure.NotFound()));
            }
            return showing.names(queries, call.by(), offer.shape(), page.items(), expansion)
                    .map(expanded -> reply(call, cut, page, expanded));
        });
    }

    private Reply reply(Call call, Paging.Cut cut, Page<R> page, Expansion expansion) {
        Paging.Place place =
                new Paging.Place(showing.url(), call.path(), call.parameters().raw());
        byte[] body = JsonText.write(
                out -> showing.dialect().paging().write(cut, page.count(), place, out, rows -> page.items()
                        .forEach(sight -> representation.write(sight, expansion, rows))));
        return Reply.json(200, body).with("ETag", EntityTags.of(body));
    }

    /** All parameters, for documents. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(showing.dialect().paging().parameters());
        all.addAll(arrangement.parameters());
        all.add(Expansion.parameter(expandable));
        all.addAll(preset.parameters());
        all.addAll(filters.parameters());
        all.add(Freshness.PARAMETER);
        if (past != null) {
            all.addAll(Past.MOMENT);
        }
        return all;
    }

    /** What else is to be said of it, for documents. */
    String remark() {
        return past == null
                ? ""
                : " With as_of it is the list of that moment, for who may see all of them and their history; the first"
                        + " who asks for a moment may wait for it, or be told to come back in a few seconds.";
    }

    /** What orderings there are, for documents. */
    List<String> orderings() {
        return arrangement.names();
    }
}
