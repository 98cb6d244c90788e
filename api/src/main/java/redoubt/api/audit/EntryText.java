package redoubt.api.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.history.Changes;
import redoubt.api.history.EventText;
import redoubt.api.resource.Showing;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.wire.Json;
import redoubt.query.audit.AuditEntry;
import redoubt.query.history.Timeline;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.util.TokenBuffer;

/** Entries of the audit log as clients read them. */
final class EntryText {

    private final Showing showing;
    private final Changes changes;
    private final Catalogue catalogue;

    EntryText(Showing showing, Timeline timeline, Catalogue catalogue) {
        this.showing = showing;
        this.changes = new Changes(showing, timeline);
        this.catalogue = catalogue;
    }

    /** The names of all that is mentioned in entries and that the reader may know. */
    Mono<Map<Ref<?>, String>> names(Principal by, List<AuditEntry> entries) {
        Set<Ref<?>> refs = new LinkedHashSet<>();
        for (AuditEntry entry : entries) {
            EventText.mentioned(entry.envelope(), refs);
            Changes.collect(entry.changes(), refs);
            if (entry.envelope().label() == null) {
                ref(entry).ifPresent(refs::add);
            }
        }
        return showing.queries().names(by, refs);
    }

    /** What the resource was called, or is called if it has no name of its own. */
    @Nullable
    String name(AuditEntry entry, Map<Ref<?>, String> names) {
        String label = entry.envelope().label();
        return label != null ? label : ref(entry).map(names::get).orElse(null);
    }

    private Optional<Ref<?>> ref(AuditEntry entry) {
        return catalogue.resource(entry.noun()).map(shape -> shape.ref(entry.resource()));
    }

    /** An entry as lists have it. */
    void write(AuditEntry entry, Map<Ref<?>, String> names, JsonGenerator out) {
        out.writeStartObject();
        members(entry, names, false, out);
        out.writeEndObject();
    }

    /** All of an entry. */
    void writeWhole(AuditEntry entry, Map<Ref<?>, String> names, JsonGenerator out) {
        out.writeStartObject();
        members(entry, names, true, out);
        out.writeNumberProperty(
                "schema_version", entry.core().path("schema_version").asInt());
        out.writeName("data");
        out.writeRawValue(entry.data().toString());
        EventText.text("prev_hash", entry.previous(), out);
        out.writeBooleanProperty("sealed", entry.hash() != null);
        out.writeEndObject();
    }

    private void members(AuditEntry entry, Map<Ref<?>, String> names, boolean whole, JsonGenerator out) {
        EventText.event(entry.position(), entry.id(), entry.type(), entry.envelope(), out);
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", entry.noun());
        out.writeStringProperty("id", entry.resource());
        out.writeNumberProperty("version", entry.envelope().version());
        EventText.text("name", name(entry, names), out);
        out.writeEndObject();
        EventText.text("folder", entry.envelope().folder(), out);
        EventText.text("folder_path", entry.folderPath(), out);
        EventText.cause(entry.envelope(), names, entry.ip(), out);
        out.writeName("changes");
        changes.write(entry.changes(), names.keySet(), whole, out);
        EventText.text("hash", entry.hash(), out);
    }

    /** What was changed, by itself; long texts are whole. */
    JsonNode changes(AuditEntry entry, Map<Ref<?>, String> names) {
        try (TokenBuffer written = TokenBuffer.forGeneration()) {
            changes.write(entry.changes(), names.keySet(), true, written);
            return Json.MAPPER.readTree(written.asParser());
        }
    }
}
