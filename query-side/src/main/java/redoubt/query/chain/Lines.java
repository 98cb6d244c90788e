package redoubt.query.chain;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The export of a log as lines of JSON: what is sealed of each event, the hash before it and its own; and in the end a
 * line that says it is the last.
 */
public final class Lines {

    private static final String PREVIOUS = "prev_hash";
    private static final String HASH = "hash";
    private static final String END = "_end";
    private static final String WITHHELD = "withheld";

    private Lines() {}

    /**
     * The end of an export.
     *
     * @param count how many entries it has
     * @param last the position of the last; 0 for none
     * @param hash of the last
     */
    public record End(long count, long last, String hash) {}

    /**
     * An entry as a line, its end included; of one that is withheld or cannot be read there is only its place and its
     * hashes.
     */
    public static byte[] write(Entry entry) {
        ObjectNode core = entry.core();
        ObjectNode line =
                core == null ? Json.MAPPER.createObjectNode().put("position", entry.position()) : core.deepCopy();
        if (entry.withheld()) {
            line.put(WITHHELD, true);
        }
        line.put(PREVIOUS, entry.previous());
        line.put(HASH, entry.hash());
        return ended(line);
    }

    /** The last line. */
    public static byte[] write(End end) {
        return ended(Json.MAPPER
                .createObjectNode()
                .put(END, true)
                .put("count", end.count())
                .put("last_position", end.last())
                .put("head_hash", end.hash()));
    }

    /** The end of an export, if the line is one. */
    public static Optional<End> end(String line) {
        ObjectNode object = object(line);
        if (object == null || !object.path(END).isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new End(
                whole(object, "count"),
                whole(object, "last_position"),
                Objects.requireNonNullElse(text(object.path("head_hash")), "")));
    }

    /** The entry in a line; an unreadable one if it holds none. */
    public static Entry entry(String line) {
        ObjectNode core = object(line);
        if (core == null) {
            return Entry.unreadable(0, null, null);
        }
        String previous = text(core.path(PREVIOUS));
        String hash = text(core.path(HASH));
        core.remove(PREVIOUS);
        core.remove(HASH);
        long position = whole(core, "position");
        if (position > 0 && core.path(WITHHELD).asBoolean(false)) {
            return Entry.withheld(position, previous, hash);
        }
        return position > 0 ? new Entry(position, previous, hash, core, null) : Entry.unreadable(0, previous, hash);
    }

    private static byte[] ended(ObjectNode line) {
        return (Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable ObjectNode object(String line) {
        try {
            return Json.MAPPER.readTree(line) instanceof ObjectNode object ? object : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static long whole(ObjectNode object, String member) {
        JsonNode value = object.path(member);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : 0;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
