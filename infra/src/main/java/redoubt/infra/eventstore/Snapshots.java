package redoubt.infra.eventstore;

import java.util.List;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Mono;

/** Snapshots of streams, kept beside the log and never needed. They are found together with the events that follow. */
final class Snapshots {

    // One row for each place, whoever writes it: what another program understands, or nobody, is written over.
    private static final String KEEP = "insert into snapshot as s (stream, fingerprint, events, position, state)"
        + " select $1, $2, n.events, n.position, n.state::jsonb from unnest($3, $4, $5) as n(events, position, state)"
        + " on conflict (stream, position) do update set events = excluded.events, fingerprint = excluded.fingerprint,"
        + " state = excluded.state where s.fingerprint <> excluded.fingerprint or s.state <> excluded.state";

    private final LogTable table;

    Snapshots(LogTable table) {
        this.table = table;
    }

    Mono<Void> keep(Tag stream, String fingerprint, List<StoredSnapshot> snapshots) {
        return table.change(KEEP, statement -> statement
                        .bind(0, Texts.of(stream))
                        .bind(1, fingerprint)
                        .bind(2, snapshots.stream().map(StoredSnapshot::events).toArray(Long[]::new))
                        .bind(
                                3,
                                snapshots.stream().map(StoredSnapshot::position).toArray(Long[]::new))
                        .bind(4, snapshots.stream().map(StoredSnapshot::json).toArray(String[]::new)))
                .then();
    }
}
