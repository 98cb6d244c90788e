package redoubt.infra.clock;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import redoubt.api.clock.TimeMachine;
import redoubt.command.Commands;
import redoubt.infra.MovableClock;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.founding.Houses;
import redoubt.query.assembly.ReadSide;

/** Starts what happens because time passes. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    @Bean
    Clockwork clockwork(ReadSide side, Commands commands, Houses houses, Clock clock, RedoubtProperties properties) {
        return new Clockwork(
                new Sweep(side.queries(), commands, side.progress(), clock),
                Policies.all(side.queries(), properties.dueSoonDays()),
                houses::system,
                clock);
    }

    /** Only where the clock can be set. */
    @Bean
    @Nullable
    TimeMachine timeMachine(Clock clock, Clockwork clockwork) {
        return clock instanceof MovableClock movable
                ? now -> Mono.fromRunnable(() -> movable.set(now))
                        .then(Mono.defer(clockwork::look))
                        .then()
                : null;
    }

    @Bean(destroyMethod = "dispose")
    Disposable ticking(Clockwork clockwork, RedoubtProperties properties) {
        return clockwork
                .run(Duration.ofSeconds(properties.clock().sweepSeconds()))
                .subscribe();
    }
}
