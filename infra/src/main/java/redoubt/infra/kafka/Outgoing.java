package redoubt.infra.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is to be sent.
 *
 * @param tag by which its sender knows it
 * @param topic where it goes
 * @param key what has the same one stays in order; null for none
 * @param headers in the order in which they are written
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outgoing(long tag, String topic, byte @Nullable [] key, Map<String, String> headers, byte[] body) {

    /** As the client of Kafka has it. */
    public ProducerRecord<byte[], byte[]> record() {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }
}
