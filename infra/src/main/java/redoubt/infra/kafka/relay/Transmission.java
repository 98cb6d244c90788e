package redoubt.infra.kafka.relay;

import io.r2dbc.spi.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Bulletins;
import redoubt.api.stream.Bulletins.Bulletin;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Outgoing;
import redoubt.query.feed.Chronicle.Untold;

/**
 * The log, told to a topic for as long as this node has the right to. Where it stands is saved behind what has arrived, so
 * that some events may be told again after a crash, and none is left out.
 */
final class Transmission {

    private static final Logger LOG = LoggerFactory.getLogger(Transmission.class);

    /** What the key and the headers of a record take of its length. */
    private static final int ROOM = 2_048;

    /** How often it is tried to tell an event that cannot be told before it is passed over. */
    private static final int STRIKES = 3;

    private static final Duration SAVE = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Connection connection;
    private final Positions positions;
    private final Route route;
    private final Bulletins bulletins;
    private final Predicate<Throwable> outage;
    private final Standing standing;
    private final Mono<Void> stop;
    private volatile Window window = new Window(0);
    private volatile boolean over;
    private volatile boolean stopping;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long struck;
    private volatile int strikes;
    private long saved;

    Transmission(
            Connection connection,
            Positions positions,
            Route route,
            Bulletins bulletins,
            Predicate<Throwable> outage,
            Standing standing,
            Mono<Void> stop) {
        this.connection = connection;
        this.positions = positions;
        this.route = route;
        this.bulletins = bulletins;
        this.outage = outage;
        this.standing = standing;
        this.stop = stop.doOnTerminate(() -> stopping = true);
        this.saved = standing.reached();
    }

    /** Tells until it is stopped; fails when the connection is lost, and the right with it. */
    Mono<Void> run() {
        Mono<Void> telling = Mono.defer(this::attempt)
                .onErrorResume(this::later)
                .repeat(() -> !stopping)
                .then()
                .doFinally(_ -> over = true);
        Mono<Void> keeping = Mono.defer(this::keep)
                .then(Mono.delay(SAVE))
                .repeat(() -> !over)
                .then();
        return Mono.when(telling, keeping).then(Mono.defer(this::keep));
    }

    private Mono<Void> attempt() {
        Mono<Void> ended = stop.then(Mono.delay(FAREWELL)).then();
        Mono<Void> work = route.prepared()
                .flatMap(longest ->
                        Mono.usingWhen(route.opened(), each -> tell(each, longest - ROOM), EventPublisher::close));
        return Mono.firstWithSignal(work, ended);
    }

    private Mono<Void> tell(EventPublisher publisher, int longest) {
        long from = standing.reached();
        Window passage = new Window(from);
        window = passage;
        Flux<Outgoing> records = following(passage, from, longest)
                .takeUntilOther(stop)
                .doOnNext(bulletin -> passage.left(bulletin.position(), System.nanoTime()))
                .map(this::outgoing);
        return publisher
                .publish(records)
                .doOnNext(position -> {
                    failures.set(0);
                    standing.arrived(passage.arrived(position, System.nanoTime()));
                })
                .then();
    }

    private Flux<Bulletin> following(Window passage, long after, int longest) {
        return bulletins
                .follow(after, longest)
                .concatMap(
                        bulletin -> bulletin.body().length <= longest
                                ? Mono.just(bulletin)
                                : passOver(passage, bulletin.position(), "It is too long for the topic")
                                        .then(Mono.empty()),
                        1)
                .onErrorResume(
                        Untold.class,
                        untold -> hopeless(untold)
                                ? passOver(passage, untold.position(), String.valueOf(untold.getMessage()))
                                        .thenMany(Flux.defer(() -> following(passage, untold.position(), longest)))
                                : Flux.error(untold));
    }

    /** Whether trying again has been of no use, and no outage explains it. */
    private boolean hopeless(Untold untold) {
        if (outage.test(untold)) {
            return false;
        }
        strikes = untold.position() == struck ? strikes + 1 : 1;
        struck = untold.position();
        return strikes >= STRIKES;
    }

    private Mono<Void> passOver(Window passage, long position, String reason) {
        return Mono.defer(() -> {
            LOG.error("The event at position {} is not told to Kafka: {}", position, reason);
            return positions
                    .passOver(connection, position, reason)
                    .then(positions.passedOver(connection))
                    .doOnNext(all -> {
                        standing.passedOver(all);
                        passage.left(position, System.nanoTime());
                        standing.moved(passage.arrived(position, System.nanoTime()));
                    })
                    .then();
        });
    }

    private Outgoing outgoing(Bulletin bulletin) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/cloudevents+json; charset=UTF-8");
        headers.put("id", bulletin.id());
        headers.put("type", bulletin.name());
        headers.put("organization", bulletin.organization());
        headers.put("position", Long.toString(bulletin.position()));
        if (bulletin.correlation() != null) {
            headers.put("correlation-id", bulletin.correlation());
        }
        if (bulletin.trace() != null) {
            headers.put("traceparent", bulletin.trace());
        }
        if (bulletin.truncated()) {
            headers.put("truncated", "true");
            standing.cut();
        }
        byte[] key = bulletin.key().getBytes(StandardCharsets.UTF_8);
        return new Outgoing(bulletin.position(), standing.topic(), key, headers, bulletin.body());
    }

    /** Saves where it stands; if it stands still, asks anything, to notice that the connection is lost. */
    private Mono<Void> keep() {
        if (window.stuck(SILENCE, System.nanoTime())) {
            standing.trouble("the cluster has not taken anything for some seconds");
        }
        long reached = standing.reached();
        return reached > saved
                ? positions.save(connection, reached).doOnSuccess(_ -> saved = reached)
                : positions.reached(connection).then();
    }

    private Mono<Void> later(Throwable failure) {
        if (stopping) {
            return Mono.empty();
        }
        standing.trouble(String.valueOf(failure.getMessage()));
        LOG.debug("Telling Kafka was interrupted", failure);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures.getAndIncrement(), 5));
        return Mono.firstWithSignal(
                Mono.delay(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                        .then(),
                stop);
    }
}
