package redoubt.query.projection;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A table that is made beside the one that is read, in a schema of its own, and takes its place at once: no reader ever sees
 * it empty. The one before it is kept for a while.
 */
final class NewTable {

    /** Those who read while a table takes the place of another one wait for this long at most, and then once more. */
    private static final String PATIENCE_MILLIS = "250";

    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String KEPT = "1 hour";

    private final TableFile file;
    private final String schema;

    NewTable(TableFile file) {
        this.file = file;
        this.schema = "read_next_" + file.noun();
    }

    /** Where it is made. */
    String schema() {
        return schema;
    }

    /** Its name while it is made. */
    String name() {
        return file.table().name(schema);
    }

    /** An empty table without indexes; what was there is gone. */
    Mono<Void> create(Session session) {
        return drop(session)
                .then(session.run("create schema " + schema))
                .then(run(session, file.statements().subList(0, 1)));
    }

    /** Everything else that its file says, and row security; to be done once it is full, and in one transaction. */
    Mono<Void> finish(Session session) {
        return run(session, file.statements().subList(1, file.statements().size()))
                .then(session.run("select read.isolate('" + schema + "')"));
    }

    private Mono<Void> run(Session session, List<String> statements) {
        return session.run("set search_path = " + schema + ", public")
                .thenMany(Flux.fromIterable(statements).concatMap(session::run))
                .then(session.run("reset search_path"));
    }

    Mono<Void> analyze(Session session) {
        return session.run("analyze " + name());
    }

    Mono<Void> drop(Session session) {
        return session.run("drop schema if exists " + schema + " cascade");
    }

    /**
     * Takes the place of the present table. Gives up, for {@link #again}, if that table is being read for too long.
     *
     * @param writer the connection that has the right to write
     * @param more is done with it, or not at all
     */
    Mono<Void> replace(Session writer, Mono<Void> more) {
        return writer.together(writer.run("set local lock_timeout = " + PATIENCE_MILLIS)
                .then(move(writer))
                .then(more));
    }

    /** When to try once more, because somebody was reading the old table for long. */
    static Retry again() {
        return Retry.fixedDelay(Long.MAX_VALUE, AGAIN)
                .filter(failure -> failure instanceof R2dbcException told && LOCK_TIMEOUT.equals(told.getSqlState()));
    }

    private Mono<Void> move(Session writer) {
        String noun = "\"" + file.noun() + "\"";
        return writer.run("drop table if exists read_past." + noun + " cascade")
                .thenMany(views(writer)
                        .concatMap(view -> writer.run("alter view if exists read." + view + " set schema read_past")))
                .then(writer.run("alter table if exists read." + noun + " set schema read_past"))
                .then(writer.run("alter table " + schema + "." + noun + " set schema read"))
                .thenMany(views(writer)
                        .concatMap(view -> writer.run("alter view " + schema + "." + view + " set schema read")))
                .then(writer.run(writer.connection()
                        .createStatement("insert into read.table_file as f (noun, checksum) values ($1, $2)"
                                + " on conflict (noun) do update set checksum = $2, made_at = clock_timestamp(),"
                                + " generation = f.generation + 1, replaced_at = clock_timestamp(), paused = case when"
                                + " f.paused is not null then (select position from read.mark where name ="
                                + " 'read') end")
                        .bind("$1", file.noun())
                        .bind("$2", file.checksum())));
    }

    private Flux<String> views(Session session) {
        return session.ask(
                        "select relname from pg_class where relkind = 'v' and relnamespace = '" + schema
                                + "'::regnamespace",
                        row -> "\"" + Objects.requireNonNull(row.get(0, String.class)) + "\"")
                .collectList()
                .flatMapIterable(views -> views);
    }

    /** Drops tables that others have taken the place of long enough ago. */
    static Mono<Void> dropOld(Session session) {
        return session.ask(
                        "select noun from read.table_file where replaced_at < clock_timestamp() - interval '" + KEPT
                                + "'",
                        row -> Objects.requireNonNull(row.get(0, String.class)))
                .collectList()
                .flatMapIterable(nouns -> nouns)
                .concatMap(noun -> session.run("drop table if exists read_past.\"" + noun + "\" cascade")
                        .then(session.run("update read.table_file set replaced_at = null where noun = '" + noun + "'")))
                .then();
    }
}
