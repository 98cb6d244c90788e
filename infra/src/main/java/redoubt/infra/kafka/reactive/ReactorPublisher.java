package redoubt.infra.kafka.reactive;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import reactor.kafka.sender.internals.ProducerFactory;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.OnlyProducer;
import redoubt.infra.kafka.Outgoing;

/** Sends through reactor-kafka, on a thread of its own, where the client may wait for the cluster and for room. */
final class ReactorPublisher implements EventPublisher {

    private final OnlyProducer producer;
    private final KafkaSender<byte[], byte[]> sender;

    ReactorPublisher(Map<String, Object> settings) {
        this.producer = new OnlyProducer(settings);
        this.sender = KafkaSender.create(
                new Only(producer),
                SenderOptions.<byte[], byte[]>create(settings)
                        .maxInFlight(IN_FLIGHT)
                        .stopOnError(true)
                        .scheduler(Schedulers.parallel())
                        .closeTimeout(Duration.ZERO));
    }

    @Override
    public Flux<Long> publish(Flux<Outgoing> records) {
        return Flux.defer(() -> {
                    // It would take some hundreds more than it sends; so it is given no more than there is room for.
                    Sinks.Many<Boolean> room = Sinks.many().unicast().onBackpressureBuffer();
                    for (int place = 0; place < IN_FLIGHT; place++) {
                        room.tryEmitNext(true);
                    }
                    return sender.send(records.zipWith(
                                    room.asFlux(),
                                    1,
                                    (record, _) -> SenderRecord.create(record.record(), record.tag())))
                            .map(SenderResult::correlationMetadata)
                            .doOnNext(_ -> room.tryEmitNext(true))
                            .doFinally(_ -> endBehindTheEnd());
                })
                .subscribeOn(Schedulers.boundedElastic(), false);
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(this::end)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorComplete();
    }

    private void end() {
        producer.close();
        sender.close();
    }

    /** A sender that was closed while its producer was being made has not noticed, and goes on to begin a thread. */
    private void endBehindTheEnd() {
        if (producer.closed()) {
            Schedulers.boundedElastic().schedule(sender::close);
        }
    }

    /** Hands out the one there is. */
    private static final class Only extends ProducerFactory {

        private final OnlyProducer producer;

        Only(OnlyProducer producer) {
            this.producer = producer;
        }

        @Override
        @SuppressWarnings("unchecked") // Senders here are of bytes.
        public <K, V> Producer<K, V> createProducer(SenderOptions<K, V> options) {
            return (Producer<K, V>) producer.get();
        }
    }
}
