package redoubt.infra.kafka.plain;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Outgoing;

/** Sends through Kafka's own producer. */
final class PlainPublisher implements EventPublisher {

    private final Map<String, Object> settings;

    /** The producer waits in here for the first word of the cluster, and for room; and one thread makes it. */
    private final Scheduler sending = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "kafka-sending", 60, true);

    private final AtomicReference<@Nullable Producer<byte[], byte[]>> made = new AtomicReference<>();
    private volatile boolean closed;

    PlainPublisher(Map<String, Object> settings) {
        this.settings = settings;
    }

    @Override
    public Flux<Long> publish(Flux<Outgoing> records) {
        return records.publishOn(sending, 1)
                .flatMap(this::send, IN_FLIGHT, 1)
                // Not on the thread on which the producer hears from the cluster.
                .publishOn(Schedulers.parallel(), IN_FLIGHT);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
    private Mono<Long> send(Outgoing record) {
        return Mono.create(sink -> producer().send(record.record(), (_, failure) -> {
            if (failure == null) {
                sink.success(record.tag());
            } else {
                sink.error(failure);
            }
        }));
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> known = made.get();
        if (known == null) {
            known = new KafkaProducer<>(settings);
            made.set(known);
            if (closed) {
                // Whoever closed us has not seen it.
                known.close(Duration.ZERO);
            }
        }
        return known;
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(this::end)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorComplete()
                .doFinally(_ -> sending.dispose());
    }

    private void end() {
        closed = true;
        Producer<byte[], byte[]> known = made.get();
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }
}
