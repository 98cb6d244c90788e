package redoubt.api.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Everybody who has a stream open at this node. Safe for any thread. */
final class Audience {

    private static final int RETRY_AFTER = 30;

    /** A seat whose stream never began, because the client was gone before, is free again after this. */
    private static final Duration UNTAKEN = Duration.ofSeconds(10);

    private final Terms terms;
    private final Scheduler scheduler;
    private final Map<String, Integer> byUser = new ConcurrentHashMap<>();
    private final Map<String, Seat> streams = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final Sinks.Empty<Void> empty = Sinks.empty();
    private volatile boolean closed;

    Audience(Terms terms, Scheduler scheduler) {
        this.terms = terms;
        this.scheduler = scheduler;
    }

    /**
     * A seat for a user.
     *
     * @throws Refused if the user, or everybody together, has all that there are, or if the server is stopping
     */
    Seat admit(String user) {
        refuseIfClosed();
        if (all.incrementAndGet() > terms.perNode()) {
            gone();
            throw full();
        }
        int own = byUser.merge(user, 1, Integer::sum);
        Seat seat = new Seat(user);
        if (own > terms.perUser()) {
            seat.leave();
            throw full();
        }
        seat.reserved();
        return seat;
    }

    /** Fails if the server is stopping. */
    void refuseIfClosed() {
        if (closed) {
            throw new Refused(new Failure.Unavailable("stopping", RETRY_AFTER));
        }
    }

    private static Refused full() {
        return new Refused(new Failure.Limited(RETRY_AFTER));
    }

    /** The streams that are open. */
    List<Open> open() {
        return streams.values().stream().flatMap(seat -> seat.seen().stream()).toList();
    }

    /** Has a stream end; tells whether there was one of that identifier. */
    boolean end(String id) {
        Seat seat = streams.get(id);
        if (seat != null) {
            seat.ended.tryEmitEmpty();
        }
        return seat != null;
    }

    /** How many seats are taken. */
    int size() {
        return all.get();
    }

    /** The reason for everybody to leave, when the server begins to stop. */
    Mono<Reason> closing() {
        return closing.asMono().thenReturn(Reason.SHUTDOWN);
    }

    /** Lets nobody in any more and asks everybody to leave; completes when they have. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            closing.tryEmitEmpty();
            if (all.get() == 0) {
                empty.tryEmitEmpty();
            }
            return empty.asMono();
        });
    }

    private void gone() {
        if (all.decrementAndGet() == 0 && closed) {
            empty.tryEmitEmpty();
        }
    }

    /** The right to one stream. */
    final class Seat {

        private final String user;
        private final AtomicBoolean left = new AtomicBoolean();
        private final Sinks.Empty<Void> ended = Sinks.empty();
        private volatile Disposable reservation = () -> {};
        private volatile @Nullable String id;
        private volatile @Nullable Supplier<Open> sight;

        private Seat(String user) {
            this.user = user;
        }

        private void reserved() {
            reservation = scheduler.schedule(this::leave, UNTAKEN.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** The stream begins. */
        void take() {
            reservation.dispose();
        }

        /** The stream is shown to operators, by that identifier. */
        void show(String id, Supplier<Open> sight) {
            this.id = id;
            this.sight = sight;
            streams.put(id, this);
            if (left.get()) {
                streams.remove(id);
            }
        }

        private Optional<Open> seen() {
            return Optional.ofNullable(sight).map(Supplier::get);
        }

        /** The reason to leave, when an operator ends the stream. */
        Mono<Reason> ended() {
            return ended.asMono().thenReturn(Reason.CLOSED);
        }

        /** The stream has ended; to say so twice changes nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                reservation.dispose();
                String shown = id;
                if (shown != null) {
                    streams.remove(shown);
                }
                byUser.computeIfPresent(user, (_, seats) -> seats == 1 ? null : seats - 1);
                gone();
            }
        }
    }
}
