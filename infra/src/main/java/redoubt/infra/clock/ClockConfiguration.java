package redoubt.infra.clock;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import redoubt.command.Commands;
import redoubt.infra.founding.Houses;
import redoubt.query.assembly.ReadSide;

/** Starts what happens because time passes. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Bean(destroyMethod = "dispose")
    Disposable endOfAcceptances(ReadSide side, Commands commands, Houses houses, Clock clock) {
        return new WhenAcceptanceEndsThenReopen(side.queries(), commands, clock)
                .every(PAUSE, houses.system())
                .subscribe();
    }
}
