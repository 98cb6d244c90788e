package redoubt.api.resource;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.api.route.Weight;
import redoubt.command.Commands;
import redoubt.model.Field;

/** The endpoints that take many operations in one request. */
final class BulkEndpoints {

    private static final Set<Integer> FAILURES = Set.of(400, 409, 413, 415, 422);

    private final Showing showing;
    private final Commands commands;
    private final ResourceEndpoints.Bulk bulk;

    BulkEndpoints(Showing showing, Commands commands, ResourceEndpoints.Bulk bulk) {
        this.showing = showing;
        this.commands = commands;
        this.bulk = bulk;
    }

    /** Creates, changes and deletes many of one offer. */
    <R> Endpoint of(Offer<R> offer, Members<R> members) {
        About about = about(
                "bulk_" + offer.shape().plural().replace('-', '_'),
                offer,
                "Create, change and delete many at once",
                "One to a hundred operations, each its own command; with `atomic`, all of them are done or none.",
                BulkForm.REQUEST);
        return endpoint(
                offer.path() + "bulk/",
                about,
                members,
                call -> Mono.fromSupplier(() -> BulkRequest.read(call.body(), members, commands)),
                "operations");
    }

    /** Changes many that are inside of one, by whatever they are called there. */
    <P, R> Endpoint inside(
            Offer<P> container,
            Offer<R> offer,
            Members<R> members,
            Field<R, ?> within,
            String step,
            Content form,
            UpdateRequests.Names<R> names) {
        Inside inside = Inside.of(within, container.shape(), List.of(), showing.queries());
        About about = about(
                "bulk_" + offer.shape().plural().replace('-', '_') + "_of_"
                        + container.shape().noun(),
                offer,
                "Change many " + offer.many() + " at once",
                "One to " + UpdateRequests.MOST + " updates, each its own command.",
                form);
        return endpoint(
                container.item() + step + "/",
                about,
                members,
                new UpdateRequests<>(members, showing, inside, names),
                "updates");
    }

    private static About about(String operation, Offer<?> offer, String summary, String description, Content form) {
        return new About(
                operation, offer.title(), summary, description, List.of(), form, 200, BulkForm.ANSWER, FAILURES);
    }

    private <R> Endpoint endpoint(
            String path, About about, Members<R> members, BulkResources.Requests<R> requests, String counted) {
        Handler handler = new BulkResources<>(
                members, showing, commands, bulk.rendering(), bulk.claims(), bulk.recollection(), requests);
        return Endpoint.of(
                        showing.dialect().verbs().of(Verb.BULK),
                        showing.dialect().path(path),
                        Takes.BULK,
                        about,
                        handler)
                .weighing(Weight.perTen(counted));
    }
}
