package redoubt.query.projection;

import io.r2dbc.spi.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.query.rebuild.State;
import tools.jackson.databind.node.ObjectNode;

/** What the database remembers of a job: how far it is, and whether it is still wanted. */
final class JobRecord {

    private static final String WANTED = " and state in " + State.OPEN + " returning 1";

    private final Job job;

    JobRecord(Job job) {
        this.job = job;
    }

    /**
     * Where to begin.
     *
     * @param again whether what was made before can be used
     * @param reached the position that it reflects
     * @param indexed whether it has its indexes
     */
    record Beginning(boolean again, long reached, boolean indexed) {}

    /** Notes that it is begun, or begun again. Fails with {@link Stopped} if it is not wanted any more. */
    Mono<Beginning> begin(Session session, TableFile file, NewTable table, long head) {
        Statement update = session.connection()
                .createStatement(
                        "update read.rebuild r set state = case when r.indexed then 'catching_up' else 'running' end,"
                                + " started_at = coalesce(r.started_at, clock_timestamp()), goal = $1, generation_old ="
                                + " f.generation, generation_new = case when r.swap then f.generation + 1 end, rate ="
                                + " null, eta = null from read.table_file f where f.noun = r.noun and r.id = $2 and"
                                + " r.state in "
                                + State.OPEN
                                + " returning r.file is not distinct from $3 and to_regclass($4) is not null,"
                                + " r.reached, r.indexed")
                .bind("$1", head)
                .bind("$2", job.id())
                .bind("$3", file.checksum())
                .bind("$4", table.name());
        return session.ask(
                        update,
                        row -> new Beginning(
                                Objects.requireNonNull(row.get(0, Boolean.class)),
                                Objects.requireNonNull(row.get(1, Long.class)),
                                Objects.requireNonNull(row.get(2, Boolean.class))))
                .next()
                .switchIfEmpty(Mono.error(Stopped::new));
    }

    /** Notes that there is an empty table. */
    Mono<Void> empty(Session session, TableFile file) {
        return update(session, "reached = 0, indexed = false, file = '" + file.checksum() + "'");
    }

    Mono<Void> indexed(Session session) {
        return update(session, "indexed = true");
    }

    /** Notes how far it is. */
    Mono<Void> reached(
            Session session, State state, long position, long goal, @Nullable Double rate, @Nullable Integer eta) {
        return update(
                session,
                "state = '" + state.code() + "', reached = " + position + ", goal = " + Math.max(goal, position)
                        + ", rate = " + rate + ", eta = " + eta);
    }

    Mono<Void> compared(Session session, Comparison found) {
        Statement update = session.connection()
                .createStatement("update read.rebuild set checksum_old = $1, checksum_new = $2, drift = $3::jsonb"
                        + " where id = $4" + WANTED)
                .bind("$1", found.before())
                .bind("$2", found.made())
                .bind("$4", job.id());
        String drift = found.drift();
        return wanted(session, drift == null ? update.bindNull("$3", String.class) : update.bind("$3", drift));
    }

    Mono<Void> swapped(Session session) {
        return update(session, "state = 'swapped', eta = null");
    }

    /** From whatever state it is in. */
    Mono<Void> completed(Session session) {
        return session.run("update read.rebuild set state = 'completed', eta = null, finished_at = clock_timestamp()"
                + " where id = '" + job.id() + "'");
    }

    Mono<Void> failed(Session session, ObjectNode error) {
        return session.run(session.connection()
                .createStatement("update read.rebuild set state = 'failed', eta = null,"
                        + " finished_at = clock_timestamp(), error = $1::jsonb where id = $2 and state in "
                        + State.OPEN)
                .bind("$1", error.toString())
                .bind("$2", job.id()));
    }

    private Mono<Void> update(Session session, String set) {
        return wanted(
                session,
                session.connection()
                        .createStatement("update read.rebuild set " + set + " where id = $1" + WANTED)
                        .bind("$1", job.id()));
    }

    private static Mono<Void> wanted(Session session, Statement update) {
        return Mono.defer(() -> session.ask(update, _ -> true).next())
                .switchIfEmpty(Mono.error(Stopped::new))
                .then();
    }

    /** Nobody wants it any more. */
    static final class Stopped extends RuntimeException {

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
