package redoubt.infra.security;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.command.engine.Messages;
import redoubt.infra.eventstore.PostgresEventStore;

/** Tokens and who uses them. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

    @Bean(destroyMethod = "close")
    TokenVault tokenVault(ConnectionPool pool, PostgresEventStore store, Messages messages, Clock clock) {
        return new TokenVault(pool, store, messages, clock);
    }

    @Bean
    TokenDiary tokenDiary(ConnectionPool pool) {
        return new TokenDiary(pool);
    }
}
