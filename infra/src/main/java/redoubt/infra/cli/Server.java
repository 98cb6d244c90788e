package redoubt.infra.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A server, and on whose behalf it is asked.
 *
 * @param base its address, without a slash at the end
 * @param authorization the value of the header that says who asks; null for nobody
 */
record Server(URI base, @Nullable String authorization) {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofMinutes(2);

    /** The same on behalf of whoever holds that token. */
    Server as(String token) {
        return new Server(base, "Token " + token);
    }

    /** The same on behalf of whoever has signed in and got that. */
    Server signedIn(String access) {
        return new Server(base, "Bearer " + access);
    }

    JsonNode get(String path) {
        return json(send("GET", path, BodyPublishers.noBody(), null));
    }

    JsonNode post(String path, JsonNode body) {
        return json(send("POST", path, BodyPublishers.ofString(body.toString()), "application/json"));
    }

    void delete(String path) {
        json(send("DELETE", path, BodyPublishers.noBody(), null));
    }

    /** Sends what a file holds; what it answers comes line by line, to be closed. */
    InputStream lines(String path, BodyPublisher body, String type) {
        return send("POST", path, body, type, "application/x-ndjson").body();
    }

    /** What it answers, piece by piece as it comes; to be closed. */
    InputStream stream(String path) {
        return send("GET", path, BodyPublishers.noBody(), null).body();
    }

    private HttpResponse<InputStream> send(String method, String path, BodyPublisher body, @Nullable String type) {
        return send(method, path, body, type, "*/*");
    }

    private HttpResponse<InputStream> send(
            String method, String path, BodyPublisher body, @Nullable String type, String accepted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWERING)
                .header("Accept", accepted)
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw refused(response);
            }
            return response;
        } catch (IOException unreachable) {
            throw new Failed(Failed.UNREACHABLE, "No answer from " + base + ": " + reason(unreachable));
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
            throw new Failed(Failed.UNREACHABLE, "Interrupted while waiting for " + base + ".");
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof ConnectException) {
            return "nobody listens there.";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() + "." : failure.getMessage();
    }

    private JsonNode json(HttpResponse<InputStream> response) {
        String text = text(response);
        if (text.isEmpty()) {
            return Json.MAPPER.nullNode();
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException other) {
            throw new Failed(Failed.UNREACHABLE, base + " does not answer as Redoubt does; is that its address?");
        }
    }

    private String text(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            throw new Failed(Failed.UNREACHABLE, "The answer of " + base + " was cut: " + reason(cut));
        }
    }

    private Failed refused(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        String text = text(response);
        if (status == 401) {
            String hint = authorization == null ? "Nobody is signed in" : said(text, status);
            return new Failed(Failed.UNKNOWN_CALLER, hint + "; try: redoubt login --url " + base);
        }
        String waiting = response.headers()
                .firstValue("Retry-After")
                .map(seconds -> " Try again in " + seconds + " s.")
                .orElse("");
        return new Failed(status >= 500 ? Failed.UNREACHABLE : Failed.REFUSED, said(text, status) + waiting);
    }

    private static String said(String text, int status) {
        try {
            return said(Json.MAPPER.readTree(text)).orElse("The server answers with status " + status + ".");
        } catch (JacksonException _) {
            // Something in between has answered.
            return "The server answers with status " + status + ".";
        }
    }

    /** The sentence in a refusal of any dialect; messages of fields in a line each. */
    static Optional<String> said(JsonNode problem) {
        for (String member : new String[] {"message", "detail"}) {
            if (problem.path(member).isString()) {
                return Optional.of(problem.path(member).asString());
            }
        }
        JsonNode fields = problem.has("details") ? problem.path("details") : problem;
        StringJoiner lines = new StringJoiner("\n");
        fields.properties().forEach(field -> field.getValue()
                .forEach(message -> lines.add(field.getKey() + ": " + message.asString())));
        return lines.length() == 0 ? Optional.empty() : Optional.of(lines.toString());
    }
}
