package redoubt.infra.kafka.plain;

import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.OnlyProducer;
import redoubt.infra.kafka.Outgoing;

/** Sends through Kafka's own producer. */
final class PlainPublisher implements EventPublisher {

    private final OnlyProducer producer;

    /** The producer waits in here for the first word of the cluster, and for room; and one thread makes it. */
    private final Scheduler sending = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "kafka-sending", 60, true);

    PlainPublisher(Map<String, Object> settings) {
        this.producer = new OnlyProducer(settings);
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
        return Mono.create(sink -> producer.get().send(record.record(), (_, failure) -> {
            if (failure == null) {
                sink.success(record.tag());
            } else {
                sink.error(failure);
            }
        }));
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(producer::close)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorComplete()
                .doFinally(_ -> sending.dispose());
    }
}
