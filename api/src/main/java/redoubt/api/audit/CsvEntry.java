package redoubt.api.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.exchange.CsvText;
import redoubt.api.history.EventText;
import redoubt.model.Envelope;
import redoubt.model.Ref;
import redoubt.model.wire.Moments;
import redoubt.query.audit.AuditEntry;
import tools.jackson.databind.node.JsonNodeFactory;

/** An entry of the audit log as a record of a spreadsheet. */
final class CsvEntry {

    /** The names of its cells. */
    static final List<String> HEAD = List.of(
            "position",
            "id",
            "recorded_at",
            "type",
            "resource_type",
            "resource_id",
            "resource_name",
            "resource_version",
            "folder",
            "folder_path",
            "actor_type",
            "actor_id",
            "actor_name",
            "token_id",
            "command",
            "correlation_id",
            "causation_id",
            "changes",
            "prev_hash",
            "hash");

    private CsvEntry() {}

    static List<String> cells(AuditEntry entry, Map<Ref<?>, String> names, EntryText text) {
        Envelope envelope = entry.envelope();
        List<@Nullable String> cells = new ArrayList<>();
        cells.add(Long.toString(entry.position()));
        cells.add(entry.id());
        cells.add(Moments.print(envelope.at()));
        cells.add(entry.type());
        cells.add(entry.noun());
        cells.add(entry.resource());
        cells.add(text.name(entry, names));
        cells.add(Long.toString(envelope.version()));
        cells.add(envelope.folder());
        cells.add(entry.folderPath());
        cells.add(envelope.actor().type().name().toLowerCase(Locale.ROOT));
        cells.add(envelope.actor().user());
        cells.add(EventText.name(envelope, names));
        cells.add(envelope.actor().token());
        cells.add(envelope.command());
        cells.add(envelope.correlation());
        cells.add(envelope.causation());
        cells.add(text.changes(entry, names).toString());
        cells.add(entry.previous());
        cells.add(entry.hash());
        return cells.stream().map(CsvEntry::cell).toList();
    }

    private static String cell(@Nullable String value) {
        return value == null ? "" : CsvText.cell(JsonNodeFactory.instance.stringNode(value));
    }
}
