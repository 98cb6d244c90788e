package redoubt.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import redoubt.command.engine.Journal;
import redoubt.command.engine.Snapshots;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.model.failure.Failure;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.SnapshotJson;

/**
 * A log in memory that keeps what a real one keeps, payloads as JSON included, and checks append conditions as Axon
 * spells them. Things can be made to happen right before an append, which is how tests provoke conflicts. Its clock is
 * {@link #LATENCY} behind: events are recorded a little after they were decided.
 */
public final class MemoryLog implements EventStorageEngine, Journal, Snapshots {

    /** How long it takes from deciding to recording. */
    public static final Duration LATENCY = Duration.ofMillis(5);

    /** After how few events each there is a snapshot, so that every test has them. */
    private static final int SPACING = 2;

    private static final ResourceKey<Boolean> FROM_SNAPSHOTS = ResourceKey.withLabel("from snapshots");
    private static final ResourceKey<Recorded> RECORDED = ResourceKey.withLabel("recorded");
    private static final ResourceKey<Instruction.Key> CLAIM = ResourceKey.withLabel("claim");

    private record Line(
            String id, MessageType type, String payload, Map<String, String> metadata, Instant at, Set<Tag> tags) {}

    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final EventJson json;
    private final Catalogue catalogue;
    private final SnapshotJson snapshotJson;
    private final Clock clock;
    private final List<Kept> snapshots = new ArrayList<>();
    private final Map<Ref<?>, Snapshot<?>> inMind = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> claims = new HashSet<>();
    private Runnable beforeAppend = () -> {};
    private int attempts;
    private int spacing = SPACING;
    private long sourced;

    /** A snapshot as it was written. */
    private record Kept(Ref<?> ref, long events, long position, String json) {}

    /** An empty log. */
    public MemoryLog(Catalogue catalogue, EventJson json, Clock clock) {
        this.catalogue = catalogue;
        this.json = json;
        this.snapshotJson = new SnapshotJson(catalogue, json);
        this.clock = clock;
    }

    /** Has something happen right before every append from now on; it must stop itself. */
    public void beforeAppend(Runnable happening) {
        beforeAppend = happening;
    }

    /** How many appends were tried so far. */
    public int attempts() {
        return attempts;
    }

    /** Everything recorded, oldest first. */
    public List<EventMessage> messages() {
        return lines.stream().map(this::message).toList();
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, ProcessingContext context, List<TaggedEventMessage<?>> events) {
        return CompletableFuture.completedFuture(new AppendTransaction<ConsistencyMarker>() {
            @Override
            public CompletableFuture<ConsistencyMarker> commit(ProcessingContext committing) {
                attempts++;
                beforeAppend.run();
                return append(condition, committing, events);
            }

            @Override
            public void rollback(ProcessingContext rolledBack) {}

            @Override
            public CompletableFuture<ConsistencyMarker> afterCommit(ConsistencyMarker marker, ProcessingContext after) {
                return CompletableFuture.completedFuture(marker);
            }
        });
    }

    private CompletableFuture<ConsistencyMarker> append(
            AppendCondition condition, ProcessingContext context, List<TaggedEventMessage<?>> events) {
        if (condition.consistencyMarker() != ConsistencyMarker.INFINITY) {
            long seen = Math.max(0, GlobalIndexConsistencyMarker.position(condition.consistencyMarker()));
            boolean conflict = lines.stream()
                    .skip(seen)
                    .anyMatch(line -> condition.matches(line.type().qualifiedName(), line.tags()));
            if (conflict) {
                return CompletableFuture.failedFuture(
                        AppendEventsTransactionRejectedException.conflictingEventsDetected(
                                condition.consistencyMarker()));
            }
        }
        Instruction.Key claim = context.getResource(CLAIM);
        if (claim != null && !claims.add(claim.value())) {
            return CompletableFuture.failedFuture(new Taken());
        }
        Instant at = clock.instant().plus(LATENCY);
        long first = lines.size() + 1L;
        events.forEach(tagged -> lines.add(line(tagged, at)));
        context.putResource(RECORDED, new Recorded(first, lines.size(), at));
        return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(lines.size()));
    }

    private Line line(TaggedEventMessage<?> tagged, Instant at) {
        EventMessage event = tagged.event();
        String payload = json.write((Change<?>) event.payload());
        return new Line(event.identifier(), event.type(), payload, Map.copyOf(event.metadata()), at, tagged.tags());
    }

    private EventMessage message(Line line) {
        MessageType type = line.type();
        Change<?> change = json.read(type.name(), Integer.parseInt(type.version()), line.payload());
        return new GenericEventMessage(line.id(), type, change, line.metadata(), line.at());
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, ProcessingContext context) {
        Snapshot<?> base = context.containsResource(FROM_SNAPSHOTS) ? snapshot(condition) : null;
        List<EventMessage> all = new ArrayList<>();
        List<Context> beside = new ArrayList<>();
        if (base != null) {
            all.add(new GenericEventMessage(new MessageType("snapshot"), base));
            beside.add(Context.empty());
        }
        for (int i = base == null ? 0 : (int) base.position(); i < lines.size(); i++) {
            Line line = lines.get(i);
            if (condition.matches(line.type().qualifiedName(), line.tags())) {
                all.add(message(line));
                beside.add(TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(i + 1L)));
            }
        }
        sourced += all.size();
        all.add(TerminalEventMessage.INSTANCE);
        beside.add(Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(lines.size())));
        return MessageStream.fromStream(IntStream.range(0, all.size()).boxed(), all::get, beside::get);
    }

    /** The latest snapshot of the one stream that is asked for. */
    private Snapshot<?> snapshot(SourcingCondition condition) {
        Set<Tag> tags = condition.criteria().flatten().iterator().next().tags();
        Stream<Snapshot<?>> written = snapshots.stream()
                .filter(kept -> isOf(tags, kept.ref()))
                .map(kept -> snapshotJson.read(kept.ref(), kept.events(), kept.position(), kept.json()));
        Stream<Snapshot<?>> known = inMind.values().stream().filter(reached -> isOf(tags, reached.ref()));
        return Stream.concat(written, known)
                .max(Comparator.comparingLong(Snapshot::position))
                .orElse(null);
    }

    private static boolean isOf(Set<Tag> tags, Ref<?> ref) {
        return tags.equals(Set.of(Tag.of(ref.noun(), ref.id())));
    }

    @Override
    public int spacing() {
        return spacing;
    }

    /** From now on a snapshot is kept after so many events each, and all there are so far are gone. */
    public void spacing(int events) {
        spacing = events;
        snapshots.clear();
        inMind.clear();
    }

    @Override
    public void use(ProcessingContext context) {
        context.putResource(FROM_SNAPSHOTS, true);
    }

    @Override
    public boolean keep(List<? extends Snapshot<?>> missing) {
        missing.forEach(snapshot -> snapshots.add(
                new Kept(snapshot.ref(), snapshot.events(), snapshot.position(), snapshotJson.write(snapshot))));
        return true;
    }

    @Override
    public void remember(Snapshot<?> reached) {
        inMind.put(reached.ref(), reached);
    }

    /** How many snapshots there are. */
    public int snapshots() {
        return snapshots.size();
    }

    /** How many messages were read to decide on, so far. */
    public long sourced() {
        return sourced;
    }

    @Override
    public void claim(ProcessingContext context, Instruction.Key key) {
        context.putResource(CLAIM, key);
    }

    @Override
    public void lookAnew(ProcessingContext context) {
        // It has no memory of what was read: every look is fresh.
    }

    @Override
    public Optional<Recorded> recorded(ProcessingContext context) {
        return Optional.ofNullable(context.getResource(RECORDED));
    }

    @Override
    public boolean conflict(Throwable failure) {
        return failure instanceof AppendEventsTransactionRejectedException;
    }

    @Override
    public Optional<Failure> explain(Throwable failure) {
        return failure instanceof Taken
                ? Optional.of(Failure.Conflict.of("idempotency_in_progress", "Somebody else is at it."))
                : Optional.empty();
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, ProcessingContext context) {
        throw new UnsupportedOperationException("Decisions follow nothing");
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(ProcessingContext context) {
        throw new UnsupportedOperationException("Decisions follow nothing");
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(ProcessingContext context) {
        throw new UnsupportedOperationException("Decisions follow nothing");
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext context) {
        throw new UnsupportedOperationException("Decisions follow nothing");
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("events", lines.size());
    }
}
