package redoubt.api.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;

/**
 * Looks whether those who have a stream open may still have it: when something happened to credentials or rights, and
 * now and then besides, since time alone ends a credential too. A stream lives longer than any other request, and must
 * not go on telling for a token that was taken back.
 *
 * <p>One round asks after all streams of the node, few at a time, and what happens meanwhile makes one more round: the
 * questions under way are as few for thousands of streams as for some. Nothing is asked while no stream is open. Safe
 * for any thread.
 */
final class Vigil {

    /** How often a round begins though nothing happened. */
    private static final Duration EVERY = Duration.ofSeconds(15);

    /** How many are asked after at the same time; other requests need the database as well. */
    static final int AT_ONCE = 4;

    /** How long an answer may take, so that one that never comes does not hold up all others. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Flux<Ending> endings;

    /** Looks whenever {@code changes} emits, and when {@code scheduler} says that it is time. */
    Vigil(Flux<Long> changes, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.endings = Flux.merge(Flux.interval(EVERY, scheduler), changes)
                .onBackpressureLatest()
                // Whoever tells of a change does not wait for the round.
                .publishOn(scheduler, 1)
                .concatMap(_ -> Flux.fromIterable(watches).flatMap(this::look, AT_ONCE), 1)
                .share();
    }

    /**
     * Why a stream must end, once there is a reason. Its subscriber is looked after until it has heard or cancels.
     *
     * @param by who opened it
     * @param again who they are at the moment of asking; nobody if their credential is good no longer
     */
    Mono<Reason> end(Principal by, Mono<Principal> again) {
        return Flux.using(
                        () -> begin(by, again),
                        watch -> endings.filter(ending -> ending.watch() == watch)
                                .map(Ending::reason),
                        watches::remove)
                .next();
    }

    private Watch begin(Principal by, Mono<Principal> again) {
        Watch watch = new Watch(by, again);
        watches.add(watch);
        return watch;
    }

    private Mono<Ending> look(Watch watch) {
        return watch.again()
                .timeout(PATIENCE, scheduler)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(now -> Mono.justOrEmpty(reason(watch.by(), now.orElse(null))))
                .map(reason -> new Ending(watch, reason))
                // If nobody can be asked just now, the answer of the last round holds until the next.
                .onErrorComplete();
    }

    private static @Nullable Reason reason(Principal by, @Nullable Principal now) {
        if (now == null) {
            return Reason.TOKEN_REVOKED;
        }
        if (!Access.allowsSomewhere(now, Permission.STREAM_EVENTS)) {
            return Reason.PERMISSION_LOST;
        }
        boolean same = Set.copyOf(by.grants()).equals(Set.copyOf(now.grants()))
                && by.limits().equals(now.limits());
        // With other rights another stream begins where this one ends.
        return same ? null : Reason.MAX_AGE;
    }

    /** A stream that is looked after, one and the same only with itself. */
    private static final class Watch {

        private final Principal by;
        private final Mono<Principal> again;

        Watch(Principal by, Mono<Principal> again) {
            this.by = by;
            this.again = again;
        }

        Principal by() {
            return by;
        }

        Mono<Principal> again() {
            return again;
        }
    }

    /** What was found about one of them. */
    private record Ending(Watch watch, Reason reason) {}
}
