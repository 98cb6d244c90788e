package redoubt.infra.chain;

import io.r2dbc.spi.Readable;
import java.time.Instant;
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
            return core(Core.Stored.read(metadata, at));
        }

        /**
         * The link of the chain that it is.
         *
         * @throws IllegalArgumentException if what of it is sealed cannot be told
         */
        Entry entry(@Nullable String previous, String hash, @Nullable Checkpoint checkpoint) {
            Core.Stored beside = Core.Stored.read(metadata, at);
            String organization = beside.map().get("organization");
            return new Entry(position, previous, hash, core(beside), checkpoint, organization, false);
        }

        private ObjectNode core(Core.Stored beside) {
            try {
                JsonNode data = Json.MAPPER.readTree(payload);
                return Core.of(position, id, type, Integer.parseInt(version), beside, data);
            } catch (JacksonException unreadable) {
                throw new IllegalArgumentException("The event at " + position + " is not JSON", unreadable);
            }
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
}
