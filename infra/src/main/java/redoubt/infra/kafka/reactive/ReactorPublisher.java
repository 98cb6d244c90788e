package redoubt.infra.kafka.reactive;

import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Outgoing;

/** Sends through reactor-kafka, on a thread of its own, where the client may wait for the cluster and for room. */
final class ReactorPublisher implements EventPublisher {

    private final KafkaSender<byte[], byte[]> sender;

    ReactorPublisher(Map<String, Object> settings) {
        this.sender = KafkaSender.create(SenderOptions.<byte[], byte[]>create(settings)
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
                            .doOnNext(_ -> room.tryEmitNext(true));
                })
                .subscribeOn(Schedulers.boundedElastic(), false);
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(sender::close)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorComplete();
    }
}
