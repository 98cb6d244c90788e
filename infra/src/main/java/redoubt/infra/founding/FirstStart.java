package redoubt.infra.founding;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.command.Commands;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Founding;
import redoubt.identity.ApiToken;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.security.TokenSecret;
import redoubt.infra.security.TokenVault;
import redoubt.model.Ref;

/**
 * Founds the house on an empty log, and does nothing on any other. Of several nodes that start at once, one does it and
 * the others wait for it.
 */
final class FirstStart {

    private static final long LOCK = 0x7265_646f_7562_7431L;

    private final ConnectionFactory sessions;
    private final PostgresEventStore store;
    private final Commands commands;
    private final TokenVault vault;

    FirstStart(ConnectionFactory sessions, PostgresEventStore store, Commands commands, TokenVault vault) {
        this.sessions = sessions;
        this.store = store;
        this.commands = commands;
        this.vault = vault;
    }

    /**
     * Founds the house if there is none.
     *
     * @param given the secret that the first token shall have; null to draw one
     * @return the secret, if a house was founded
     */
    Mono<String> found(@Nullable String given) {
        return Mono.usingWhen(
                sessions.create(),
                session -> run(session, "select pg_advisory_lock(" + LOCK + ")")
                        .then(store.head())
                        .filter(head -> head == 0)
                        .flatMap(_ -> found(commands.draw(ApiToken.class), given == null ? TokenSecret.draw() : given)),
                // Closing the session gives the lock back, whatever happened.
                Connection::close);
    }

    private Mono<String> found(Ref<ApiToken> token, String secret) {
        // The digest first: a crash in between leaves a digest without a token, which the next start takes over.
        return vault.keep(token, secret)
                .then(Mono.fromSupplier(Beginnings::read).subscribeOn(Schedulers.boundedElastic()))
                .flatMap(beginnings -> new Founding(commands)
                        .found(new Founding.Plan(
                                "Redoubt", "admin@redoubt.local", beginnings, token, TokenSecret.preview(secret)))
                        .then())
                .thenReturn(secret);
    }

    private static Mono<Void> run(Connection session, String sql) {
        return Flux.from(session.createStatement(sql).execute())
                .flatMap(result -> result.map(row -> true))
                .then();
    }
}
