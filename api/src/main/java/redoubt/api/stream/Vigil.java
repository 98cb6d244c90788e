package redoubt.api.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;

/**
 * Looks now and then whether whoever opened a stream may still have it. A stream lives longer than any other request,
 * and a credential that was taken back must not go on telling.
 */
final class Vigil {

    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Optional<Reason> TAKEN_BACK = Optional.of(Reason.TOKEN_REVOKED);

    private Vigil() {}

    /**
     * Why a stream must end, once there is a reason.
     *
     * @param by who opened it
     * @param again who they are now; nobody if their credential is good no longer
     */
    static Flux<Reason> reasons(Principal by, Mono<Principal> again, Scheduler scheduler) {
        return Flux.interval(EVERY, scheduler)
                .onBackpressureDrop()
                // If nobody can be asked just now, the answer of the last time holds until the next.
                .concatMap(
                        _ -> again.map(now -> reason(by, now))
                                .defaultIfEmpty(TAKEN_BACK)
                                .onErrorComplete(),
                        1)
                .concatMap(Mono::justOrEmpty, 1);
    }

    private static Optional<Reason> reason(Principal by, Principal now) {
        if (!Access.allowsSomewhere(now, Permission.STREAM_EVENTS)) {
            return Optional.of(Reason.PERMISSION_LOST);
        }
        boolean same = Set.copyOf(by.grants()).equals(Set.copyOf(now.grants()))
                && by.limits().equals(now.limits());
        // With other rights another stream begins where this one ends.
        return same ? Optional.empty() : Optional.of(Reason.MAX_AGE);
    }
}
