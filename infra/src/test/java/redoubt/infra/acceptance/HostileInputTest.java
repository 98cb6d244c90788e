package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.dialect.Dialects;
import redoubt.infra.SweepFigures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent to whatever operation the document names: it is answered, and never by a fault of ours. */
@Timeout(180)
class HostileInputTest {

    private static final int AT_ONCE = 8;

    private final List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore room = new Semaphore(AT_ONCE);

    @Test
    void t21NoInputOfAnySortMakesAFault() throws Exception {
        try (var redoubt = RunningRedoubt.start()) {
            Http http = redoubt.http();
            JsonNode document = http.get("/api/v1/openapi.json").expect(200).json();
            Map<String, String> alive = Hostile.alive(http);
            int operations = 0;
            for (var path : document.path("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    if (Set.of("get", "post", "put", "patch", "delete").contains(operation.getKey())) {
                        operations++;
                        attack(http, document, path.getKey(), operation.getKey(), operation.getValue(), alive);
                    }
                }
            }
            room.acquire(AT_ONCE);
            SweepFigures.tell(
                    "hostile input",
                    operations + " of "
                            + document.path("paths")
                                    .valueStream()
                                    .mapToInt(JsonNode::size)
                                    .sum() + " operations",
                    asked.get() + " requests",
                    faults.size() + " 5xx or without a reason");
            assertThat(faults).isEmpty();
            assertThat(asked.get()).as("requests").isGreaterThan(3_000);
            http.post("/api/v1/risks/", "{\"name\":\"Still standing\"}").expect(201);
        }
    }

    private void attack(
            Http http, JsonNode document, String path, String method, JsonNode operation, Map<String, String> alive) {
        String living = Hostile.fill(path, alive);
        Http typed = http.with("Content-Type", Hostile.mediaType(document, operation));
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode known = Hostile.resolved(document, parameter);
            String name = known.path("name").asString();
            for (String text : Hostile.TEXTS) {
                switch (known.path("in").asString()) {
                    case "query" ->
                        ask(typed, method, living + "?" + Http.encoded(name) + "=" + Http.encoded(text), "{}");
                    case "path" ->
                        ask(
                                typed,
                                method,
                                Hostile.fill(path.replace("{" + name + "}", Hostile.step(text)), alive),
                                "{}");
                    case "header" -> {
                        if (text.matches("[\\x20-\\x7e]*")) {
                            ask(typed.with(name, text), method, living, "{}");
                        }
                    }
                    default -> {}
                }
            }
        }
        if (operation.has("requestBody")) {
            JsonNode example = Hostile.example(document, operation);
            for (String body : Hostile.bodies(example)) {
                ask(typed, method, living, body);
            }
        }
    }

    private void ask(Http http, String method, String path, String body) {
        room.acquireUninterruptibly();
        asked.incrementAndGet();
        boolean bare = method.equals("get") || method.equals("delete");
        var request = (bare ? http.without("Content-Type") : http)
                .request(
                        method.toUpperCase(java.util.Locale.ROOT),
                        path,
                        bare ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        // Only the head is awaited: some operations answer without end.
        http.client().sendAsync(request, BodyHandlers.ofInputStream()).whenComplete((response, failure) -> {
            if (failure != null) {
                faults.add(method + " " + path + " " + excerpt(body) + ": " + failure);
            } else {
                judge(method + " " + path + " " + excerpt(body), response);
            }
            room.release();
        });
    }

    private void judge(String asking, HttpResponse<InputStream> response) {
        int status = response.statusCode();
        try (InputStream answer = response.body()) {
            if (status >= 500) {
                String told = new String(answer.readNBytes(1_000), StandardCharsets.UTF_8);
                if (!isPromised(response, told)) {
                    faults.add(asking + ": " + status + " " + excerpt(told));
                }
            } else if (status >= 400) {
                JsonNode told = JsonMapper.shared().readTree(answer.readAllBytes());
                if (!hasReason(response.uri().getPath(), told)) {
                    faults.add(asking + ": " + status + " without a reason");
                }
            }
        } catch (IOException | tools.jackson.core.JacksonException broken) {
            faults.add(asking + ": " + status + " " + broken);
        }
    }

    /** In the shape of the dialect that is spoken there. */
    private static boolean hasReason(String path, JsonNode told) {
        if (!Dialects.threatModelling(path)) {
            return told.path("error").isString();
        }
        return told.path("detail").isString()
                || told.path("error").isString()
                || (told.isObject()
                        && !told.isEmpty()
                        && told.valueStream()
                                .allMatch(messages -> messages.isArray()
                                        && !messages.isEmpty()
                                        && messages.valueStream().allMatch(JsonNode::isString)));
    }

    /** Who waits for a position that nobody has reached is told to come back: that is the contract, and no fault. */
    private static boolean isPromised(HttpResponse<InputStream> response, String told) {
        return response.statusCode() == 503
                && response.request()
                        .headers()
                        .firstValue("X-Redoubt-Min-Position")
                        .isPresent()
                && response.headers().firstValue("Retry-After").isPresent()
                && told.contains("\"code\":\"projection_lagging\"");
    }

    private static String excerpt(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
