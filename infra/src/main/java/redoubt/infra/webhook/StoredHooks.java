package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Hooks;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.Strongbox;
import redoubt.model.Ref;
import redoubt.model.wire.Json;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Secrets and headers of endpoints, encrypted under a key that is not in the database. */
final class StoredHooks implements Hooks {

    private static final String PURPOSE = "webhook secret";

    private final Sql sql;
    private final Strongbox box;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StoredHooks(ConnectionFactory connections, MasterKey master, Clock clock) {
        this.sql = new Sql(connections);
        this.box = master.strongbox(PURPOSE);
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
    public Mono<Void> keep(Ref<Webhook> webhook, SigningSecret secret, Map<String, String> headers) {
        return sql.run(
                "insert into webhook_secret (webhook, secret, headers) values ($1, $2, $3)", statement -> statement
                        .bind("$1", UUID.fromString(webhook.id()))
                        .bind("$2", box.close(webhook.id(), secret.text()))
                        .bind("$3", closed(webhook, headers)));
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
    public Mono<Void> rotate(Ref<Webhook> webhook, SigningSecret secret, Duration grace) {
        return sql.run(
                "update webhook_secret set former = secret, former_until = $3, secret = $2 where webhook = $1",
                statement -> statement
                        .bind("$1", UUID.fromString(webhook.id()))
                        .bind("$2", box.close(webhook.id(), secret.text()))
                        .bind("$3", clock.instant().plus(grace)));
    }

    @Override
    public Mono<Void> headers(Ref<Webhook> webhook, Map<String, String> headers) {
        return sql.run(
                "update webhook_secret set headers = $2 where webhook = $1",
                statement -> statement.bind("$1", UUID.fromString(webhook.id())).bind("$2", closed(webhook, headers)));
    }

    /** What an endpoint shares with us now; nothing if there is no such endpoint. */
    Mono<Kept> of(Ref<Webhook> webhook) {
        return sql.ask(
                        "select secret, former, former_until, headers from webhook_secret where webhook = $1",
                        statement -> statement.bind("$1", UUID.fromString(webhook.id())),
                        row -> read(webhook, row))
                .next();
    }

    private Kept read(Ref<Webhook> webhook, Readable row) {
        List<SigningSecret> secrets = new ArrayList<>();
        secrets.add(secret(webhook, Objects.requireNonNull(row.get(0, byte[].class))));
        byte[] former = row.get(1, byte[].class);
        Instant until = row.get(2, Instant.class);
        if (former != null && until != null && clock.instant().isBefore(until)) {
            secrets.add(secret(webhook, former));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Json.MAPPER
                .readTree(opened(webhook, "headers", Objects.requireNonNull(row.get(3, byte[].class))))
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().stringValue()));
        return new Kept(secrets, headers);
    }

    private SigningSecret secret(Ref<Webhook> webhook, byte[] closed) {
        return SigningSecret.read(opened(webhook, null, closed)).orElseThrow();
    }

    private byte[] closed(Ref<Webhook> webhook, Map<String, String> headers) {
        return box.close(webhook.id() + " headers", Json.MAPPER.writeValueAsString(headers));
    }

    private String opened(Ref<Webhook> webhook, @Nullable String what, byte[] closed) {
        return box.open(what == null ? webhook.id() : webhook.id() + " " + what, closed)
                .orElseThrow(() -> new IllegalStateException("What a webhook shares with us cannot be read"));
    }
}
