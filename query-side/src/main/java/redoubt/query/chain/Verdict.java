package redoubt.query.chain;

import java.io.StringWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import tools.jackson.core.JsonGenerator;

/**
 * What came of a verification.
 *
 * @param from the first position that was asked about
 * @param to the last position that was looked at
 * @param events how many events were found to be in order
 * @param withheld how many more were only linked to the others, because what they are was left out
 * @param checkpoints how many signed statements were
 * @param anchors how many remembered hashes were
 * @param headHash the hash of the last event in order
 * @param finding what is wrong; null for nothing
 */
public record Verdict(
        long from,
        long to,
        long events,
        long withheld,
        long checkpoints,
        long anchors,
        String headHash,
        @Nullable Finding finding) {

    /** Whether nothing is wrong. */
    public boolean valid() {
        return finding == null;
    }

    /** The same as JSON text, with how long it took. */
    public String json(Duration took) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            write(took, out);
        }
        return text.toString();
    }

    /** Writes it as JSON. */
    public void write(Duration took, JsonGenerator out) {
        out.writeStartObject();
        out.writeBooleanProperty("valid", valid());
        if (finding != null) {
            out.writeNumberProperty("first_invalid_position", finding.position());
            out.writeStringProperty("reason", finding.reason().code());
            text("expected", finding.expected(), out);
            text("found", finding.found(), out);
        }
        out.writeNumberProperty("from", from);
        out.writeNumberProperty("to", to);
        out.writeNumberProperty("events_checked", events);
        if (withheld > 0) {
            out.writeNumberProperty("events_withheld", withheld);
        }
        out.writeNumberProperty("checkpoints_checked", checkpoints);
        out.writeNumberProperty("anchors_checked", anchors);
        out.writeStringProperty("head_hash", headHash);
        out.writeNumberProperty("duration_ms", took.toMillis());
        out.writeEndObject();
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }
}
