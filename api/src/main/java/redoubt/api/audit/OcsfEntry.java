package redoubt.api.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.history.EventText;
import redoubt.model.Envelope;
import redoubt.model.Ref;
import redoubt.model.wire.Json;
import redoubt.model.wire.Moments;
import redoubt.query.audit.AuditEntry;
import tools.jackson.databind.node.ObjectNode;

/** An entry of the audit log as API Activity (6003) of the Open Cybersecurity Schema Framework. */
final class OcsfEntry {

    private static final int CATEGORY = 6;
    private static final int CLASS = 6_003;
    private static final int INFORMATIONAL = 1;
    private static final int SUCCESS = 1;
    private static final String SCHEMA = "1.3.0";
    private static final String PRODUCT = "Redoubt";

    private OcsfEntry() {}

    private enum Activity {
        CREATE(1, "Create"),
        READ(2, "Read"),
        UPDATE(3, "Update"),
        DELETE(4, "Delete");

        private final int id;
        private final String caption;

        Activity(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Activity of(String type) {
            String participle = type.substring(type.indexOf('.') + 1);
            return switch (participle) {
                case "created" -> CREATE;
                case "read", "exported", "verified" -> READ;
                case "deleted" -> DELETE;
                default -> UPDATE;
            };
        }
    }

    /** A line for each. */
    static byte[] lines(List<AuditEntry> entries, Map<Ref<?>, String> names, EntryText text) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(Json.MAPPER.writeValueAsString(object(entry, names, text)))
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(AuditEntry entry, Map<Ref<?>, String> names, EntryText text) {
        Envelope envelope = entry.envelope();
        Activity activity = Activity.of(entry.type());
        ObjectNode object = Json.MAPPER.createObjectNode();
        object.put("activity_id", activity.id);
        object.put("activity_name", activity.caption);
        object.put("category_uid", CATEGORY);
        object.put("category_name", "Application Activity");
        object.put("class_uid", CLASS);
        object.put("class_name", "API Activity");
        object.put("type_uid", CLASS * 100 + activity.id);
        object.put("type_name", "API Activity: " + activity.caption);
        object.put("severity_id", INFORMATIONAL);
        object.put("status_id", SUCCESS);
        object.put("time", envelope.at().toEpochMilli());
        actor(object.putObject("actor"), envelope, names);
        ObjectNode api = object.putObject("api");
        api.put("operation", envelope.command());
        api.putObject("service").put("name", PRODUCT);
        if (envelope.correlation() != null) {
            api.putObject("request").put("uid", envelope.correlation());
        }
        put(object.putObject("src_endpoint"), "ip", entry.ip());
        ObjectNode resource = object.putArray("resources").addObject();
        resource.put("type", entry.noun());
        resource.put("uid", entry.resource());
        put(resource, "name", text.name(entry, names));
        resource.put("version", Long.toString(envelope.version()));
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("version", SCHEMA);
        metadata.put("uid", entry.id());
        metadata.put("sequence", entry.position());
        metadata.put("event_code", entry.type());
        metadata.put("original_time", Moments.print(envelope.at()));
        put(metadata, "correlation_uid", envelope.correlation());
        metadata.putObject("product").put("name", PRODUCT).put("vendor_name", PRODUCT);
        ObjectNode unmapped = object.putObject("unmapped");
        unmapped.set("changes", text.changes(entry, names));
        put(unmapped, "folder", envelope.folder());
        put(unmapped, "folder_path", entry.folderPath());
        put(unmapped, "causation_id", envelope.causation());
        put(unmapped, "prev_hash", entry.previous());
        put(unmapped, "hash", entry.hash());
        return object;
    }

    private static void actor(ObjectNode actor, Envelope envelope, Map<Ref<?>, String> names) {
        ObjectNode user = actor.putObject("user");
        user.put("type", envelope.actor().type().name().toLowerCase(Locale.ROOT));
        put(user, "uid", envelope.actor().user());
        put(user, "name", EventText.name(envelope, names));
        put(user, "credential_uid", envelope.actor().token());
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
