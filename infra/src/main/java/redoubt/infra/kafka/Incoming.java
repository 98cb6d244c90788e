package redoubt.infra.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that somebody sent.
 *
 * @param place where it stands: topic, partition and offset, with dashes between them
 * @param partition the partition
 * @param sentAt when, in milliseconds since 1970, as its sender or the cluster says
 * @param key as it came; null for none
 * @param headers by their names in lower case; of several with one name the last
 * @param body as it came; empty for none
 * @param ours tells whether its partition has not been given to another reader since
 * @param acknowledge says that it need not come again; safe for any thread
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Incoming(
        String place,
        int partition,
        long sentAt,
        byte @Nullable [] key,
        Map<String, String> headers,
        byte[] body,
        BooleanSupplier ours,
        Runnable acknowledge) {

    private static final byte[] NOTHING = {};

    /** As the client of Kafka has it. */
    public static Incoming of(ConsumerRecord<byte[], byte[]> found, Tenures tenures, Runnable acknowledge) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : found.headers()) {
            byte[] value = Objects.requireNonNullElse(header.value(), NOTHING);
            headers.put(header.key().toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
        }
        return new Incoming(
                found.topic() + "-" + found.partition() + "-" + found.offset(),
                found.partition(),
                found.timestamp(),
                found.key(),
                headers,
                Objects.requireNonNullElse(found.value(), NOTHING),
                tenures.of(found.partition()),
                acknowledge);
    }

    /** The header of that name, which is in lower case; null for none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Says nothing of what is in it, for that may open doors. */
    @Override
    public String toString() {
        return place;
    }
}
