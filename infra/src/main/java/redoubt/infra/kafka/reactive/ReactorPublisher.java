package redoubt.infra.kafka.reactive;

import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Outgoing;

/** Sends through reactor-kafka. */
final class ReactorPublisher implements EventPublisher {

    private final KafkaSender<byte[], byte[]> sender;

    /** The client waits in here for the first word of the cluster, and for room. */
    private final Scheduler sending = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "kafka-sending", 60, true);

    ReactorPublisher(Map<String, Object> settings) {
        this.sender = KafkaSender.create(SenderOptions.<byte[], byte[]>create(settings)
                // It takes as many again while it waits for these.
                .maxInFlight(IN_FLIGHT / 2)
                .stopOnError(true)
                .scheduler(Schedulers.parallel())
                .closeTimeout(Duration.ZERO));
    }

    @Override
    public Flux<Long> publish(Flux<Outgoing> records) {
        return sender.send(
                        records.publishOn(sending, 1).map(record -> SenderRecord.create(record.record(), record.tag())))
                .map(SenderResult::correlationMetadata)
                .subscribeOn(Schedulers.boundedElastic(), false);
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(sender::close)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorComplete()
                .doFinally(_ -> sending.dispose());
    }
}
