package redoubt.infra.clock;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/**
 * Looks again and again at what days have passed for. What happened while nobody looked, it finds the next time: it asks
 * what is due and not what became due since.
 */
public final class Clockwork {

    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    private final Sweep sweep;
    private final List<Policy<?>> policies;
    private final Supplier<Flux<Principal>> houses;
    private final Clock clock;

    Clockwork(Sweep sweep, List<Policy<?>> policies, Supplier<Flux<Principal>> houses, Clock clock) {
        this.sweep = sweep;
        this.policies = List.copyOf(policies);
        this.houses = houses;
        this.clock = clock;
    }

    /** Looks once, everywhere, and tells with how many things something was done. */
    public Mono<Integer> look() {
        return houses.get()
                .concatMap(system -> Flux.fromIterable(policies)
                        .concatMap(policy -> sweep.of(policy, system).onErrorResume(failure -> {
                            LOG.warn("{} failed: {}", policy.name(), failure.getMessage());
                            return Mono.just(0);
                        })))
                .reduce(0, Integer::sum);
    }

    /** Looks now, and then again after each pause and when each day begins, without end. */
    Flux<Integer> run(Duration pause) {
        return look().onErrorResume(failure -> {
                    LOG.warn("What days have passed for was not looked for: {}", failure.getMessage());
                    return Mono.just(0);
                })
                .concatWith(Mono.defer(() -> Mono.delay(Ticks.until(clock.instant(), clock.getZone(), pause)))
                        .then(Mono.empty()))
                .repeat();
    }
}
