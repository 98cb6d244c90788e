package redoubt.infra.kafka.inbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.CommandSource;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Incoming;
import redoubt.infra.kafka.Topics;
import redoubt.infra.supervision.Supervised;

/**
 * Carries out what others put on a topic: one record of a partition after the other, each answered on another topic before it is
 * acknowledged. A record that comes again after a crash is carried out once, for it is asked for under the same key.
 */
public final class Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final int MOST_PARTITIONS = 10_000;
    private static final int AHEAD = 64;
    private static final int ROOM = 4_096;
    private static final Duration BACKOFF = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Topics topics;
    private final Way way;
    private final OwnApi api;
    private final Answered malformed;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Supervised taking = new Supervised("Taking commands from Kafka", BACKOFF, this::session);

    /**
     * Where commands come from and their answers go.
     *
     * @param commands what the topic of commands is to be like if it is not there yet
     * @param replies what that of answers is to be like
     * @param group in which all nodes read
     */
    public record Way(Topics.Wanted commands, Topics.Wanted replies, String group) {}

    /**
     * One that is not started yet.
     *
     * @param status of the answer to what is no command
     * @param body of it, in JSON
     */
    public Inbound(Cluster cluster, Topics topics, Way way, OwnApi api, int status, byte[] body) {
        this.cluster = cluster;
        this.topics = topics;
        this.way = way;
        this.api = api;
        this.malformed = new Answered(status, Map.of("content-type", "application/json"), body);
    }

    /** Begins, and goes on until it is stopped. The API must be there. */
    public void start() {
        taking.start();
    }

    /** Ends; completes when nothing is under way any more. What was not answered by then comes again. */
    public Mono<Void> stop() {
        return taking.stop();
    }

    /** How many commands were carried out. */
    public long done() {
        return done.get();
    }

    /** How many were answered with a no. */
    public long refused() {
        return refused.get();
    }

    private Mono<Void> session() {
        return topics.prepared(way.commands())
                .then(topics.prepared(way.replies()))
                .flatMap(longest -> Mono.usingWhen(
                        Mono.fromSupplier(() -> cluster.publisher("redoubt-replies")),
                        publisher -> take(publisher, longest - ROOM),
                        EventPublisher::close))
                .takeUntilOther(taking.stopped());
    }

    private Mono<Void> take(EventPublisher publisher, int longest) {
        CommandSource source = cluster.source("redoubt-commands", way.commands().name(), way.group());
        LOG.info("This node takes commands from Kafka, on {}", way.commands().name());
        return source.receive()
                .groupBy(Incoming::partition, AHEAD)
                .flatMap(
                        partition -> partition.concatMap(record -> answered(publisher, record, longest), 1),
                        MOST_PARTITIONS)
                .then();
    }

    private Mono<Void> answered(EventPublisher publisher, Incoming record, int longest) {
        return Mono.defer(() -> record.ours().getAsBoolean() ? answer(record) : Mono.empty())
                // Another reader has it by now, and answers it.
                .filter(_ -> record.ours().getAsBoolean())
                .flatMap(answer -> publisher
                        .publish(Flux.just(answer.to(record, way.replies().name(), longest)))
                        .then()
                        .doOnSuccess(_ -> {
                            (answer.status() < 300 ? done : refused).incrementAndGet();
                            record.acknowledge().run();
                        }));
    }

    private Mono<Answered> answer(Incoming record) {
        Optional<String> mistake = Asked.mistake(record);
        if (mistake.isPresent()) {
            LOG.info("The record {} is no command: {}", record, mistake.get());
            return Mono.just(malformed);
        }
        return api.ask(Asked.of(record)).onErrorResume(IllegalArgumentException.class, _ -> Mono.just(malformed));
    }
}
