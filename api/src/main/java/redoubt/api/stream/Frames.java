package redoubt.api.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import redoubt.api.http.JsonText;
import redoubt.model.wire.Moments;
import tools.jackson.core.JsonGenerator;

/** The frames of a stream. No line break can stand in them: JSON escapes them, and names and numbers have none. */
final class Frames {

    private Frames() {}

    /** How long a client that lost its connection waits before it comes back. */
    static byte[] retry(long millis) {
        return text("retry: " + millis + "\n\n");
    }

    /** The first frame that a client sees: where the stream begins. */
    static byte[] ready(Span span, long heartbeatSeconds, Selection selection) {
        byte[] data = JsonText.write(out -> {
            out.writeStartObject();
            out.writeNumberProperty("after", span.after());
            out.writeNumberProperty("head", span.head());
            out.writeNumberProperty("heartbeat_seconds", heartbeatSeconds);
            out.writeName("filters");
            filters(selection.asked(), out);
            out.writeEndObject();
        });
        return event(span.after(), "stream.ready", data);
    }

    /** What was asked for, by the name of the parameter. */
    static void filters(Map<String, List<String>> asked, JsonGenerator out) {
        out.writeStartObject();
        asked.forEach((name, values) -> {
            out.writeName(name);
            out.writeStartArray();
            values.forEach(out::writeString);
            out.writeEndArray();
        });
        out.writeEndObject();
    }

    /** An event at a position. */
    static byte[] event(long position, String type, byte[] json) {
        return joined("id: " + position + "\nevent: " + type + "\ndata: ", json);
    }

    /** How far the stream is, for clients to remember; browsers do so without telling their scripts. */
    static byte[] checkpoint(long position) {
        return text("id: " + position + "\n\n");
    }

    /** Everything that was there when the client came has been told. */
    static byte[] caughtUp(long position) {
        return text("event: stream.caught_up\ndata: {\"position\":" + position + "}\n\n");
    }

    /** The last frame; it has no position, so it changes nothing about where the client goes on. */
    static byte[] closing(Reason reason) {
        return text("event: stream.closing\ndata: {\"reason\":\"" + reason.code() + "\"}\n\n");
    }

    /** A sign of life. */
    static byte[] heartbeat(Instant now) {
        return text(": hb " + Moments.print(now.truncatedTo(ChronoUnit.SECONDS)) + "\n\n");
    }

    private static byte[] joined(String head, byte[] json) {
        byte[] start = text(head);
        byte[] frame = new byte[start.length + json.length + 2];
        System.arraycopy(start, 0, frame, 0, start.length);
        System.arraycopy(json, 0, frame, start.length, json.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
