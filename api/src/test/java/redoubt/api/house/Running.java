package redoubt.api.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import redoubt.api.Api;
import redoubt.api.ApiOptions;
import redoubt.api.audit.Watched;
import redoubt.api.route.Pace;
import redoubt.model.access.Quota;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** The real endpoints over real HTTP, with a house in memory behind them. */
public final class Running implements AutoCloseable {

    public static final String PUBLIC = "https://redoubt.example";

    /** Slower than this nobody may send a body. */
    public static final Pace PACE = new Pace(Duration.ofSeconds(2), 100);

    public final House house = new House();
    public final Api api;
    private final DisposableServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Running() {
        this(false);
    }

    public Running(boolean requireIfMatch) {
        this(requireIfMatch, new Quota(1_000_000, 1_000_000), 1_000_000);
    }

    /** One in which a user may ask for so much, and an address come so often within a minute without a good credential. */
    public Running(Quota quota, int refused) {
        this(false, quota, refused);
    }

    private Running(boolean requireIfMatch, Quota quota, int refused) {
        this.api = new Api(
                house.doors(),
                new ApiOptions(
                        PUBLIC + "/",
                        requireIfMatch,
                        Duration.ofSeconds(15),
                        List.of("https://ui.example"),
                        quota,
                        quota,
                        refused,
                        PACE,
                        ZoneOffset.UTC,
                        "1.2.3",
                        Set.of(Watched.values())));
        WebFilterChainProxy security = new WebFilterChainProxy(api.security(ServerHttpSecurity.http()));
        security.setExchangeRejectedHandler(api.rejected());
        var handler = WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(api.router()))
                .filter(api.reception(), api.crossOrigin(), api.gate(), security)
                .build();
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(16 * 1024))
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
    }

    public int port() {
        return server.port();
    }

    /** A request as the administrator, unless another credential is named. */
    public Ask ask(String method, String path) {
        return new Ask(method, path);
    }

    public Told get(String path) {
        return ask("GET", path).send();
    }

    public Told post(String path, String json) {
        return ask("POST", path).json(json).send();
    }

    /** A risk of that name. */
    public Told risk(String name) {
        return post("/api/v1/risks/", "{\"name\":\"" + name + "\"}");
    }

    @Override
    public void close() {
        client.close();
        server.disposeNow();
    }

    /** A request being written. */
    public final class Ask {

        private final HttpRequest.Builder request;
        private final String method;
        private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        private @Nullable String credential = "Token " + House.TOKEN;

        private Ask(String method, String path) {
            this.method = method;
            this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        }

        public Ask as(@Nullable String authorization) {
            credential = authorization;
            return this;
        }

        public Ask header(String name, String value) {
            request.header(name, value);
            return this;
        }

        public Ask json(String json) {
            return body("application/json", json.getBytes(StandardCharsets.UTF_8));
        }

        public Ask body(@Nullable String type, byte[] bytes) {
            if (type != null) {
                request.header("Content-Type", type);
            }
            body = HttpRequest.BodyPublishers.ofByteArray(bytes);
            return this;
        }

        public Ask body(HttpRequest.BodyPublisher publisher) {
            request.header("Content-Type", "application/json");
            body = publisher;
            return this;
        }

        public HttpRequest build() {
            if (credential != null) {
                request.header("Authorization", credential);
            }
            return request.method(method, body).build();
        }

        public Told send() {
            try {
                return new Told(client.send(build(), HttpResponse.BodyHandlers.ofByteArray()));
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** An answer. */
    public record Told(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String id() {
            return json().get("id").stringValue();
        }
    }
}
