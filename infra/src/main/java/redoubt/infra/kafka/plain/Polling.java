package redoubt.infra.kafka.plain;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.kafka.Incoming;
import redoubt.infra.kafka.Tenures;

/**
 * Asks a consumer again and again for what has come, on a thread of its own: a consumer knows one thread only. It goes on
 * asking while its reader takes nothing, or the others of its group would think it dead, but for no partition.
 */
final class Polling implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration TURN = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final FluxSink<Incoming> sink;
    private final Scheduler.Worker thread;
    private final Scheduler threads;
    private final Map<TopicPartition, OffsetAndMetadata> acknowledged = new ConcurrentHashMap<>();
    private final Tenures tenures = new Tenures();
    private volatile boolean over;
    private @Nullable Consumer<byte[], byte[]> consumer;

    private Polling(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            FluxSink<Incoming> sink,
            Scheduler.Worker thread,
            Scheduler threads) {
        this.consumers = consumers;
        this.topic = topic;
        this.sink = sink;
        this.thread = thread;
        this.threads = threads;
    }

    /** What comes on a topic, for as long as somebody reads it. */
    static Flux<Incoming> of(Supplier<Consumer<byte[], byte[]>> consumers, String topic, String name) {
        return Flux.create(sink -> {
            Scheduler threads = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, name, 60, true);
            Polling polling = new Polling(consumers, topic, sink, threads.createWorker(), threads);
            sink.onDispose(() -> polling.over = true);
            polling.thread.schedule(polling::begin);
        });
    }

    private void begin() {
        guarded(() -> {
            consumer = consumers.get();
            consumer.subscribe(List.of(topic), this);
        });
    }

    private void turn() {
        guarded(() -> {
            Consumer<byte[], byte[]> here = Objects.requireNonNull(consumer);
            tell(here);
            if (sink.requestedFromDownstream() > 0) {
                here.resume(here.paused());
            } else {
                here.pause(here.assignment());
            }
            for (ConsumerRecord<byte[], byte[]> found : here.poll(TURN)) {
                sink.next(Incoming.of(found, tenures, () -> acknowledge(found)));
            }
        });
    }

    /** Does a part of the work and sees to it that there is a next one. */
    private void guarded(Runnable part) {
        if (over) {
            end();
            return;
        }
        try {
            part.run();
            thread.schedule(this::turn);
        } catch (KafkaException failure) {
            end();
            sink.error(failure);
        }
    }

    private void acknowledge(ConsumerRecord<byte[], byte[]> done) {
        acknowledged.merge(
                new TopicPartition(done.topic(), done.partition()),
                new OffsetAndMetadata(done.offset() + 1),
                Polling::farther);
    }

    private static OffsetAndMetadata farther(OffsetAndMetadata one, OffsetAndMetadata other) {
        return one.offset() >= other.offset() ? one : other;
    }

    private Map<TopicPartition, OffsetAndMetadata> taken() {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>(acknowledged);
        taken.forEach(acknowledged::remove);
        return taken;
    }

    private void tell(Consumer<byte[], byte[]> here) {
        Map<TopicPartition, OffsetAndMetadata> taken = taken();
        if (!taken.isEmpty()) {
            here.commitAsync(taken, (_, failure) -> {
                if (failure != null) {
                    // Told with the next one; until then it would only come again.
                    taken.forEach((place, offset) -> acknowledged.merge(place, offset, Polling::farther));
                }
            });
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        tellAtOnce();
        partitions.forEach(each -> tenures.end(each.partition()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Asked for in the next turn, like all others.
    }

    private void tellAtOnce() {
        Consumer<byte[], byte[]> here = consumer;
        Map<TopicPartition, OffsetAndMetadata> taken = taken();
        if (here != null && !taken.isEmpty()) {
            try {
                here.commitSync(taken, FAREWELL);
            } catch (KafkaException failure) {
                LOG.warn("What was dealt with may come again, since it could not be said: {}", failure.toString());
            }
        }
    }

    private void end() {
        tellAtOnce();
        Consumer<byte[], byte[]> here = consumer;
        try {
            if (here != null) {
                here.close(CloseOptions.timeout(FAREWELL));
            }
        } catch (KafkaException failure) {
            LOG.debug("A consumer did not end well", failure);
        } finally {
            threads.dispose();
        }
    }
}
