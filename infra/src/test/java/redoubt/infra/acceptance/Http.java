package redoubt.infra.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client such as anybody might write: real requests over real sockets. Immutable; safe for any thread. */
public final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> headers;

    private Http(HttpClient client, URI base, Map<String, String> headers) {
        this.client = client;
        this.base = base;
        this.headers = headers;
    }

    static Http to(URI base) {
        return new Http(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                base,
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }

    /** Where the requests go. */
    public URI base() {
        return base;
    }

    /** The same client with a further header on each request. */
    public Http with(String header, String value) {
        Map<String, String> extended = new TreeMap<>(headers);
        extended.put(header, value);
        return new Http(client, base, extended);
    }

    /** The same client without a header. */
    public Http without(String header) {
        Map<String, String> reduced = new TreeMap<>(headers);
        reduced.remove(header);
        return new Http(client, base, reduced);
    }

    /** The same client with another token. */
    public Http as(String token) {
        return with("Authorization", "Token " + token);
    }

    /** The same client without a token. */
    public Http anonymous() {
        return without("Authorization");
    }

    public Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Reply head(String path) {
        return send("HEAD", path, BodyPublishers.noBody());
    }

    public Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Reply post(String path, String json) {
        return json("POST", path, json);
    }

    public Reply post(String path, JsonNode json) {
        return json("POST", path, write(json));
    }

    public Reply put(String path, String json) {
        return json("PUT", path, json);
    }

    public Reply put(String path, JsonNode json) {
        return json("PUT", path, write(json));
    }

    public Reply patch(String path, String json) {
        return json("PATCH", path, json);
    }

    public Reply patch(String path, JsonNode json) {
        return json("PATCH", path, write(json));
    }

    /** A request with a JSON body, unless the client was told another content type. */
    public Reply json(String method, String path, String json) {
        return typed().send(method, path, BodyPublishers.ofString(json));
    }

    /** The same, without waiting for the answer. */
    public CompletableFuture<Reply> sending(String method, String path, String json) {
        Http sender = typed();
        return sender.client
                .sendAsync(sender.request(method, path, BodyPublishers.ofString(json)), BodyHandlers.ofByteArray())
                .thenApply(Reply::of);
    }

    /** Any request; waits for the answer. */
    public Reply send(String method, String path, BodyPublisher body) {
        try {
            return Reply.of(client.send(request(method, path, body), BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The request as this client sends it. */
    public HttpRequest request(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).method(method, body);
        headers.forEach(request::setHeader);
        return request.build();
    }

    HttpClient client() {
        return client;
    }

    /** A value as it stands in a query string. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The identifiers of all risks that are listed, page by page, sorted. */
    public List<String> risks() {
        List<String> ids = new ArrayList<>();
        int count = get("/api/v1/risks/?page_size=1")
                .expect(200)
                .json()
                .path("count")
                .asInt();
        for (int page = 1; (page - 1) * 500 < count; page++) {
            ids.addAll(get("/api/v1/risks/?page_size=500&ordering=created_at&page=" + page)
                    .ids());
        }
        return ids.stream().sorted().toList();
    }

    private Http typed() {
        return headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json");
    }

    private static String write(JsonNode json) {
        return JsonMapper.shared().writeValueAsString(json);
    }
}
