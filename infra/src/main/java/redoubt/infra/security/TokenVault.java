package redoubt.infra.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import redoubt.api.auth.Credentials;
import redoubt.api.custom.TokenMint;
import redoubt.command.engine.Messages;
import redoubt.identity.ApiToken;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.postgres.Sql;
import redoubt.infra.security.Principals.Standing;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Ref;
import redoubt.model.access.Principal;

/**
 * Knows tokens by their digest. Standings are remembered until anything about tokens, accounts or roles happens in the
 * log, which every node hears within moments, and at once of what happened through itself; whether they are still good is
 * asked of the clock at each use.
 */
public final class TokenVault implements Credentials, TokenMint, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVault.class);
    private static final Set<String> IDENTITY = Set.of("api_token", "user", "role_assignment", "organization");
    private static final int REMEMBERED = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Sql sql;
    private final Principals principals;
    private final PostgresEventStore store;
    private final Clock clock;
    private final Cache<String, Standing> standings = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(LONGEST)
            .build();
    /** Counts what happened to identities, so that a standing read before it is not remembered after it. */
    private final AtomicLong happened = new AtomicLong();

    private final Sinks.Many<Long> changes = Sinks.many().multicast().directBestEffort();
    private final Disposable listening;

    /** Begins to listen at once. */
    public TokenVault(ConnectionFactory connections, PostgresEventStore store, Messages messages, Clock clock) {
        this.sql = new Sql(connections);
        this.principals = new Principals(store, messages);
        this.store = store;
        this.clock = clock;
        this.listening = listen();
    }

    /** Keeps the digest of a secret under the identifier of its token. The last one to claim a secret has it. */
    public Mono<Void> keep(Ref<ApiToken> token, String secret) {
        return sql.run(
                "insert into credential (token, digest) values ($1, $2)"
                        + " on conflict (digest) do update set token = excluded.token",
                statement -> statement.bind("$1", UUID.fromString(token.id())).bind("$2", TokenSecret.digest(secret)));
    }

    @Override
    public Mono<Minted> mint(Ref<ApiToken> token, String user) {
        return Mono.fromSupplier(TokenSecret::draw)
                .flatMap(secret -> keep(token, secret).thenReturn(new Minted(secret, TokenSecret.preview(secret))));
    }

    @Override
    public Mono<Principal> authenticate(String secret) {
        if (!TokenSecret.wellFormed(secret)) {
            return Mono.empty();
        }
        String digest = TokenSecret.digest(secret);
        return Mono.defer(() -> Mono.justOrEmpty(standings.getIfPresent(digest)))
                .switchIfEmpty(Mono.defer(() -> find(digest)))
                .filter(found -> found.good(clock))
                .map(Standing::principal);
    }

    @Override
    public Flux<Long> changes() {
        return changes.asFlux();
    }

    /** Forgets what is remembered if something happened to identities. */
    void heed(List<Event<?>> happened) {
        if (happened.stream().anyMatch(event -> IDENTITY.contains(event.ref().noun()))) {
            forget();
        }
    }

    private Mono<Standing> find(String digest) {
        long before = happened.get();
        return sql.ask(
                        "select token from credential where digest = $1",
                        statement -> statement.bind("$1", digest),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)).toString())
                .next()
                .flatMap(token -> principals.of(Ref.of(ApiToken.class, token)))
                .doOnNext(standing -> {
                    standings.put(digest, standing);
                    if (happened.get() != before) {
                        standings.invalidate(digest);
                    }
                });
    }

    private Disposable listen() {
        return Mono.defer(store::head)
                // What happened before is unknown, so nothing that was known before counts.
                .doOnNext(_ -> forget())
                .flatMapMany(store::follow)
                .filter(logged ->
                        IDENTITY.contains(EventName.noun(logged.message().type().name())))
                .doOnNext(_ -> forget())
                .doOnError(failure -> LOG.warn("Lost sight of identities for a moment: {}", failure.getMessage()))
                // The same while nothing can be heard.
                .doOnTerminate(this::forget)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE).maxBackoff(Duration.ofSeconds(2)))
                .subscribe();
    }

    private void forget() {
        long count = happened.incrementAndGet();
        standings.invalidateAll();
        changes.tryEmitNext(count);
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
