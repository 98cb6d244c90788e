package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a collector of traces is told of a request, and of everything that is done because of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private final Queue<Span> told = new ConcurrentLinkedQueue<>();
    private HttpServer collector;
    private RunningRedoubt redoubt;

    @BeforeAll
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            var sent = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            sent.getResourceSpansList().forEach(resource -> resource.getScopeSpansList()
                    .forEach(scope -> told.addAll(scope.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.createContext("/hook", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        collector.start();
        redoubt = RunningRedoubt.start(
                "--redoubt.tracing.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/v1/traces",
                "--redoubt.webhook.allow-http=true",
                "--redoubt.webhook.allowed-cidrs=127.0.0.1/32");
    }

    @AfterAll
    void stop() {
        redoubt.close();
        collector.stop(0);
    }

    @Test
    void aRequestItsCommandTheAppendAndTheProjectionAreOneTrace() {
        redoubt.http()
                .with("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
                .post("/api/v1/risks/", "{\"name\":\"Traced\"}")
                .expect(201);

        Span request = span(TRACE, "POST /api/v1/risks/");
        Span command = span(TRACE, "command create_risk");
        Span append = span(TRACE, "append");
        Span projection = span(TRACE, "projection");
        assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(CALLER);
        assertThat(command.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(append.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(projection.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(append.getStartTimeUnixNano())
                .isBetween(command.getStartTimeUnixNano(), command.getEndTimeUnixNano());
        assertThat(attributes(request)).contains("http.response.status_code=201", "http.route=/api/v1/risks/");
        assertThat(attributes(command)).contains("redoubt.events=1", "redoubt.resource=risk");
    }

    @Test
    void aWebhookThatIsToldOfItIsPartOfTheTrace() {
        String address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/hook";
        redoubt.http()
                .post(
                        "/api/v1/webhooks/",
                        "{\"name\":\"Traced\",\"url\":\"%s\",\"event_types\":[\"risk.*\"]}".formatted(address))
                .expect(201);
        String trace = "2" + TRACE.substring(1);
        redoubt.http()
                .with("traceparent", "00-%s-%s-01".formatted(trace, CALLER))
                .post("/api/v1/risks/", "{\"name\":\"Told to somebody\"}")
                .expect(201);

        Span webhook = span(trace, "webhook");
        assertThat(webhook.getParentSpanId())
                .isEqualTo(span(trace, "command create_risk").getSpanId());
        assertThat(attributes(webhook)).contains("http.response.status_code=204");
    }

    @Test
    void whatItsSenderDoesNotTellIsNotTold() {
        String quiet = "0af7651916cd43dd8448eb211c80319c";
        redoubt.http()
                .with("traceparent", "00-%s-%s-00".formatted(quiet, CALLER))
                .post("/api/v1/risks/", "{\"name\":\"Untold\"}")
                .expect(201);
        redoubt.http()
                .with("traceparent", "00-%s-%s-01".formatted("1" + TRACE.substring(1), CALLER))
                .post("/api/v1/risks/", "{\"name\":\"Told\"}")
                .expect(201);

        span("1" + TRACE.substring(1), "projection");
        assertThat(told).noneMatch(span -> trace(span).equals(quiet));
    }

    @Test
    void neitherQueriesNorNamesNorIdentifiersAreTold() {
        String id = redoubt.http()
                .post("/api/v1/risks/", "{\"name\":\"Confidential\"}")
                .expect(201)
                .id();
        redoubt.http().get("/api/v1/risks/?search=Confidential").expect(200);
        redoubt.http().get("/api/v1/risks/%s/".formatted(id)).expect(200);
        redoubt.http().get("/api/v1/nowhere/Confidential/").expect(404);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> told.stream().anyMatch(span -> span.getName().equals("GET /api/v1/risks/{id}/")));
        assertThat(told.toString()).doesNotContain("Confidential", id, RunningRedoubt.TOKEN);
    }

    private Span span(String trace, String name) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> told.stream()
                                .filter(span -> trace(span).equals(trace)
                                        && span.getName().equals(name))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String trace(Span span) {
        return hex(span.getTraceId().toByteArray());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static List<String> attributes(Span span) {
        return span.getAttributesList().stream()
                .map(attribute -> attribute.getKey() + "="
                        + (attribute.getValue().hasIntValue()
                                ? attribute.getValue().getIntValue()
                                : attribute.getValue().getStringValue()))
                .toList();
    }
}
