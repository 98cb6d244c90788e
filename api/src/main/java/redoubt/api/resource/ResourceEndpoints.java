package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Parameter;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Rendering;
import redoubt.api.route.Takes;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.model.Field;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Order;
import redoubt.query.Queries;

/** The endpoints that every resource has: one loop over what a dialect offers. */
public final class ResourceEndpoints {

    private final Showing showing;
    private final Writing writing;
    private final Commands commands;
    private final Past past;
    private final PastLists lists;
    private final Preconditions preconditions;
    private final BulkEndpoints bulks;
    private final List<Offer<?>> offers;

    /**
     * What many operations in one request need.
     *
     * @param rendering tells what came of an operation that failed
     * @param claims knows what was done before
     * @param recollection finds what came of it
     */
    public record Bulk(Rendering rendering, Claims claims, Recollection recollection) {}

    /** The endpoints of these offers. */
    public ResourceEndpoints(
            Showing showing,
            Writing writing,
            Commands commands,
            Past past,
            Preconditions preconditions,
            Bulk bulk,
            List<Offer<?>> offers) {
        this.showing = showing;
        this.writing = writing;
        this.commands = commands;
        this.past = past;
        this.lists = new PastLists(past);
        this.preconditions = preconditions;
        this.bulks = new BulkEndpoints(showing, commands, bulk);
        this.offers = List.copyOf(offers);
    }

    /** All endpoints of one offer. */
    public <R> List<Endpoint> of(Offer<R> offer, Preset preset) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            if (offer.offers(verb)) {
                add(verb, offer, preset, endpoints);
            }
        }
        return endpoints;
    }

    private <R> void add(Verb verb, Offer<R> offer, Preset preset, List<Endpoint> into) {
        switch (verb) {
            case LIST -> into.add(list(offer, preset));
            case READ -> into.add(read(offer));
            case CREATE -> into.add(create(offer, Takes.JSON));
            case REPLACE, AMEND -> into.add(change(offer, verb));
            case DELETE -> into.add(delete(offer));
            case ACT ->
                commands.behaviours().stream()
                        .filter(behaviour -> behaviour.offered()
                                && behaviour.of() == offer.shape().type())
                        .forEach(behaviour -> into.add(act(offer, behaviour)));
            case REVERT -> into.add(revert(offer));
            case BULK -> into.add(bulks.of(offer, members(offer, false)));
            case EXPORT, IMPORT, HISTORY, PAST -> {}
        }
    }

    private <R> Endpoint list(Offer<R> offer, Preset preset) {
        ListResources<R> handler = new ListResources<>(offer, showing, preset, lists);
        About about = About.question(
                        "list_" + offer.shape().plural().replace('-', '_'),
                        offer.title(),
                        "List " + offer.many(),
                        handler.parameters(),
                        new Content.Many(new Content.One(offer.shape())))
                .saying("Answers what the caller may see. Orderings: " + String.join(", ", handler.orderings()) + "."
                        + handler.remark());
        return endpoint(Verb.LIST, offer.path(), Takes.NOTHING, about, handler);
    }

    /**
     * The list of what is inside of one thing, for who may see that thing.
     *
     * @param container what they are inside of
     * @param field what says so
     * @param step the last step of the path
     * @param order how they are ordered unless somebody asks for another order
     */
    public <P, R> Endpoint inside(Offer<P> container, Offer<R> offer, Field<R, ?> field, String step, Order order) {
        Queries queries = showing.queries();
        ListResources<R> list =
                new ListResources<>(offer, showing, Inside.of(field, container.shape(), List.of(order), queries), null);
        About about = About.question(
                        "list_" + offer.shape().plural().replace('-', '_') + "_of_"
                                + container.shape().noun(),
                        offer.title(),
                        "List the " + offer.many() + " of one " + container.lower(),
                        list.parameters(),
                        new Content.Many(new Content.One(offer.shape())))
                .saying("Orderings: " + String.join(", ", list.orderings()) + ".");
        return endpoint(Verb.LIST, container.item() + step + "/", Takes.NOTHING, about, call -> showing.freshness()
                .read(call, _ -> queries.one(call.by(), call.target(container.shape())))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(_ -> list.answer(call)));
    }

    private <R> Endpoint read(Offer<R> offer) {
        ReadResource<R> handler = new ReadResource<>(offer, showing, past);
        About about = About.question(
                "read_" + offer.shape().noun(),
                offer.title(),
                "Read one " + offer.lower(),
                handler.parameters(),
                new Content.One(offer.shape()));
        return endpoint(Verb.READ, offer.item(), Takes.NOTHING, about, handler);
    }

    /** What brings one of them into being, for offers whose body is another than usual. */
    public <R> Endpoint create(Offer<R> offer, Takes takes) {
        About about =
                writes(Verb.CREATE, offer, "Create " + offer.one(), List.of(), 201, Set.of(400, 409, 413, 415, 422));
        return endpoint(
                Verb.CREATE,
                offer.path(),
                takes,
                about,
                new CreateResource<>(offer, members(offer, false), writing, commands));
    }

    private <R> Endpoint change(Offer<R> offer, Verb verb) {
        String what =
                verb == Verb.REPLACE ? "Replace the values of " + offer.one() : "Change some values of " + offer.one();
        List<Parameter> parameters = new ArrayList<>(List.of(Preconditions.PARAMETER));
        if (Onwards.possible(offer.shape(), verb)) {
            parameters.add(Onwards.PARAMETER);
        }
        About about = writes(verb, offer, what, parameters, 200, Set.of(400, 409, 412, 413, 415, 428));
        return endpoint(
                verb,
                offer.item(),
                verb == Verb.AMEND ? Takes.PATCH : Takes.JSON,
                about,
                new ChangeResource<>(offer, verb, members(offer, true), writing, commands, preconditions));
    }

    private <R> Endpoint delete(Offer<R> offer) {
        boolean container = offers.stream()
                .anyMatch(other -> other.shape().bearer().isEmpty()
                        && other.shape().parent().stream()
                                .anyMatch(parent ->
                                        parent.target() == offer.shape().type()));
        boolean revoked = commands.behaviours().stream()
                .anyMatch(behaviour -> behaviour.of() == offer.shape().type()
                        && behaviour.name().equals("revoke"));
        DeleteResource<R> handler = new DeleteResource<>(offer, container, revoked, writing, commands, preconditions);
        About about = new About(
                "delete_" + offer.shape().noun(),
                offer.title(),
                (revoked ? "Revoke " : "Delete ") + offer.one(),
                "",
                handler.parameters(),
                Content.NOTHING,
                204,
                Content.NOTHING,
                Set.of(400, 409, 412, 428));
        return endpoint(Verb.DELETE, offer.item(), Takes.NOTHING, about, handler);
    }

    private <R> Endpoint act(Offer<R> offer, Behaviour<?, ?, ?> behaviour) {
        About about = acts(offer, behaviour.name(), behaviour.summary(), "", behaviour.input());
        String path = offer.item() + dialect().verbs().step(behaviour.name()) + "/";
        return endpoint(
                Verb.ACT,
                path,
                Takes.FORM,
                about,
                new ActOnResource<>(offer, behaviour, writing, commands, preconditions));
    }

    private <R> Endpoint revert(Offer<R> offer) {
        About about = acts(
                offer,
                "revert",
                "Undo what happened to " + offer.one() + " after a version",
                "Gives it the values that it had in that version, as one more change. What was deleted comes back as it"
                        + " was then, under its identifier; that takes the right to create it.",
                RevertResource.Input.class);
        return endpoint(
                Verb.REVERT,
                offer.item() + "revert/",
                Takes.JSON,
                about,
                new RevertResource<>(offer, past, writing, commands, preconditions));
    }

    /**
     * Changes many things that are inside of one at once, each found by its identifier or by what it is called there.
     *
     * @param container what they are inside of
     * @param within what they are inside of, as a criterion of their list
     * @param step the last steps of the path
     * @param form what a body looks like
     * @param names what one may be called, and what an identifier that is not known means
     */
    public <P, R> Endpoint bulkInside(
            Offer<P> container,
            Offer<R> offer,
            Field<R, ?> within,
            String step,
            Content form,
            UpdateRequests.Names<R> names) {
        return bulks.inside(container, offer, members(offer, true), within, step, form, names);
    }

    private <R> About writes(
            Verb verb, Offer<R> offer, String summary, List<Parameter> parameters, int status, Set<Integer> failures) {
        Shape<R> shape = offer.shape();
        return new About(
                verb.name().toLowerCase(Locale.ROOT) + "_" + shape.noun(),
                offer.title(),
                summary,
                "",
                parameters,
                new Content.Written(shape, verb),
                status,
                new Content.One(shape),
                failures);
    }

    private <R> About acts(Offer<R> offer, String name, String summary, String more, Class<?> input) {
        return new About(
                name + "_" + offer.shape().noun(),
                offer.title(),
                summary,
                more,
                List.of(Preconditions.PARAMETER),
                new Content.Filled(input),
                200,
                new Content.One(offer.shape()),
                Set.of(400, 409, 412, 413, 415, 422));
    }

    private <R> Members<R> members(Offer<R> offer, boolean later) {
        return new Members<>(
                offer.shape(),
                dialect(),
                showing.queries().derived(offer.shape()),
                field -> !later || offer.amendable().test(field));
    }

    private Endpoint endpoint(Verb verb, String path, Takes takes, About about, Handler handler) {
        return Endpoint.of(dialect().verbs().of(verb), dialect().path(path), takes, about, handler);
    }

    private Dialect dialect() {
        return showing.dialect();
    }
}
