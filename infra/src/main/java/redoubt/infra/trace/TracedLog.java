package redoubt.infra.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Metadata;

/** A span for each append, from being handed over to being on disk: the wait for its group is part of it. */
final class TracedLog implements EventStorageEngine {

    private final Tracing tracing;
    private final EventStorageEngine engine;

    TracedLog(Tracing tracing, EventStorageEngine engine) {
        this.tracing = tracing;
        this.engine = engine;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        CompletableFuture<AppendTransaction<?>> begun = engine.appendEvents(condition, context, events);
        String parent = events.isEmpty()
                ? null
                : Metadata.trace(events.getFirst().event().metadata());
        return parent == null ? begun : begun.thenApply(append -> new Traced<>(append, parent, events.size()));
    }

    private final class Traced<R> implements AppendTransaction<R> {

        private final AppendTransaction<R> append;
        private final String parent;
        private final int events;

        Traced(AppendTransaction<R> append, String parent, int events) {
            this.append = append;
            this.parent = parent;
            this.events = events;
        }

        @Override
        public CompletableFuture<R> commit(@Nullable ProcessingContext context) {
            Span span = tracing.begin("append", SpanKind.CLIENT, parent);
            span.setAttribute("db.system.name", "postgresql");
            span.setAttribute("redoubt.events", events);
            return append.commit(context).whenComplete((_, failure) -> {
                if (failure != null) {
                    Tracing.failed(span, failure);
                }
                span.end();
            });
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            append.rollback(context);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(R result, @Nullable ProcessingContext context) {
            return append.afterCommit(result, context);
        }
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        return engine.source(condition, context);
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        return engine.stream(condition, context);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return engine.firstToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return engine.latestToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        return engine.tokenAt(at, context);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        engine.describeTo(descriptor);
    }
}
