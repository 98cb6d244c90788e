package redoubt.model.wire;

import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Catalogue;
import redoubt.model.Created;
import redoubt.model.Known;
import redoubt.model.PersonalData;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Snapshots to JSON and back. What one program wrote is read by no other whose {@link #fingerprint} of the resource
 * differs, so that nothing here needs to stay compatible. Immutable, safe for any thread.
 */
public final class SnapshotJson {

    private final EventJson events;
    private final Map<String, String> fingerprints = new HashMap<>();

    /**
     * Knows the resources of that catalogue, whose states are written as their events are. People have no snapshots: what
     * says who somebody is stands in the log alone, where it can be erased. Reads class files.
     */
    public SnapshotJson(Catalogue catalogue, EventJson events) {
        this.events = events;
        Fingerprint fingerprint = new Fingerprint(catalogue, events);
        catalogue.resources().stream()
                .filter(shape -> shape.fields().stream().noneMatch(field -> field.is(PersonalData.class)))
                .forEach(shape -> fingerprints.put(shape.noun(), fingerprint.of(shape)));
    }

    /** What snapshots of resources with that noun must have been written under to be of use; null if it has none. */
    public @Nullable String fingerprint(String noun) {
        return fingerprints.get(noun);
    }

    /** The snapshot as JSON text, without what is kept beside it: which resource, how many events, which position. */
    public String write(Snapshot<?> snapshot) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringProperty("organization", Objects.requireNonNull(snapshot.organization()));
            if (snapshot.known() != null) {
                known(snapshot.known(), out);
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private void known(Known<?> known, JsonGenerator out) {
        out.writeNumberProperty("version", known.version());
        out.writeStringProperty("created_at", known.createdAt().toString());
        out.writeStringProperty("updated_at", known.updatedAt().toString());
        text("created_by", known.createdBy(), out);
        text("updated_by", known.updatedBy(), out);
        out.writeName("state");
        out.writeRawValue(events.write(new Created<>(known.state())));
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    /**
     * Reads a snapshot.
     *
     * @throws RuntimeException if the text is not one
     */
    public <R> Snapshot<R> read(Ref<R> ref, long number, long position, String json) {
        JsonNode node = Json.MAPPER.readTree(json);
        String organization = node.required("organization").stringValue();
        return new Snapshot<>(ref, number, position, organization, node.has("state") ? known(ref, node) : null);
    }

    @SuppressWarnings("unchecked")
    private <R> Known<R> known(Ref<R> ref, JsonNode node) {
        String created = ref.noun() + ".created";
        String state = node.required("state").toString();
        return new Known<>(
                ref,
                ((Created<R>) events.read(created, events.version(created), state)).state(),
                node.required("version").longValue(),
                Instant.parse(node.required("created_at").stringValue()),
                Instant.parse(node.required("updated_at").stringValue()),
                text(node, "created_by"),
                text(node, "updated_by"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.stringValue();
    }
}
