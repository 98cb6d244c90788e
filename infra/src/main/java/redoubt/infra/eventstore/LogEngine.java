package redoubt.infra.eventstore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log as Axon sees it. A token, a start and a marker are all the same number: the last position that has been dealt
 * with.
 */
final class LogEngine implements EventStorageEngine {

    private static final MessageType SNAPSHOT = new MessageType("snapshot");

    private final LogTable table;
    private final Tail tail;
    private final Sourcing sourcing;
    private final GroupAppend appends;
    private final EventFormat format;

    LogEngine(LogTable table, Tail tail, Sourcing sourcing, GroupAppend appends, EventFormat format) {
        this.table = table;
        this.tail = tail;
        this.sourcing = sourcing;
        this.appends = appends;
        this.format = format;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        var aside = context == null ? null : context.getResource(Aside.KEY);
        return format.beforeWriting(
                        events.stream().map(TaggedEventMessage::event).toList())
                .then(Mono.<AppendTransaction<?>>fromSupplier(() -> {
                    var append = waiting(condition, context, events);
                    return aside == null ? new Transaction(append) : new Laying(aside, append);
                }))
                .toFuture();
    }

    private Waiting waiting(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        var marker = condition.consistencyMarker();
        var written = new ArrayList<Waiting.Written>(events.size());
        for (var event : events) {
            written.add(written(event.event(), event.tags()));
        }
        return new Waiting(
                marker,
                marker == ConsistencyMarker.INFINITY ? null : Criteria.of(condition.criteria()),
                context == null ? null : context.getResource(Claim.KEY),
                written);
    }

    private Waiting.Written written(EventMessage message, Set<Tag> tags) {
        Texts.storable("The identifier of an event", message.identifier());
        Texts.storable("The type of an event", message.type().name());
        Texts.storable("The version of an event", message.type().version());
        return new Waiting.Written(
                message,
                Set.copyOf(tags),
                Texts.array(tags.stream().map(Texts::of).sorted().toList()),
                format.write(message),
                MetadataJson.write(message.metadata()));
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        var criteria = Criteria.of(condition.criteria());
        long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        boolean fresh = context != null && context.containsResource(PostgresEventStore.FRESH);
        var snapshots = context == null ? null : context.getResource(SnapshotFormat.KEY);
        return new PulledStream(
                sourcing.source(criteria, after, fresh, snapshots).flatMapMany(sourced -> {
                    var events = sourced.events()
                            .map(LogEngine::entry)
                            .concatWith(Mono.fromSupplier(() -> terminal(sourced.marker())));
                    return sourced.base() == null ? events : events.startWith(snapshot(sourced.base()));
                }));
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        return new PulledStream(Flux.defer(() -> tail.follow(position(condition.position())))
                .filter(logged -> condition.matches(logged.message().type().qualifiedName(), logged.tags()))
                .map(LogEngine::entry));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(token(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return table.head().map(LogEngine::token).toFuture();
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        // The database counts in microseconds; an event recorded exactly then is still to come.
        return table.positionAt(at.minusNanos(1_000)).map(LogEngine::token).toFuture();
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("followed", tail.followed());
        descriptor.describeProperty("queued", (long) appends.queued());
    }

    private static Entry<EventMessage> entry(Logged logged) {
        var context = TrackingToken.addToContext(Context.empty(), token(logged.position()));
        return new SimpleEntry<>(logged.message(), Tag.addToContext(context, logged.tags()));
    }

    private static Entry<EventMessage> snapshot(SnapshotFormat.Folded base) {
        return new SimpleEntry<>(
                new GenericEventMessage(SNAPSHOT, base.payload()),
                TrackingToken.addToContext(Context.empty(), token(base.position())));
    }

    private static Entry<EventMessage> terminal(long marker) {
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(marker)));
    }

    private static TrackingToken token(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    /** An append that is laid aside when it is committed. */
    private record Laying(Aside aside, Waiting append) implements AppendTransaction<Waiting> {

        @Override
        public CompletableFuture<Waiting> commit(@Nullable ProcessingContext context) {
            return aside.lay(append).thenReturn(append).toFuture();
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {}

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(Waiting laid, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(laid.marker);
        }
    }

    /** An append that has been written down, and is handed in when it is committed. */
    private final class Transaction implements AppendTransaction<Appended> {

        private final Waiting append;
        private final AtomicBoolean finished = new AtomicBoolean();

        private Transaction(Waiting append) {
            this.append = append;
        }

        @Override
        public CompletableFuture<Appended> commit(@Nullable ProcessingContext context) {
            if (finished.getAndSet(true)) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("These events have been committed or rolled back before"));
            }
            return appends.submit(append).thenApply(appended -> {
                if (context != null) {
                    context.putResource(Appended.KEY, appended);
                }
                return appended;
            });
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            finished.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                Appended appended, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(appended.last()));
        }
    }
}
