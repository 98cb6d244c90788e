package redoubt.infra.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The producer of a publisher: made when it is first wanted, and closed with the publisher even if that happens while it is being
 * made. It is made by one thread at a time; any may close it.
 */
public final class OnlyProducer {

    private final Map<String, Object> settings;
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> made = new AtomicReference<>();
    private volatile boolean closed;

    /** One with those settings. */
    public OnlyProducer(Map<String, Object> settings) {
        this.settings = settings;
    }

    /**
     * The producer. May wait for the names of hosts.
     *
     * @throws IllegalStateException after the end
     */
    public Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> known = made.get();
        if (known == null) {
            if (closed) {
                throw new IllegalStateException("The publisher was closed");
            }
            known = new KafkaProducer<>(settings);
            made.set(known);
            if (closed) {
                // Whoever closed us has not seen it.
                known.close(Duration.ZERO);
                throw new IllegalStateException("The publisher was closed");
            }
        }
        return known;
    }

    /** Whether that is the end of it. */
    public boolean closed() {
        return closed;
    }

    /** Gives up whatever is under way, and waits for nothing but the thread of the producer. */
    public void close() {
        closed = true;
        Producer<byte[], byte[]> known = made.get();
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }
}
