package redoubt.api.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.model.Catalogue;
import redoubt.model.EventName;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds of events that others can be told of: what happens to things that stand in folders. Described once, for the first
 * who asks. Safe for any thread.
 */
public final class EventTypes {

    private static final String TAG = "Events";
    private static final String PATH = "/webhook-event-types/";
    private static final Set<String> SEED = Set.of(
            "risk.created",
            "risk.updated",
            "risk.deleted",
            "control.created",
            "control.updated",
            "assessment.completed",
            "task.overdue");

    private static final Content ITEM = new Content.Formed(
            "EventType",
            Map.of(
                    "type",
                    "object",
                    "required",
                    List.of(
                            "name",
                            "description",
                            "resource_type",
                            "is_seed",
                            "milestone",
                            "schema_version",
                            "example"),
                    "properties",
                    Map.of(
                            "name", Map.of("type", "string"),
                            "description", Map.of("type", "string"),
                            "resource_type", Map.of("type", "string"),
                            "is_seed",
                                    Map.of(
                                            "type",
                                            "boolean",
                                            "description",
                                            "Whether it has been there from the beginning."),
                            "milestone",
                                    Map.of(
                                            "type",
                                            "boolean",
                                            "description",
                                            "Whether it marks what an event before it changed, or time did."),
                            "schema_version", Map.of("type", "integer"),
                            "example",
                                    Map.of(
                                            "type",
                                            "object",
                                            "description",
                                            "What `data` may look like.",
                                            "additionalProperties",
                                            true))),
            Map.of(
                    "name",
                    "risk.accepted",
                    "description",
                    "Somebody decided to live with a risk.",
                    "resource_type",
                    "risk",
                    "is_seed",
                    false,
                    "milestone",
                    true,
                    "schema_version",
                    1,
                    "example",
                    Map.of("id", Samples.ID)));
    private static final Content SCHEMA = new Content.Formed(
            "EventSchema",
            Map.of("type", "object", "description", "A JSON Schema (2020-12).", "additionalProperties", true),
            Map.of("$schema", "https://json-schema.org/draft/2020-12/schema", "title", "risk.accepted"));

    private final Showing showing;
    private final EventKinds kinds;
    private final Mono<Map<String, Described>> described;

    /** One kind of event. */
    private record Described(ObjectNode item, Reply schema) {}

    /**
     * The kinds of events of what is offered.
     *
     * @param versions in which version of its schema each event is recorded
     */
    public EventTypes(Showing showing, List<Offer<?>> offers, Catalogue catalogue, ToIntFunction<String> versions) {
        this.showing = showing;
        this.kinds = new EventKinds(offers, catalogue, versions);
        this.described = Mono.fromSupplier(this::describe)
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    /** The list, and the schema of each. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        showing.dialect().path(PATH),
                        About.question(
                                "list_webhook_event_types",
                                TAG,
                                "List the kinds of events that can be subscribed to",
                                showing.dialect().paging().parameters(),
                                new Content.Many(ITEM)),
                        this::list),
                Endpoint.get(
                        showing.dialect().path(PATH + "{name}/schema/"),
                        About.question(
                                "read_webhook_event_type_schema",
                                TAG,
                                "Read the JSON Schema of what a kind of event tells in `data`",
                                List.of(),
                                SCHEMA),
                        this::schema));
    }

    /** What an event may look like that has not happened; nothing if there is no such kind. */
    public Mono<ObjectNode> example(String name) {
        return described.flatMap(all -> Mono.justOrEmpty(all.get(name))).map(found ->
                (ObjectNode) found.item().get("example").deepCopy());
    }

    private Mono<Answer> list(Call call) {
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return described.map(all -> showing.page(
                call,
                cut,
                all.size(),
                all.values().stream()
                        .skip(cut.window().offset())
                        .limit(cut.window().limit())
                        .toList(),
                (each, out) -> Json.MAPPER.writeTree(out, each.item())));
    }

    private Mono<Answer> schema(Call call) {
        call.parameters().finish();
        return described.map(all -> {
            Described found = all.get(call.step("name"));
            if (found == null) {
                throw new Refused(new Failure.NotFound());
            }
            return Showing.unlessKnown(call, found.schema());
        });
    }

    private Map<String, Described> describe() {
        EventSchemas schemas = kinds.schemas(showing);
        Map<String, Described> all = new LinkedHashMap<>();
        kinds.toldToOthers().forEach(name -> all.put(name, describe(name, schemas)));
        return all;
    }

    private Described describe(String name, EventSchemas schemas) {
        ObjectNode item = Tree.object()
                .put("name", name)
                .put("description", kinds.about(name))
                .put("resource_type", EventName.noun(name))
                .put("is_seed", SEED.contains(name))
                .put("milestone", kinds.milestone(name))
                .put("schema_version", kinds.version(name));
        item.set("example", schemas.example(name));
        String address = showing.url().of(showing.dialect().path(PATH + name + "/schema/"));
        byte[] schema = Json.MAPPER.writeValueAsBytes(schemas.schema(name, address));
        Reply reply = Reply.json(200, schema)
                .with("Content-Type", "application/schema+json")
                .with("ETag", EntityTags.of(schema));
        return new Described(item, reply);
    }

    /** Their names. */
    public static Stream<String> names(Catalogue catalogue, List<Offer<?>> offers) {
        return catalogue.eventNames().stream().filter(EventKinds.told(catalogue, offers));
    }
}
