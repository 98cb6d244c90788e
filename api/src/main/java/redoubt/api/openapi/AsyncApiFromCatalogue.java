package redoubt.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import redoubt.api.resource.Showing;
import redoubt.model.EventName;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI document: which channels tell of events, and what each event looks like there. What does not depend on the
 * catalogue of events stands in a file beside this class.
 */
final class AsyncApiFromCatalogue {

    /** A message is called like its event; this is put before it where the message is a CloudEvent. */
    private static final String CLOUD = "cloudevents.";

    /** What only those are told of who look after the whole. */
    private static final String AUDIT = "audit";

    private final Showing showing;
    private final EventKinds kinds;
    private final String version;

    AsyncApiFromCatalogue(Showing showing, EventKinds kinds, String version) {
        this.showing = showing;
        this.kinds = kinds;
        this.version = version;
    }

    /** The document; the same whenever it is made. */
    ObjectNode document() {
        ObjectNode document = frame();
        ((ObjectNode) document.get("info")).put("version", version);
        URI home = URI.create(showing.url().of("/"));
        ((ObjectNode) document.at("/servers/api"))
                .put("host", home.getAuthority())
                .put("protocol", home.getScheme());
        EventSchemas schemas = kinds.schemas(showing);
        ObjectNode messages = (ObjectNode) document.at("/components/messages");
        ObjectNode components = (ObjectNode) document.at("/components/schemas");
        ObjectNode stream = (ObjectNode) document.at("/channels/stream/messages");
        ObjectNode webhook = (ObjectNode) document.at("/channels/webhook/messages");
        ObjectNode topic = (ObjectNode) document.at("/channels/topic/messages");
        for (String event : kinds.toldToOthers()) {
            ObjectNode data = schemas.referring(event);
            components.set(event, narrowed("Envelope", event, data));
            components.set(CLOUD + event, narrowed("CloudEvent", "redoubt." + event, data));
            ObjectNode message = message(event, event);
            message.putArray("examples").addObject().set("payload", envelope(event, schemas.example(event)));
            messages.set(event, message);
            stream.set(event, Tree.ref("messages", event));
            webhook.set(event, headed("WebhookHeaders", message(event, event)));
            webhook.set(CLOUD + event, headed("WebhookHeaders", message(event, CLOUD + event)));
            topic.set(event, headed("RecordHeaders", message(event, CLOUD + event)));
        }
        messages.set(AUDIT, audit("Envelope", ""));
        stream.set(AUDIT, Tree.ref("messages", AUDIT));
        topic.set(AUDIT, headed("RecordHeaders", audit("CloudEvent", "redoubt.")));
        schemas.components().forEach(components::set);
        ((ObjectNode) document.get("components")).set("schemas", Tree.sorted(components));
        return document;
    }

    private static ObjectNode frame() {
        try (InputStream file = AsyncApiFromCatalogue.class.getResourceAsStream("asyncapi.yaml")) {
            return Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What every event tells, of this type and with this data. */
    private static ObjectNode narrowed(String envelope, String type, ObjectNode data) {
        ObjectNode own = Tree.typed("object");
        ObjectNode members = own.putObject("properties");
        members.putObject("type").put("const", type);
        members.set("data", data);
        ObjectNode both = Tree.object();
        both.putArray("allOf").add(Tree.ref("schemas", envelope)).add(own);
        return both;
    }

    private ObjectNode message(String event, String schema) {
        ObjectNode message = Tree.object()
                .put("name", event)
                .put("title", event)
                .put("summary", kinds.about(event))
                .put("contentType", schema.startsWith(CLOUD) ? "application/cloudevents+json" : Made.JSON);
        message.set("payload", Tree.ref("schemas", schema));
        return message;
    }

    /** What the whole may look like. */
    private ObjectNode envelope(String event, ObjectNode data) {
        ObjectNode envelope = Tree.object().put("type", event).put("timestamp", "2026-08-08T14:43:12.123456Z");
        envelope.set("data", data);
        envelope.put("schema_version", kinds.version(event)).put("position", 10_482);
        envelope.putObject("resource")
                .put("type", EventName.noun(event))
                .put("id", Samples.ID)
                .put("version", 2);
        envelope.put("folder", "0190b6f0-0000-7000-8000-0000000000f0");
        envelope.putObject("actor").put("type", "user").put("id", "0190b6f0-2222-7aaa-8aaa-0123456789ab");
        return envelope.put("correlation_id", "ci-4711");
    }

    /** The same with headers. */
    private static ObjectNode headed(String headers, ObjectNode message) {
        message.set("headers", Tree.ref("schemas", headers));
        return message;
    }

    private ObjectNode audit(String envelope, String prefix) {
        ObjectNode message = Tree.object()
                .put("name", AUDIT)
                .put("title", "What happens to people, roles, tokens and the house itself")
                .put(
                        "summary",
                        "Told to those who may view the audit log: " + String.join(", ", kinds.toldToAuditors()))
                .put("contentType", prefix.isEmpty() ? Made.JSON : "application/cloudevents+json");
        ObjectNode type = Tree.object();
        type.putObject("type")
                .set(
                        "enum",
                        Tree.array(kinds.toldToAuditors().stream()
                                .map(name -> prefix + name)
                                .toList()));
        ObjectNode these = Tree.typed("object");
        these.set("properties", type);
        message.putObject("payload")
                .putArray("allOf")
                .add(Tree.ref("schemas", envelope))
                .add(these);
        return message;
    }
}
