package redoubt.infra.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.ConnectionFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Hooks;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.Strongbox;
import redoubt.model.Ref;
import redoubt.model.wire.Json;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Secrets and headers of endpoints, encrypted under a key that is not in the database. Rows never change. */
final class StoredHooks implements Hooks {

    private static final String SECRET = "secret";
    private static final String HEADERS = "headers";
    private static final long MOST_REMEMBERED = 4_096;

    private final Sql sql;
    private final Strongbox box;
    private final Strongbox formerBox;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, SigningSecret> secrets =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, Map<String, String>> headers =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /**
     * What is kept in a database.
     *
     * @param box that closes and opens
     * @param formerBox that opens what {@code box} does not
     */
    StoredHooks(ConnectionFactory connections, Strongbox box, Strongbox formerBox, Clock clock) {
        this.sql = new Sql(connections);
        this.box = box;
        this.formerBox = formerBox;
        this.clock = clock;
    }

    /**
     * What is needed for sending.
     *
     * @param secrets that sign, the newest first
     * @param headers that are sent along
     */
    record Kept(List<SigningSecret> secrets, Map<String, String> headers) {

        /** Says nothing of the secrets. */
        @Override
        public String toString() {
            return "Kept[" + secrets.size() + " secrets]";
        }
    }

    @Override
    public SigningSecret draw() {
        byte[] key = new byte[SigningSecret.USUAL];
        random.nextBytes(key);
        return SigningSecret.of(key);
    }

    @Override
    public Mono<String> keep(Ref<Webhook> webhook, SigningSecret secret) {
        return keep(webhook, SECRET, secret.text());
    }

    @Override
    public Mono<String> keep(Ref<Webhook> webhook, Map<String, String> headers) {
        return keep(webhook, HEADERS, Json.MAPPER.writeValueAsString(headers));
    }

    private Mono<String> keep(Ref<Webhook> webhook, String what, String text) {
        return Mono.defer(() -> {
            UUID name = UUID.randomUUID();
            return sql.run(
                            "insert into webhook_secret (id, webhook, closed) values ($1, $2, $3)",
                            statement -> statement
                                    .bind("$1", name)
                                    .bind("$2", UUID.fromString(webhook.id()))
                                    .bind("$3", box.close(label(webhook, what, name.toString()), text)))
                    .thenReturn(name.toString());
        });
    }

    @Override
    public Mono<Void> drop(String name) {
        return sql.run(
                "delete from webhook_secret where id = $1", statement -> statement.bind("$1", UUID.fromString(name)));
    }

    @Override
    public Mono<Void> begin(Ref<Webhook> webhook, String organization, long position) {
        return sql.run(
                "insert into webhook_state (webhook, org, created_position, checkpoint) values ($1, $2, $3, $3)"
                        + " on conflict (webhook) do nothing",
                statement -> statement
                        .bind("$1", UUID.fromString(webhook.id()))
                        .bind("$2", UUID.fromString(organization))
                        .bind("$3", position));
    }

    @Override
    public Mono<Void> forgive(Ref<Webhook> webhook) {
        return sql.run(
                "update webhook_health set failures = 0, first_failure_at = null, last_failure_at = null where webhook"
                        + " = $1",
                statement -> statement.bind("$1", UUID.fromString(webhook.id())));
    }

    /** What an endpoint shares with us; fails if that cannot be read. */
    Mono<Kept> of(Address address) {
        return Mono.defer(() -> {
            Mono<List<SigningSecret>> signing = secret(address, address.secret());
            Instant until = address.formerUntil();
            String former = address.former();
            if (former != null && until != null && clock.instant().isBefore(until)) {
                signing = signing.flatMap(
                        newest -> secret(address, former).map(older -> List.of(newest.getFirst(), older.getFirst())));
            }
            String named = address.headers();
            return named == null
                    ? signing.map(all -> new Kept(all, Map.of()))
                    : signing.flatMap(all -> read(headers, address.webhook(), HEADERS, named, StoredHooks::headers)
                            .map(sent -> new Kept(all, sent)));
        });
    }

    private Mono<List<SigningSecret>> secret(Address address, String name) {
        return read(secrets, address.webhook(), SECRET, name, text -> SigningSecret.read(text)
                        .orElseThrow())
                .map(List::of);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        Json.MAPPER
                .readTree(text)
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().stringValue()));
        return headers;
    }

    private <T> Mono<T> read(
            Cache<String, T> known, Ref<Webhook> webhook, String what, String name, Function<String, T> reading) {
        String label = label(webhook, what, name);
        T found = known.getIfPresent(label);
        return found != null
                ? Mono.just(found)
                : sql.ask(
                                "select closed from webhook_secret where id = $1",
                                statement -> statement.bind("$1", UUID.fromString(name)),
                                row -> Objects.requireNonNull(row.get(0, byte[].class)))
                        .next()
                        .flatMap(closed ->
                                Mono.justOrEmpty(box.open(label, closed).or(() -> formerBox.open(label, closed))))
                        .switchIfEmpty(Mono.error(
                                () -> new IllegalStateException("What a webhook shares with us cannot be read")))
                        .map(reading)
                        .doOnNext(fresh -> known.put(label, fresh));
    }

    /** What something is closed under: it opens as nothing else, and for nobody else. */
    private static String label(Ref<Webhook> webhook, String what, String name) {
        return webhook.id() + " " + what + " " + name;
    }
}
