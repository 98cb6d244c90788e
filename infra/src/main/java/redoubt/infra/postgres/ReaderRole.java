package redoubt.infra.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The role under which people's questions are put: it owns nothing, writes nothing, and row security counts for it. It is
 * called like the user that owns the tables, with {@code _reader} behind it, so that two installations on one server do not
 * share it. Sessions begin in it; it has no password and signs in nowhere.
 */
public final class ReaderRole {

    private static final int ONE_TABLE_TWICE = 180_000;

    private static final String STANDING = """
        select current_user::text, r.rolname::text,
            coalesce(pg_has_role(current_user, r.oid, case when n.version >= 160000 then 'SET' else 'MEMBER' end), false),
            coalesce(r.rolsuper or r.rolbypassrls or r.rolcreaterole or pg_has_role(r.oid, u.oid, 'MEMBER'), false)
        from (select current_setting('server_version_num')::int) n(version)
        join pg_roles u on u.rolname = current_user
        left join pg_roles r on r.rolname = (current_user || '_reader')::name\
        """;

    private static final String READING = """
        select r.rolname::text, current_setting('server_version_num')::int,
            has_schema_privilege(r.oid, 'read', 'usage') and has_table_privilege(r.oid, 'event', 'select')
        from pg_roles r where r.rolname = (current_user || '_reader')::name\
        """;

    private ReaderRole() {}

    /**
     * Makes the role if it is not there; completes when the user of these sessions may act in it.
     *
     * @return an error of type {@link DatabaseUnusable} that says what to do if the user may not make it or act in it, or if
     *     the role may more than it should
     */
    public static Mono<Void> ready(ConnectionFactory sessions, DatabaseAddress address) {
        return standing(sessions)
                .flatMap(found -> found.exists()
                        ? Mono.just(found)
                        : attempt(sessions, "create role " + found.quoted() + " nologin")
                                .then(standing(sessions)))
                .flatMap(found -> found.exists() && !found.ours()
                        ? attempt(sessions, "grant " + found.quoted() + " to current_user")
                                .then(standing(sessions))
                        : Mono.just(found))
                .doOnNext(found -> check(found, address))
                .then();
    }

    /**
     * What sessions that begin in the role are opened with; the schema must be complete.
     *
     * @return an error of type {@link DatabaseUnusable} if the role may not read what people ask for
     */
    public static Mono<Map<String, String>> settings(ConnectionFactory sessions, DatabaseAddress address) {
        return single(sessions, READING, Reading::read).map(found -> {
            if (!found.allowed()) {
                throw new DatabaseUnusable("The role " + found.role() + " may not read the tables of " + address
                        + ", as if it had been made after they were restored; restore them again.");
            }
            Map<String, String> settings = new HashMap<>();
            settings.put("role", found.role());
            settings.put("default_transaction_read_only", "on");
            if (found.version() >= ONE_TABLE_TWICE) {
                // What is looked for beside the table is not to be merged with it: see read.isolate.
                settings.put("enable_self_join_elimination", "off");
            }
            return Map.copyOf(settings);
        });
    }

    private static void check(Standing found, DatabaseAddress address) {
        String name = found.quoted();
        String user = quoted(found.user());
        if (!found.exists()) {
            throw new DatabaseUnusable(
                    "The database user " + found.user() + " of " + address + " may not make the role "
                            + found.name()
                            + ", under which people's questions are put; whoever may is to run: create role " + name
                            + " nologin; grant " + name + " to " + user + ".");
        }
        if (!found.ours()) {
            throw new DatabaseUnusable("The database user " + found.user() + " of " + address
                    + " may not act as the role "
                    + found.name() + ", under which people's questions are put; whoever may is to run: grant " + name
                    + " to " + user + ".");
        }
        if (found.mighty()) {
            throw new DatabaseUnusable(
                    "The role " + found.name() + " of " + address + " may more than people's questions"
                            + " need; whoever may is to run: alter role " + name
                            + " nosuperuser nobypassrls nocreaterole; revoke " + user + " from " + name + ".");
        }
    }

    private static Mono<Standing> standing(ConnectionFactory sessions) {
        return single(sessions, STANDING, Standing::read);
    }

    private static <T> Mono<T> single(ConnectionFactory sessions, String question, Function<Readable, T> row) {
        return Mono.usingWhen(
                sessions.create(),
                connection -> Flux.from(connection.createStatement(question).execute())
                        .concatMap(result -> result.map(row))
                        .single(),
                Connection::close);
    }

    /** What cannot be done, or was done by another node meanwhile, shows afterwards. */
    private static Mono<Void> attempt(ConnectionFactory sessions, String statement) {
        return Mono.usingWhen(
                        sessions.create(),
                        connection -> Flux.from(
                                        connection.createStatement(statement).execute())
                                .concatMap(Result::getRowsUpdated)
                                .then(),
                        Connection::close)
                .onErrorComplete();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** What the role may read once the schema is complete, and on which version of the server. */
    private record Reading(String role, int version, boolean allowed) {

        static Reading read(Readable row) {
            return new Reading(
                    Objects.requireNonNull(row.get(0, String.class)),
                    Objects.requireNonNull(row.get(1, Integer.class)),
                    Objects.requireNonNull(row.get(2, Boolean.class)));
        }
    }

    /**
     * What there is.
     *
     * @param exists whether there is such a role
     * @param ours whether the user may act in it
     * @param mighty whether it may more than it should
     */
    private record Standing(String user, boolean exists, boolean ours, boolean mighty) {

        static Standing read(Readable row) {
            return new Standing(
                    Objects.requireNonNull(row.get(0, String.class)),
                    row.get(1, String.class) != null,
                    Objects.requireNonNull(row.get(2, Boolean.class)),
                    Objects.requireNonNull(row.get(3, Boolean.class)));
        }

        String name() {
            return user + "_reader";
        }

        String quoted() {
            return ReaderRole.quoted(name());
        }
    }
}
