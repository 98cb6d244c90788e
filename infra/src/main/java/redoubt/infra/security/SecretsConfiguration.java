package redoubt.infra.security;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.auth.Tickets;
import redoubt.command.engine.Messages;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.jwt.Jwts;
import redoubt.infra.privacy.Traces;

/** Tokens and who uses them. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

    @Bean(destroyMethod = "close")
    TokenVault tokenVault(
            ConnectionPool pool,
            PostgresEventStore store,
            Messages messages,
            Jwts jwts,
            TrustedIssuer trusted,
            ObjectProvider<Newcomers> newcomers,
            Clock clock) {
        Principals principals = new Principals(store, messages);
        String issuer = trusted.issuer();
        String audience = trusted.audience();
        ForeignPeople foreign = issuer == null || audience == null
                ? null
                : new ForeignPeople(
                        new ForeignTokens(issuer, audience, trusted.algorithms()),
                        new People(store, messages),
                        principals,
                        // Asked for later: whoever makes accounts needs this bean.
                        trusted.provision() ? newcomers::getObject : null);
        return new TokenVault(pool, store, principals, jwts, foreign, clock);
    }

    @Bean
    Tickets tickets(ConnectionPool pool, TokenVault vault) {
        return new StoredTickets(pool, vault);
    }

    @Bean
    Traces ticketTraces(ConnectionPool pool) {
        return new TicketTraces(pool);
    }

    @Bean
    TokenDiary tokenDiary(ConnectionPool pool) {
        return new TokenDiary(pool);
    }
}
