package redoubt.infra.chain;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.Core;
import redoubt.query.chain.Entry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as they are stored: nothing is taken for granted about what stands in a row. */
final class Rows {

    /** The columns of an event, to be read by {@link #event}. */
    static final String EVENT = "e.position, e.id, e.type, e.version, e.at, e.payload::text, e.metadata::text";

    private Rows() {}

    /**
     * A stored event, not looked into yet.
     *
     * @param payload as text
     * @param metadata as text
     */
    record Stored(long position, String id, String type, String version, Instant at, String payload, String metadata) {

        /**
         * What of it is sealed.
         *
         * @throws IllegalArgumentException if that cannot be told
         */
        ObjectNode core() {
            return core(beside());
        }

        /**
         * The link of the chain that it is.
         *
         * @throws IllegalArgumentException if what of it is sealed cannot be told
         */
        Entry entry(@Nullable String previous, String hash, @Nullable Checkpoint checkpoint) {
            Map<String, String> beside = beside();
            return new Entry(position, previous, hash, core(beside), checkpoint, beside.get("organization"), false);
        }

        private ObjectNode core(Map<String, String> beside) {
            try {
                return Core.of(
                        position,
                        id,
                        type,
                        Integer.parseInt(version),
                        new Core.Stored(beside, at),
                        Json.MAPPER.readTree(payload));
            } catch (JacksonException unreadable) {
                throw notJson(unreadable);
            }
        }

        private Map<String, String> beside() {
            try {
                return map(metadata);
            } catch (JacksonException unreadable) {
                throw notJson(unreadable);
            }
        }

        private IllegalArgumentException notJson(JacksonException unreadable) {
            return new IllegalArgumentException("The event at " + position + " is not JSON", unreadable);
        }
    }

    /** The event in the columns from {@code at} on; null if there is none. */
    static @Nullable Stored event(Readable row, int at) {
        Long position = row.get(at, Long.class);
        return position == null
                ? null
                : new Stored(
                        position,
                        text(row, at + 1),
                        text(row, at + 2),
                        text(row, at + 3),
                        Objects.requireNonNull(row.get(at + 4, Instant.class)),
                        text(row, at + 5),
                        text(row, at + 6));
    }

    static String text(Readable row, int at) {
        return Objects.requireNonNull(row.get(at, String.class));
    }

    static long number(Readable row, int at) {
        return Objects.requireNonNull(row.get(at, Long.class));
    }

    private static Map<String, String> map(String json) {
        Map<String, String> map = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : Json.MAPPER.readTree(json).properties()) {
            if (member.getValue().isString()) {
                map.put(member.getKey(), member.getValue().stringValue());
            }
        }
        return map;
    }
}
