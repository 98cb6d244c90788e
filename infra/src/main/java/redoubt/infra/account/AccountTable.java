package redoubt.infra.account;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.model.Ref;
import redoubt.people.User;

/** What is kept of accounts beside the log. */
final class AccountTable {

    private static final String COLUMNS = "user_id, pk, username, password, password_version";

    /** What names of the erased begin with. Nobody else can have such a name, for want of the colon. */
    private static final String ERASED = "'erased:' || ";

    private final Sql sql;

    AccountTable(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /**
     * A row.
     *
     * @param user whose it is
     * @param pk their number
     * @param username the name they chose
     * @param password what is kept of their password; null for none
     * @param version grows with each password
     */
    record Row(
            Ref<User> user,
            long pk,
            String username,
            @Nullable String password,
            int version) {}

    /** The row of an account, made if there is none: accounts are older than their rows. */
    Mono<Row> of(Ref<User> user, String email) {
        return find(user)
                .switchIfEmpty(Mono.defer(() -> claim(user, email).then(find(user))))
                // Somebody else has chosen that address for a name.
                .switchIfEmpty(Mono.defer(() -> claim(user, user.id()).then(find(user))));
    }

    /** The row with that number; nothing if there is none. */
    Mono<Row> numbered(long pk) {
        return sql.ask(
                        "select " + COLUMNS + " from account where pk = $1",
                        statement -> statement.bind("$1", pk),
                        AccountTable::row)
                .next();
    }

    Mono<Row> find(Ref<User> user) {
        return sql.ask(
                        "select " + COLUMNS + " from account where user_id = $1",
                        statement -> statement.bind("$1", id(user)),
                        AccountTable::row)
                .next();
    }

    private Mono<Void> claim(Ref<User> user, String username) {
        return sql.run(
                "insert into account (user_id, username) values ($1, $2) on conflict do nothing",
                statement -> statement.bind("$1", id(user)).bind("$2", username));
    }

    /** A row for an account that is about to be made; nothing if the name is taken. */
    Mono<Row> prepare(Ref<User> user, String username, String password) {
        return sql.ask(
                        "insert into account (user_id, username, password) values ($1, $2, $3)"
                                + " on conflict (username) do nothing returning " + COLUMNS,
                        statement -> statement
                                .bind("$1", id(user))
                                .bind("$2", username)
                                .bind("$3", password),
                        AccountTable::row)
                .next();
    }

    /** Who has a name, and since when they have it. */
    Mono<Holder> holder(String username) {
        return sql.ask(
                        "select user_id, created_at from account where username = $1",
                        statement -> statement.bind("$1", username),
                        row -> new Holder(user(row), Objects.requireNonNull(row.get(1, Instant.class))))
                .next();
    }

    record Holder(Ref<User> user, Instant since) {}

    /** The account was not made after all. */
    Mono<Void> abandon(Ref<User> user) {
        return sql.run("delete from account where user_id = $1", statement -> statement.bind("$1", id(user)));
    }

    /** False if somebody has the name already. Who was erased gets none. */
    Mono<Boolean> rename(Ref<User> user, String username) {
        return sql.run(
                        "update account set username = $2 where user_id = $1 and username <> " + ERASED + "$1::text",
                        statement -> statement.bind("$1", id(user)).bind("$2", username))
                .thenReturn(true)
                .onErrorReturn(R2dbcDataIntegrityViolationException.class, false);
    }

    /**
     * Takes names and passwords from the accounts of people, and what stood in letters to them. Their numbers stay, and so
     * do their rows, so that nobody who still knew them makes them anew.
     */
    Mono<Void> erase(Collection<UUID> users) {
        return sql.run(
                "with letters as (delete from letter_secret where user_id = any ($1)),"
                        + " uses as (delete from token_use where owner = any ($1))"
                        + " insert into account as a (user_id, username)"
                        + " select u, " + ERASED + "u from unnest($1) as u"
                        + " on conflict (user_id) do update set username = excluded.username, password = null,"
                        + " password_version = a.password_version + 1"
                        + " where a.username <> excluded.username or a.password is not null",
                statement -> statement.bind("$1", users.toArray(UUID[]::new)));
    }

    /**
     * Keeps another password; the sessions of the account cannot go on, but for one.
     *
     * @param spared the session that goes on; null for none
     * @return the others
     */
    Flux<String> set(Ref<User> user, String password, @Nullable String spared) {
        return sql.ask(
                        "with settled as (delete from letter_secret where user_id = $1 and purpose = 'reset')"
                                + " update account set password = $2, password_version = password_version + 1"
                                + " where user_id = $1 and username <> " + ERASED
                                + "$1::text returning password_version",
                        statement -> statement.bind("$1", id(user)).bind("$2", password),
                        row -> Objects.requireNonNull(row.get(0, Integer.class)))
                // Not in one statement, which would not see a session that began while it waited.
                .concatMap(version -> endBefore(user, version, spared));
    }

    private Flux<String> endBefore(Ref<User> user, int version, @Nullable String spared) {
        return sql.ask(
                "delete from token_family where user_id = $1 and version < $2 and session is distinct from $3"
                        + " returning session",
                statement -> session(statement.bind("$1", id(user)).bind("$2", version), spared),
                row -> Objects.requireNonNull(row.get(0, UUID.class)).toString());
    }

    /** They came in: a letter that is still under way is good no more. */
    Mono<Void> signedIn(Ref<User> user, Instant at) {
        return sql.run(
                "with settled as (delete from letter_secret where user_id = $1 and purpose = 'reset')"
                        + " update account set signed_in_at = $2 where user_id = $1",
                statement -> statement.bind("$1", id(user)).bind("$2", at));
    }

    private static Statement session(Statement statement, @Nullable String session) {
        return session == null ? statement.bindNull("$3", UUID.class) : statement.bind("$3", UUID.fromString(session));
    }

    private static Row row(Readable row) {
        return new Row(
                user(row),
                Objects.requireNonNull(row.get(1, Long.class)),
                Objects.requireNonNull(row.get(2, String.class)),
                row.get(3, String.class),
                Objects.requireNonNull(row.get(4, Integer.class)));
    }

    private static Ref<User> user(Readable row) {
        return Ref.of(User.class, Objects.requireNonNull(row.get(0, UUID.class)).toString());
    }

    private static UUID id(Ref<User> user) {
        return UUID.fromString(user.id());
    }
}
