package redoubt.infra.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import redoubt.api.auth.Credentials;
import redoubt.api.custom.TokenMint;
import redoubt.identity.ApiToken;
import redoubt.identity.Session;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.jwt.Claims;
import redoubt.infra.jwt.Jwts;
import redoubt.infra.postgres.Sql;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/**
 * Knows API tokens by their digest, sessions by the signed tokens that belong to them, and who comes with the token of
 * another issuer. Standings are remembered until
 * anything about tokens, sessions, accounts or roles happens in the log, which every node hears within moments, and at once
 * of what happened through itself; whether they are still good is asked of the clock at each use.
 */
public final class TokenVault implements Credentials, TokenMint, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVault.class);
    private static final Set<String> IDENTITY =
            Set.of("api_token", "session", "user", "role_assignment", "team_membership", "organization");

    /** What happens to identities and changes nobody's standing. */
    private static final Set<String> HARMLESS = Set.of(
            "session.created",
            "user.password_set",
            "user.password_reset_requested",
            "user.email_verified",
            "user.sign_ins_failed");

    private static final int REMEMBERED = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Sql sql;
    private final Principals principals;
    private final Jwts jwts;
    private final @Nullable ForeignPeople foreign;
    private final PostgresEventStore store;
    private final Clock clock;
    private final Cache<String, Remembered> standings = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(LONGEST)
            .build();
    /**
     * Counts what happened to identities. A standing counts only as long as nothing happened since it was asked for; to
     * empty the cache instead would wait for its lock on a thread that must not wait.
     */
    private final AtomicLong happened = new AtomicLong();

    private final Sinks.Many<Long> changes = Sinks.many().multicast().directBestEffort();
    private final Disposable listening;

    /**
     * Begins to listen at once.
     *
     * @param foreign whom another issuer vouches for; null for nobody
     */
    TokenVault(
            ConnectionFactory connections,
            PostgresEventStore store,
            Principals principals,
            Jwts jwts,
            @Nullable ForeignPeople foreign,
            Clock clock) {
        this.jwts = jwts;
        this.foreign = foreign;
        this.sql = new Sql(connections);
        this.principals = principals;
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
        if (Jwts.wellFormed(secret)) {
            return foreign != null && foreign.claimed(secret) ? vouched(foreign, secret) : bearer(secret);
        }
        if (!TokenSecret.wellFormed(secret)) {
            return Mono.empty();
        }
        String digest = TokenSecret.digest(secret);
        return remembered(digest, () -> find(digest))
                .filter(found -> found.good(clock))
                .map(Standing::principal);
    }

    /** What stays of a credential when it is gone from the request; nothing if it opens no door. */
    Mono<Bond> bond(String secret) {
        return authenticate(secret).flatMap(by -> {
            String user = Objects.requireNonNull(by.actor().user());
            if (!Jwts.wellFormed(secret)) {
                return Mono.just(new Bond(Bond.Kind.TOKEN, user, by.actor().token(), null));
            }
            return foreign != null && foreign.claimed(secret)
                    ? foreign.until(secret).map(until -> new Bond(Bond.Kind.ISSUER, user, null, until))
                    : Mono.just(new Bond(Bond.Kind.SESSION, user, by.actor().token(), null));
        });
    }

    /** Whom a bond speaks for, with the rights they have at subscription; nothing if its credential is good no longer. */
    Mono<Principal> bound(Bond bond) {
        return remembered(bond.toString(), () -> principals.bound(bond))
                .filter(found -> found.good(clock))
                .map(Standing::principal);
    }

    private Mono<Principal> vouched(ForeignPeople people, String token) {
        return remembered(TokenSecret.digest(token), () -> people.standing(token))
                .filter(found -> found.good(clock))
                .map(Standing::principal);
    }

    private Mono<Principal> bearer(String token) {
        return jwts.read(token)
                .flatMap(claims -> claims.type() == Claims.Type.ACCESS
                        ? standing(claims.session())
                                .filter(found -> found.good(clock))
                                .map(Standing::principal)
                        : Mono.error(new Refused(new Failure.Unauthenticated(Why.OTHER_PURPOSE))));
    }

    /** The standing behind a session, good or not; nothing if there is no such session. */
    public Mono<Standing> standing(String session) {
        return remembered(session, () -> principals.in(Ref.of(Session.class, session)));
    }

    /** The standing of an account, whatever it comes with; nothing if there is no such account. */
    public Mono<Standing> account(Ref<User> user) {
        return remembered("user " + user.id(), () -> principals.vouched(user, Instant.MAX));
    }

    /** What is remembered under a key, or else found and then remembered, unless something happened meanwhile. */
    private Mono<Standing> remembered(String key, Supplier<Mono<Standing>> finding) {
        return Mono.defer(() -> {
            long now = happened.get();
            Remembered known = standings.getIfPresent(key);
            return known != null && known.since == now
                    ? Mono.just(known.standing)
                    : finding.get().doOnNext(standing -> standings.put(key, new Remembered(standing, now)));
        });
    }

    /** A standing, and what had happened before it was asked for. */
    private record Remembered(Standing standing, long since) {}

    @Override
    public Flux<Long> changes() {
        return changes.asFlux();
    }

    /** Forgets what is remembered if something happened to identities. */
    void heed(List<Event<?>> happened) {
        if (happened.stream().anyMatch(event -> concerns(event.name()))) {
            forget();
        }
    }

    private static boolean concerns(String event) {
        return IDENTITY.contains(EventName.noun(event)) && !HARMLESS.contains(event);
    }

    private Mono<Standing> find(String digest) {
        return sql.ask(
                        "select token from credential where digest = $1",
                        statement -> statement.bind("$1", digest),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)).toString())
                .next()
                .flatMap(token -> principals.of(Ref.of(ApiToken.class, token)));
    }

    private Disposable listen() {
        return Mono.defer(store::head)
                // What happened before is unknown, so nothing that was known before counts.
                .doOnNext(_ -> forget())
                .flatMapMany(store::follow)
                .filter(logged -> concerns(logged.message().type().name()))
                .doOnNext(_ -> forget())
                .doOnError(failure -> LOG.warn("Lost sight of identities for a moment: {}", failure.getMessage()))
                // The same while nothing can be heard.
                .doOnTerminate(this::forget)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE).maxBackoff(Duration.ofSeconds(2)))
                .subscribe();
    }

    private void forget() {
        changes.tryEmitNext(happened.incrementAndGet());
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
