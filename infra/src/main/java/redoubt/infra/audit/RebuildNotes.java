package redoubt.infra.audit;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.identity.ProjectionNote;
import redoubt.identity.RebuildCompleted;
import redoubt.identity.RebuildFailed;
import redoubt.identity.RebuildStarted;
import redoubt.infra.supervision.Alone;
import redoubt.model.Ref;
import redoubt.query.rebuild.State;

/**
 * Notes in the log that tables were made anew: what is in the table of rebuilds and not in the log yet, one node at a time.
 * Nothing is noted twice, and what ended while nobody looked is noted later.
 */
public final class RebuildNotes {

    private static final long LOCK = 0x5265646f75627442L;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String UNNOTED = "select r.id, r.noun, r.state, r.swap, r.reached, n.stage from read.rebuild r"
            + " cross join lateral (select 'started' as stage where r.started_at is not null"
            + " union all select 'ended' where r.finished_at is not null) n"
            + " where r.requested_at > clock_timestamp() - interval '1 day' and not exists ("
            + "select from event_tag t where t.tag = 'projection=' || r.id"
            + " and (t.type = 'projection.rebuild_started') = (n.stage = 'started'))"
            + " order by r.requested_at, n.stage desc";

    private final HouseNotes notes;
    private final Alone alone;

    /**
     * Not started yet.
     *
     * @param sessions opens connections that are kept
     */
    public RebuildNotes(ConnectionFactory sessions, HouseNotes notes) {
        this.notes = notes;
        this.alone = new Alone("Noting what is made anew", LOCK, sessions, PAUSE, new Noting());
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        alone.start();
    }

    /** Ends; completes when the connection is closed. */
    public Mono<Void> stop() {
        return alone.stop();
    }

    private record Unnoted(String id, String noun, String state, boolean swap, long reached, String stage) {}

    private final class Noting implements Alone.Work {

        @Override
        public Mono<?> elsewhere(Connection connection) {
            return Mono.empty();
        }

        @Override
        public Mono<Alone.Turn> begin(Connection connection) {
            return Mono.just(() -> Flux.from(connection.createStatement(UNNOTED).execute())
                    .concatMap(result -> result.map(RebuildNotes::unnoted))
                    .collectList()
                    .flatMapIterable(all -> all)
                    .concatMap(RebuildNotes.this::note)
                    .then(Mono.just(false)));
        }
    }

    private static Unnoted unnoted(Readable row) {
        return new Unnoted(
                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                Objects.requireNonNull(row.get(1, String.class)),
                Objects.requireNonNull(row.get(2, String.class)),
                Objects.requireNonNull(row.get(3, Boolean.class)),
                Objects.requireNonNull(row.get(4, Long.class)),
                Objects.requireNonNull(row.get(5, String.class)));
    }

    private Mono<Void> note(Unnoted rebuild) {
        Ref<ProjectionNote> ref = Ref.of(ProjectionNote.class, rebuild.id());
        if (rebuild.stage().equals("started")) {
            return notes.note(ref, new RebuildStarted(rebuild.noun(), rebuild.swap()));
        }
        State state = State.of(rebuild.state());
        return notes.note(
                ref,
                state == State.CANCELLED || state == State.FAILED
                        ? new RebuildFailed(rebuild.reached(), state == State.CANCELLED)
                        : new RebuildCompleted(rebuild.reached()));
    }
}
