package redoubt.infra.account;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * The refresh tokens of sessions: each is exchanged for its successor once, and the database is the judge of who came
 * first. Those who come a moment later with the same one, as pages do that ask for several things at once, get the same
 * successor.
 */
final class Families {

    private static final String COLUMNS = "newest, previous, rotated_at, expires_at";

    private final Sql sql;
    private final Duration grace;

    /**
     * Families.
     *
     * @param grace how long the token before the newest one still leads to it
     */
    Families(ConnectionFactory connections, Duration grace) {
        this.sql = new Sql(connections);
        this.grace = grace;
    }

    /**
     * The newest token of a family.
     *
     * @param id its identifier
     * @param previous that of the one before; null for the first
     * @param issuedAt since when there is a newest one
     * @param expiresAt until when it is good
     */
    record Newest(String id, @Nullable String previous, Instant issuedAt, Instant expiresAt) {}

    /** What comes of an exchange. */
    sealed interface Exchange {

        /** There is a successor. */
        record Done(Newest newest) implements Exchange {}

        /** It was exchanged too long ago. */
        record Reused() implements Exchange {}

        /** There is no such family any more. */
        record Gone() implements Exchange {}
    }

    /**
     * Begins a family, unless the account has another password by now; nothing then.
     *
     * @param version of the password with which somebody came in
     * @param until when its first token ends
     * @param end when the whole family ends
     */
    Mono<Newest> begin(String session, String user, int version, String id, Instant now, Instant until, Instant end) {
        return sql.ask(
                        "with gone as (delete from token_family where user_id = $2 and expires_at <= $5)"
                                + " insert into token_family"
                                + " (session, user_id, version, newest, rotated_at, expires_at, ends_at)"
                                + " select $1, user_id, password_version, $4, $5, $6, $7 from account"
                                + " where user_id = $2 and password_version = $3 for share"
                                + " returning " + COLUMNS,
                        statement -> statement
                                .bind("$1", UUID.fromString(session))
                                .bind("$2", UUID.fromString(user))
                                .bind("$3", version)
                                .bind("$4", id)
                                .bind("$5", now)
                                .bind("$6", until)
                                .bind("$7", end),
                        Families::newest)
                .next();
    }

    /** Exchanges the token {@code shown} for {@code id}, or for what it was exchanged for a moment ago. */
    Mono<Exchange> exchange(String session, String shown, String id, Instant now, Instant until) {
        return sql.ask(
                        "update token_family set previous = newest, newest = $3, rotated_at = $4,"
                                + " expires_at = least($5, ends_at)"
                                + " where session = $1 and newest = $2 and expires_at > $4 returning " + COLUMNS,
                        statement -> statement
                                .bind("$1", UUID.fromString(session))
                                .bind("$2", shown)
                                .bind("$3", id)
                                .bind("$4", now)
                                .bind("$5", until),
                        Families::newest)
                .next()
                .<Exchange>map(Exchange.Done::new)
                .switchIfEmpty(Mono.defer(() -> late(session, shown, now)));
    }

    private Mono<Exchange> late(String session, String shown, Instant now) {
        return find(session, now)
                .<Exchange>map(newest -> {
                    boolean justNow = shown.equals(newest.previous())
                            && now.isBefore(newest.issuedAt().plus(grace));
                    return justNow ? new Exchange.Done(newest) : new Exchange.Reused();
                })
                .defaultIfEmpty(new Exchange.Gone());
    }

    /** The newest token of a session that can go on. */
    Mono<Newest> find(String session, Instant now) {
        return sql.ask(
                        "select " + COLUMNS + " from token_family where session = $1 and expires_at > $2",
                        statement ->
                                statement.bind("$1", UUID.fromString(session)).bind("$2", now),
                        Families::newest)
                .next();
    }

    /** Ends a family; ending it twice does no harm. */
    Mono<Void> end(String session) {
        return sql.run(
                "delete from token_family where session = $1",
                statement -> statement.bind("$1", UUID.fromString(session)));
    }

    /** Whose session it is. */
    record Family(String session, String user) {}

    /** The sessions of people that can still go on. */
    Flux<Family> of(Collection<UUID> users) {
        return sql.ask(
                "select session, user_id from token_family where user_id = any ($1)",
                statement -> statement.bind("$1", users.toArray(UUID[]::new)),
                row -> new Family(text(row, 0), text(row, 1)));
    }

    private static String text(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, UUID.class)).toString();
    }

    private static Newest newest(Readable row) {
        return new Newest(
                Objects.requireNonNull(row.get(0, String.class)),
                row.get(1, String.class),
                Objects.requireNonNull(row.get(2, Instant.class)),
                Objects.requireNonNull(row.get(3, Instant.class)));
    }
}
