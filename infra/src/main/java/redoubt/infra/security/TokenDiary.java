package redoubt.infra.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redoubt.api.auth.TokenUse;
import redoubt.infra.postgres.Sql;
import redoubt.model.access.Principal;

/** Notes when and from where each token was last used, once a minute at most. Not an event: it changes nothing. */
public final class TokenDiary implements TokenUse {

    private static final Logger LOG = LoggerFactory.getLogger(TokenDiary.class);
    private static final Duration PRECISION = Duration.ofSeconds(60);

    private final Sql sql;
    private final Cache<String, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(PRECISION)
            .build();

    /** Writes through those connections. */
    public TokenDiary(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    @Override
    public void used(Principal by, Instant at, @Nullable String ip) {
        String token = Objects.requireNonNull(by.actor().token(), "An API token has an identifier");
        String owner = Objects.requireNonNull(by.actor().user(), "An API token has an owner");
        if (noted.asMap().putIfAbsent(token, true) != null) {
            return;
        }
        sql.run(
                        "insert into token_use (token, used_at, ip, owner, org) values ($1, $2, $3, $4, $5)"
                                + " on conflict (token) do update set used_at = excluded.used_at, ip = excluded.ip",
                        statement -> {
                            statement.bind("$1", UUID.fromString(token));
                            statement.bind("$4", UUID.fromString(owner));
                            statement.bind("$5", UUID.fromString(by.organization()));
                            statement.bind("$2", at);
                            return ip == null ? statement.bindNull("$3", String.class) : statement.bind("$3", ip);
                        })
                .subscribe(_ -> {}, failure -> LOG.warn("The use of a token was not noted: {}", failure.getMessage()));
    }
}
