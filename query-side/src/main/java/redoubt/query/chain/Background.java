package redoubt.query.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.query.chain.Runs.Run;
import redoubt.query.chain.Runs.State;
import redoubt.query.chain.Verification.Range;

/** Verifies any range while nobody waits. A node has few of these at a time. Safe for several threads. */
public final class Background {

    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final int MOST = 2;
    private static final Duration PROGRESS = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Verification verification;
    private final Runs runs;
    private final Clock clock;
    private final AtomicInteger running = new AtomicInteger();

    /** Runs verifications and remembers them in {@code runs}. */
    public Background(Verification verification, Runs runs, Clock clock) {
        this.verification = verification;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Begins; emits the run once it is remembered, and nothing if there are too many already.
     *
     * @param id the identifier of the run
     * @param then what is to be done with the verdict
     */
    public Mono<Run> begin(String id, Range range, Function<Verdict, Mono<Void>> then) {
        return Mono.defer(() -> {
            if (running.incrementAndGet() > MOST) {
                running.decrementAndGet();
                return Mono.empty();
            }
            Run run = new Run(
                    id,
                    State.RUNNING,
                    range.from(),
                    range.to(),
                    range.from() - 1,
                    clock.instant(),
                    clock.instant(),
                    null);
            return runs.save(run)
                    .doOnError(_ -> running.decrementAndGet())
                    .doOnSuccess(_ -> proceed(run, range, then))
                    .thenReturn(run);
        });
    }

    /** A run, whichever node runs it; one that has not been heard of for a while has failed. */
    public Mono<Run> find(String id) {
        return runs.find(id)
                .map(run -> run.state() == State.RUNNING
                                && run.savedAt().plus(SILENCE).isBefore(clock.instant())
                        ? run.ended(State.FAILED, run.savedAt(), null)
                        : run);
    }

    private void proceed(Run run, Range range, Function<Verdict, Mono<Void>> then) {
        AtomicLong reached = new AtomicLong(run.reached());
        Mono<Verdict> verdict = verification.of(range, reached::set).cache();
        Flux.interval(PROGRESS)
                .onBackpressureDrop()
                .takeUntilOther(verdict)
                .concatMap(_ -> runs.save(run.reached(reached.get(), clock.instant())), 1)
                .then(verdict)
                .flatMap(what -> {
                    if (!what.valid()) {
                        log.error("The event log was tampered with: {}", what.finding());
                    }
                    Instant now = clock.instant();
                    String result = what.json(Duration.between(run.startedAt(), now));
                    // On record before anybody is told.
                    return then.apply(what)
                            .then(runs.save(run.reached(reached.get(), now).ended(State.COMPLETED, now, result)));
                })
                .onErrorResume(failure -> {
                    log.warn("A verification of the event log came to no end: {}", failure.toString());
                    return runs.save(
                            run.reached(reached.get(), clock.instant()).ended(State.FAILED, clock.instant(), null));
                })
                .doFinally(_ -> running.decrementAndGet())
                .subscribe(_ -> {}, failure -> log.warn("A verification was not recorded: {}", failure.toString()));
    }
}
