package redoubt.infra.founding;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.identity.Notebook;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.WelcomeLine;
import redoubt.infra.audit.HouseNotes;
import redoubt.infra.demo.DemoRegister;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.security.TokenVault;
import redoubt.query.log.EventLog;

/** Founds the house before anybody can knock, and tells the token once. */
@Configuration(proxyBeanMethods = false)
class FoundingConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Bean
    Houses houses(EventLog log) {
        return new Houses(log);
    }

    @Bean
    HouseNotes houseNotes(Houses houses, Notebook notes) {
        return new HouseNotes(Mono.defer(() -> houses.system().next()), notes);
    }

    @Bean
    WelcomeLine tokenLine(
            ConnectionFactory sessions,
            PostgresEventStore store,
            EventLog log,
            Houses houses,
            Commands commands,
            TokenVault vault,
            Clock clock,
            RedoubtProperties properties) {
        String given = properties.bootstrapToken();
        Optional<String> founded =
                new FirstStart(sessions, store, commands, vault).found(given).blockOptional(PATIENCE);
        if (properties.demo()) {
            houses.founder()
                    .flatMap(founder -> new DemoRegister(commands, log, founder, clock).load())
                    .block(PATIENCE);
        }
        return new WelcomeLine(
                "Token",
                founded.map(secret -> tell(secret, given)).orElse("the one of the first start, or any made since"));
    }

    private static String tell(String secret, @Nullable String given) {
        return given == null ? secret + " (shown this once; keep it)" : "the one in REDOUBT_BOOTSTRAP_TOKEN";
    }
}
