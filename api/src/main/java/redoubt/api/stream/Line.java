package redoubt.api.stream;

import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import redoubt.query.log.Turns;

/**
 * One open stream: the events of the feed, and between them signs of life, written in chunks of which the next is made
 * when the network has accepted the one before it. What waits meanwhile is bounded, so a slow client is behind in the log and
 * nowhere else. Whatever happens, one thread at a time looks at it.
 */
final class Line implements Subscription {

    /** How many told events wait at most. */
    private static final int WAITING = 32;

    /** A chunk is closed when it is as long as this. Short ones show that a slow client still reads. */
    private static final int CHUNK = 16 * 1024;

    /** How long a client that reads nothing may hold up a stream that is to end. */
    private static final long FAREWELL = 1_000;

    private final CoreSubscriber<? super byte[]> reader;
    private final Script script;
    private final Terms terms;
    private final Scheduler scheduler;
    private final Clock clock;
    private final long end;

    private final Valve valve;
    private final Queue<Told> waiting = new ConcurrentLinkedQueue<>();
    private final Turns turns = new Turns(this::look);
    private final AtomicReference<@Nullable Reason> closing = new AtomicReference<>();
    private final Disposable.Composite bonds = Disposables.composite();
    private final Disposable.Swap later = Disposables.swap();
    private final Feed feed = new Feed();
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;
    private volatile boolean due;

    private boolean done;
    private int budget;
    private long checkedAt;

    Line(
            CoreSubscriber<? super byte[]> reader,
            Script script,
            Terms terms,
            Outlet outlet,
            Scheduler scheduler,
            Clock clock,
            long age) {
        this.reader = reader;
        this.script = script;
        this.terms = terms;
        this.scheduler = scheduler;
        this.clock = clock;
        this.checkedAt = now();
        this.end = checkedAt + age;
        this.valve = new Valve(outlet, checkedAt);
        this.budget = allowance();
    }

    /** Begins to send what the feed tells, until there is a reason to end. */
    void open(Flux<Told> told, Mono<Reason> end) {
        // Before the first word: whoever has heard it can rely on the end being heard of as well.
        bonds.add(end.subscribe(this::close));
        reader.onSubscribe(this);
        long tick = terms.tick().toMillis();
        bonds.add(scheduler.schedulePeriodically(this::tick, tick, tick, TimeUnit.MILLISECONDS));
        told.subscribe(feed);
        turns.take();
    }

    /** Ends it, for the first reason that is given. */
    private void close(Reason reason) {
        closing.compareAndSet(null, reason);
        turns.take();
    }

    @Override
    public void request(long chunks) {
        valve.asked(chunks);
        turns.take();
    }

    @Override
    public void cancel() {
        cancelled = true;
        turns.take();
    }

    private void tick() {
        due = true;
        if (now() >= end) {
            closing.compareAndSet(null, Reason.MAX_AGE);
        }
        turns.take();
    }

    private void look() {
        while (!done) {
            if (cancelled) {
                finish();
                return;
            }
            if (!valve.open(now())) {
                blocked();
                return;
            }
            Throwable thrown = failure;
            if (thrown != null) {
                finish();
                reader.onError(thrown);
                return;
            }
            boolean last;
            try {
                last = compose();
            } catch (RuntimeException untold) {
                finish();
                reader.onError(untold);
                return;
            }
            byte[] chunk = script.take();
            if (chunk == null) {
                return;
            }
            valve.wrote(now());
            if (last) {
                finish();
                reader.onNext(chunk);
                reader.onComplete();
            } else {
                reader.onNext(chunk);
            }
        }
    }

    /** Puts the next chunk together; tells whether it is the last. */
    private boolean compose() {
        if (due) {
            due = false;
            budget = allowance();
        }
        int heard = 0;
        while (!script.over() && closing.get() == null && budget > 0 && script.size() < CHUNK) {
            Told next = waiting.poll();
            if (next == null) {
                break;
            }
            script.tell(next);
            heard++;
            budget--;
        }
        if (heard > 0) {
            feed.request(heard);
        }
        Reason reason = script.over() ? Reason.UNTIL_REACHED : closing.get();
        if (reason != null) {
            script.close(reason);
            return true;
        }
        if (script.size() == 0) {
            silence();
        }
        return false;
    }

    private void silence() {
        long now = now();
        long heartbeat = terms.heartbeat().toMillis();
        if (!script.ahead()) {
            checkedAt = now;
        } else if (now - checkedAt >= heartbeat) {
            checkedAt = now;
            script.checkpoint();
            return;
        }
        if (valve.silentFor(now) >= heartbeat) {
            script.say(Frames.heartbeat(clock.instant()));
        }
    }

    /** Looks again later, or ends a connection that takes nothing: there is no way to tell it why. */
    private void blocked() {
        boolean ending = closing.get() != null;
        long now = now();
        if (valve.stuckFor(now) >= (ending ? FAREWELL : terms.patience().toMillis())) {
            finish();
            valve.hangUp();
            reader.onComplete();
        } else if (ending || !waiting.isEmpty()) {
            later.update(scheduler.schedule(turns::take, valve.next(now), TimeUnit.MILLISECONDS));
        }
    }

    private void finish() {
        done = true;
        bonds.dispose();
        later.dispose();
        feed.cancel();
        waiting.clear();
    }

    private int allowance() {
        return (int) Math.max(1, terms.perSecond() * terms.tick().toMillis() / 1_000);
    }

    private long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    private final class Feed extends BaseSubscriber<Told> {

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(WAITING);
        }

        @Override
        protected void hookOnNext(Told next) {
            waiting.add(next);
            turns.take();
        }

        @Override
        protected void hookOnComplete() {
            // The log is followed until the server stops.
            close(Reason.SHUTDOWN);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure = thrown;
            turns.take();
        }
    }
}
