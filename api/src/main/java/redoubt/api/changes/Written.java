package redoubt.api.changes;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Values;
import redoubt.api.exchange.CsvText;
import redoubt.model.wire.Json;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;
import redoubt.query.changes.ChangeKind;
import redoubt.query.changes.ChangeReport;
import redoubt.query.changes.Changed;
import redoubt.query.changes.ChangesBetween.Point;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.TokenBuffer;

/**
 * A report as it is written down.
 *
 * @param folder that it was asked for; null for everywhere
 */
record Written(Point from, Point to, @Nullable String folder, ChangeReport report) {

    private static final List<String> HEAD = List.of(
            "kind",
            "resource_type",
            "resource_id",
            "resource_name",
            "folder",
            "folder_path",
            "field",
            "old",
            "new",
            "position",
            "events");

    /** What Markdown would take for something else than text. */
    private static final String MARKUP = "\\`*_[]<>#|~&";

    void json(Naming naming, JsonGenerator out) {
        out.writeStartObject();
        point("from", from, out);
        point("to", to, out);
        text("folder", folder, out);
        out.writeNumberProperty("events", report.events());
        out.writeName("counts");
        out.writeStartObject();
        Map<ChangeKind, Long> counts = report.counts();
        for (ChangeKind kind : ChangeKind.values()) {
            out.writeNumberProperty(kind.code(), counts.getOrDefault(kind, 0L));
        }
        out.writeEndObject();
        out.writeName("changes");
        out.writeStartArray();
        report.changes().forEach(changed -> change(changed, naming, out));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void change(Changed changed, Naming naming, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("kind", changed.kind().code());
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", changed.ref().noun());
        out.writeStringProperty("id", changed.ref().id());
        text("name", changed.name(), out);
        out.writeEndObject();
        text("folder", changed.folder(), out);
        text("folder_path", changed.folderPath(), out);
        out.writeStringProperty("field", naming.path(changed.field()));
        out.writeName("old");
        Values.write(changed.old(), out, naming);
        out.writeName("new");
        Values.write(changed.now(), out, naming);
        out.writeNumberProperty("position", changed.position());
        out.writeNumberProperty("events", changed.events());
        out.writeEndObject();
    }

    private static void point(String name, Point point, JsonGenerator out) {
        out.writeName(name);
        out.writeStartObject();
        out.writeNumberProperty("position", point.position());
        out.writeStringProperty("at", Moments.print(Moments.cut(point.at())));
        out.writeEndObject();
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }

    /** The records of a spreadsheet, with a head. */
    List<List<String>> records(Naming naming) {
        List<List<String>> records = new ArrayList<>();
        records.add(HEAD);
        for (Changed changed : report.changes()) {
            records.add(List.of(
                    changed.kind().code(),
                    changed.ref().noun(),
                    changed.ref().id(),
                    cell(changed.name(), naming),
                    cell(changed.folder(), naming),
                    cell(changed.folderPath(), naming),
                    naming.path(changed.field()),
                    cell(changed.old(), naming),
                    cell(changed.now(), naming),
                    Long.toString(changed.position()),
                    Integer.toString(changed.events())));
        }
        return records;
    }

    private static String cell(@Nullable Object value, Naming naming) {
        return CsvText.cell(node(value, naming));
    }

    private static JsonNode node(@Nullable Object value, Naming naming) {
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        try (TokenBuffer written = TokenBuffer.forGeneration()) {
            Values.write(value, written, naming);
            return Json.MAPPER.readTree(written.asParser());
        }
    }

    /** A text for people. */
    byte[] markdown(Naming naming) {
        StringBuilder text = new StringBuilder("# What changed\n\nFrom ");
        text.append(Moments.print(from.at().truncatedTo(ChronoUnit.SECONDS)))
                .append(" to ")
                .append(Moments.print(to.at().truncatedTo(ChronoUnit.SECONDS)))
                .append(", positions ")
                .append(from.position())
                .append(" to ")
                .append(to.position())
                .append(" of the log: ")
                .append(counted(report.changes().size(), "change"))
                .append(" out of ")
                .append(counted(report.events(), "event"))
                .append(".\n");
        ChangeKind kind = null;
        for (Changed changed : report.changes()) {
            if (changed.kind() != kind) {
                kind = changed.kind();
                text.append("\n## ")
                        .append(kind.title())
                        .append(" (")
                        .append(report.counts().getOrDefault(kind, 0L))
                        .append(")\n\n");
            }
            line(changed, naming, text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(Changed changed, Naming naming, StringBuilder text) {
        text.append("- **")
                .append(escaped(changed.name() == null ? changed.ref().id() : changed.name()))
                .append("**");
        if (changed.folderPath() != null) {
            text.append(" in ").append(escaped(changed.folderPath()));
        }
        if (changed.old() != null || changed.now() != null) {
            text.append(": ")
                    .append(escaped(naming.path(changed.field()).replace('_', ' ')))
                    .append(' ')
                    .append(plain(changed.old(), naming))
                    .append(" → ")
                    .append(plain(changed.now(), naming));
        }
        text.append(" (position ")
                .append(changed.position())
                .append(", ")
                .append(counted(changed.events(), "event"))
                .append(")\n");
    }

    private static String plain(@Nullable Object value, Naming naming) {
        JsonNode node = node(value, naming);
        return node.isNull() ? "nothing" : escaped(node.isString() ? node.stringValue() : node.toString());
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(letter -> {
            if (letter < ' ') {
                escaped.append(' ');
                return;
            }
            if (letter < 128 && MARKUP.indexOf(letter) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(letter);
        });
        return escaped.toString();
    }
}
