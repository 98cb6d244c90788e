package redoubt.infra.eventstore;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Follows the log for the whole process: keeps the latest events in memory and hands them to any number of followers.
 *
 * <p>Events come from three sides: pushed by the own appends, read when the database announces them, and read because the
 * poll, which alone is relied on, found them. All go through {@link #accept}, which takes only the next position: what is
 * known already is dropped, and what would leave a gap waits until the table was read up to it.
 */
final class Tail {

    private static final Logger log = LoggerFactory.getLogger(Tail.class);

    private final LogTable table;
    private final Announcements announcements;
    private final Consumer<Arrival> seen;
    private final Options options;
    private final Scheduler followers;
    private final BooleanSupplier writing;
    private final Ring ring;

    private final Disposable.Swap poll = Disposables.swap();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicLong announced = new AtomicLong();
    private volatile long followed;
    private volatile long lookedAt;
    private volatile boolean stopped;
    private volatile Sinks.Empty<Void> moved = Sinks.empty();

    /**
     * @param seen is told of each event, in order, before {@link #followed} includes it
     * @param writing whether this process has a group under way, whose events will be pushed
     * @param followers runs the polls, and whatever followers do
     */
    Tail(
            LogTable table,
            Announcements announcements,
            Consumer<Arrival> seen,
            BooleanSupplier writing,
            Options options,
            Scheduler followers) {
        this.table = table;
        this.announcements = announcements;
        this.seen = seen;
        this.writing = writing;
        this.options = options;
        this.followers = followers;
        this.ring = new Ring(options.ring(), options.ringWeight());
    }

    /** Begins at the present head of the log. */
    Mono<Void> start() {
        return table.head()
                .doOnNext(head -> {
                    followed = head;
                    lookedAt = System.nanoTime();
                    announcements.start(this::announced);
                    poll.update(Flux.interval(options.poll(), followers)
                            .onBackpressureDrop()
                            .subscribe(_ -> look()));
                })
                .then();
    }

    /** Followers complete. */
    void stop() {
        stopped = true;
        poll.dispose();
        announcements.stop();
        moved.tryEmitEmpty();
    }

    /** Position up to which every event has been seen. */
    long followed() {
        return followed;
    }

    /** Whether what is in memory is at most a moment behind the database. */
    boolean current() {
        return announcements.listening()
                && System.nanoTime() - lookedAt < options.poll().multipliedBy(3).toNanos();
    }

    /** The own events, as soon as they are committed; none if a group failed. */
    void push(List<Arrival> arrivals) {
        try {
            accept(arrivals);
        } catch (RuntimeException unexpected) {
            // They are in the table, and the next look finds them there; the outcome of their append must be told.
            log.error("Events that were just appended could not be passed on from memory", unexpected);
        }
        if (announced.get() > followed) {
            look();
        }
    }

    /** An announcement that concerns the group under way is no news: its events are about to be pushed. */
    private void announced(long head) {
        boolean missed = head == Long.MAX_VALUE;
        if (missed || (announced.accumulateAndGet(head, Math::max) > followed && !writing.getAsBoolean())) {
            look();
        }
    }

    /** Reads what is new until nothing is. One reading at a time; one asked for meanwhile follows it. */
    private void look() {
        if (stopped || !reading.compareAndSet(false, true)) {
            return;
        }
        readOn().doFinally(_ -> reading.set(false))
                .subscribe(
                        _ -> {},
                        // The poll tries again; trying at once would only keep a database in trouble busy.
                        failure -> {
                            if (!stopped) {
                                log.warn("The event log could not be looked at: {}", failure.getMessage());
                            }
                        },
                        () -> {
                            if (announced.get() > followed) {
                                look();
                            }
                        });
    }

    private Mono<Void> readOn() {
        return Mono.defer(() ->
                        table.page(Criteria.Selection.EVERYTHING, followed, Long.MAX_VALUE, options.page(), false))
                .doOnNext(page -> {
                    accept(page);
                    lookedAt = System.nanoTime();
                })
                .repeat()
                .takeUntil(page -> page.size() < options.page() || stopped)
                .then();
    }

    private void accept(List<Arrival> arrivals) {
        Sinks.Empty<Void> wake;
        synchronized (ring) {
            long before = followed;
            for (var arrival : arrivals) {
                if (arrival.position() == followed + 1) {
                    ring.add(arrival);
                    seen.accept(arrival);
                    followed = arrival.position();
                } else if (arrival.position() > followed) {
                    announced.accumulateAndGet(arrival.position(), Math::max);
                    break;
                }
            }
            if (followed == before) {
                return;
            }
            wake = moved;
            moved = Sinks.empty();
        }
        wake.tryEmitEmpty();
    }

    /** Every event after a position, once, in order, without an end but that of the store. */
    Flux<Logged> follow(long after) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Logged> follower) {
                follower.onSubscribe(
                        new Following(follower, after, Tail.this::chunk, options.page(), System::nanoTime));
            }
        };
    }

    // A follower's work never runs on the threads that write or read the log.
    private Mono<List<Arrival>> chunk(Following.Wanted wanted) {
        return Mono.defer(() -> chunk(wanted.after(), wanted.size())).publishOn(followers);
    }

    /** What comes next: from memory, else from the table; if there is nothing yet, as soon as there is. */
    private Mono<List<Arrival>> chunk(long after, int size) {
        var next = moved;
        long until = followed;
        if (stopped) {
            return Mono.just(List.of());
        }
        if (after >= until) {
            return next.asMono().then(Mono.defer(() -> chunk(after, size)));
        }
        var latest = ring.slice(after, until, size);
        return latest.isEmpty()
                ? table.page(Criteria.Selection.EVERYTHING, after, until, size, false)
                : Mono.just(latest);
    }
}
