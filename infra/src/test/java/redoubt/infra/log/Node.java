package redoubt.infra.log;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.command.engine.AxonCommands;
import redoubt.command.engine.Messages;
import redoubt.command.grc.RiskRules;
import redoubt.infra.TestDatabase;
import redoubt.infra.eventstore.Options;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.SealedFields;
import redoubt.infra.privacy.SubjectKeys;
import redoubt.model.Catalogue;
import redoubt.model.Event;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.SnapshotJson;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.tenancy.Confined;

/** Both sides of a node over the log of a database, with snapshots after so many events each. */
final class Node implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Counting counting;
    final Timeline timeline;
    /** The same timeline, without snapshots. */
    final Timeline plain;

    private final PostgresEventStore store;
    private final Commands commands;

    Node(TestDatabase database, Catalogue catalogue, EventJson json, int spacing) {
        counting = new Counting(json, new SealedFields(catalogue, keys(database)));
        store = PostgresEventStore.of(database.connections(), database.pool(), counting, Options.defaults());
        store.start().block(PATIENCE);
        var messages = new Messages(catalogue, json);
        var snapshots = new StoredSnapshots(store, catalogue, new SnapshotJson(catalogue, json), spacing);
        var log = new StoredLog(store, new Confined(database.questions(4)), messages, catalogue, snapshots);
        timeline = new LogTimeline(log);
        plain = new LogTimeline(new Plain(log));
        commands = new AxonCommands(
                store.engine(),
                messages,
                new StoreJournal(),
                snapshots,
                catalogue,
                List.of(new RiskRules()),
                List.of(),
                Clock.systemUTC());
    }

    private static SubjectKeys keys(TestDatabase database) {
        return new SubjectKeys(database.pool(), MasterKey.of(TestDatabase.MASTER_KEY, Path.of("target")));
    }

    <R> Outcome<R> send(Instruction instruction, Act<R> act) {
        return commands.send(instruction, act).block(PATIENCE);
    }

    @Override
    public void close() {
        store.stop().block(PATIENCE);
    }

    /** A log that tells everything from its beginning. */
    private record Plain(EventLog log) implements EventLog {

        @Override
        public Mono<Long> head() {
            return log.head();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            return log.follow(after);
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return log.read(reading);
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            return log.positionAt(instant);
        }

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return log.lastWrites(after);
        }
    }
}
