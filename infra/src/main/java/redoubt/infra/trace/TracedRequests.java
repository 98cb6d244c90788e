package redoubt.infra.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.api.http.TraceParent;

/**
 * A span for each request, under the span of whoever sent it. Behind this filter the request says that it comes from here, so
 * everything done for it is part of the trace. Neither queries nor bodies nor identifiers are told.
 */
final class TracedRequests implements WebFilter {

    private static final int SERVER_ERRORS = 500;

    private final Tracing tracing;

    TracedRequests(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            ServerHttpRequest request = exchange.getRequest();
            String method = request.getMethod().name();
            Span span = tracing.begin(method, SpanKind.SERVER, TraceParent.of(request.getHeaders()));
            span.setAttribute("http.request.method", method);
            ServerHttpRequest traced = request.mutate()
                    .headers(headers -> headers.set("traceparent", Tracing.parent(span)))
                    .build();
            return chain.filter(exchange.mutate().request(traced).build()).doFinally(_ -> end(span, method, exchange));
        });
    }

    private static void end(Span span, String method, ServerWebExchange exchange) {
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(ServerRequestObservationContext::getPathPattern)
                .ifPresent(path -> {
                    span.updateName(method + " " + path);
                    span.setAttribute("http.route", path);
                });
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null) {
            span.setAttribute("http.response.status_code", status.value());
            if (status.value() >= SERVER_ERRORS) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        span.end();
    }
}
