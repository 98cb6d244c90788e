package redoubt.infra.audit;

import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Progress;

/**
 * How far the log has been read for those who search it. The node that reads tells it at once; others ask the database while
 * somebody waits. Safe for any thread.
 */
public final class AuditReached implements Progress {

    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Sql sql;
    private volatile long position;

    /** Asks through {@code sql}. */
    public AuditReached(Sql sql) {
        this.sql = sql;
    }

    /** It is known to be there. It may fall, when the table is made anew. */
    void is(long reached) {
        position = reached;
    }

    @Override
    public long reached() {
        return position;
    }

    @Override
    public Mono<Void> reached(long wanted, Duration patience) {
        return Mono.defer(() -> position >= wanted ? Mono.empty() : await(wanted, patience));
    }

    private Mono<Void> await(long wanted, Duration patience) {
        return sql.ask(
                        "select position from read.audit_reading",
                        statement -> statement,
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single()
                .doOnNext(this::is)
                .filter(reached -> reached >= wanted)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(AGAIN))
                .timeout(patience, Mono.error(() -> new Refused(new Failure.Unavailable("projection_lagging", 1))))
                .then();
    }
}
