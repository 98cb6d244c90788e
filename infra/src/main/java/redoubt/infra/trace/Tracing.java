package redoubt.infra.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.query.projection.Witness;

/**
 * Traces as OpenTelemetry has them. What is done later for a request, by whatever node, belongs to its trace, because each event
 * keeps the {@code traceparent} of the command that made it. Without a collector nothing is traced and nothing is wrapped. Spans
 * are handed over without waiting and sent by a thread of their own; if the collector does not keep up, they are lost.
 */
public final class Tracing implements AutoCloseable {

    private static final String PARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String parent) {
            return List.of(PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String parent, String name) {
            return PARENT.equals(name) ? parent : null;
        }
    };

    private final @Nullable SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = (provider == null ? TracerProvider.noop() : provider).get("redoubt");
    }

    /** None at all. */
    public static Tracing off() {
        return new Tracing(null);
    }

    /**
     * Traces told to a collector.
     *
     * @param collector where it takes OTLP over HTTP, for example {@code http://collector:4318/v1/traces}
     * @param share of the traces that begin here, from 0 to 1; those that came with a request are told if its sender tells them
     * @param version of the program
     */
    public static Tracing to(URI collector, double share, String version) {
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "redoubt")
                                .put("service.version", version)
                                .build())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector.toString())
                                .build())
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build());
    }

    /** Whether anything is traced. */
    public boolean on() {
        return provider != null;
    }

    /** Traces every request that comes in. */
    public WebFilter requests() {
        return on() ? new TracedRequests(this) : (exchange, chain) -> chain.filter(exchange);
    }

    /** Traces every command. */
    public Commands commands(Commands commands) {
        return on() ? new TracedCommands(this, commands) : commands;
    }

    /** Traces every append to the log. */
    public EventStorageEngine log(EventStorageEngine engine) {
        return on() ? new TracedLog(this, engine) : engine;
    }

    /** Traces what is written into the read tables. */
    public Witness projection() {
        return on() ? new TracedProjection(this) : Witness.NONE;
    }

    /**
     * Something sent to somebody elsewhere because of what was done, as part of the trace of that, if it has one that is told.
     *
     * @param parent the {@code traceparent} of what was done; null if it is part of no trace
     * @param status of the answer, once there is one; null if there was none
     */
    public <T> Mono<T> sending(
            String name, @Nullable String parent, Mono<T> sent, Function<T, @Nullable Integer> status) {
        if (!on() || parent == null || !told(parent)) {
            return sent;
        }
        return Mono.defer(() -> {
            Span span = begin(name, SpanKind.CLIENT, parent);
            return sent.doOnNext(answer -> note(span, status.apply(answer)))
                    .doOnError(failure -> failed(span, failure))
                    .doFinally(_ -> span.end());
        });
    }

    private static void note(Span span, @Nullable Integer status) {
        if (status == null) {
            span.setStatus(StatusCode.ERROR);
        } else {
            span.setAttribute("http.response.status_code", status);
        }
    }

    /** Begins a span, as part of the trace of a {@code traceparent} if there is one. */
    Span begin(String name, SpanKind kind, @Nullable String parent) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(context(parent))
                .startSpan();
    }

    /** A span of something that is over. */
    void tell(String name, SpanKind kind, String parent, Instant since, Attributes attributes) {
        tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(context(parent))
                .setStartTimestamp(since)
                .setAllAttributes(attributes)
                .startSpan()
                .end();
    }

    /** What makes others part of the trace of a span. */
    static String parent(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(Context.root().with(span), carrier, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        return carrier.getOrDefault(PARENT, "");
    }

    /** Notes what went wrong, by its kind: messages may say more than a collector should know. */
    static void failed(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }

    /** Whether the sender of a {@code traceparent} tells its trace. */
    static boolean told(String parent) {
        return (Character.digit(parent.charAt(parent.length() - 1), 16) & 1) == 1;
    }

    private static Context context(@Nullable String parent) {
        return parent == null ? Context.root() : W3C.extract(Context.root(), parent, GETTER);
    }

    /** Sends what has not been sent, for as long as that takes, but a few seconds at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(5, TimeUnit.SECONDS);
        }
    }
}
