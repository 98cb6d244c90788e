package redoubt.infra.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the event stream, which reads frames as browsers do. Not safe for several threads. */
public final class EventStream implements AutoCloseable {

    private final InputStream body;
    private final HttpHeaders headers;
    private final BufferedReader lines;
    private String lastId;

    private EventStream(InputStream body, HttpHeaders headers, String lastId) {
        this.body = body;
        this.headers = headers;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.lastId = lastId;
    }

    /** Opens the stream; an empty last identifier sends none. */
    public static EventStream open(Http http, String parameters, String lastId) {
        Http asking = http.with("Accept", "text/event-stream");
        Http resuming = lastId.isEmpty() ? asking : asking.with("Last-Event-ID", lastId);
        try {
            var response = resuming.client()
                    .send(
                            resuming.request("GET", "/api/v1/events/stream" + parameters, BodyPublishers.noBody()),
                            BodyHandlers.ofInputStream());
            Assertions.assertThat(response.statusCode()).isEqualTo(200);
            Assertions.assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            return new EventStream(response.body(), response.headers(), lastId);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The cookie that came with it, as a browser would send it back. */
    String cookie() {
        return headers.firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    /** What a browser would send when it reconnects. */
    public String lastId() {
        return lastId;
    }

    /** The next frame that is more than a checkpoint; empty when the stream has ended or was closed. */
    public Optional<Frame> next() {
        String id = null;
        String event = "message";
        var data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                lastId = id == null ? lastId : id;
                if (!data.isEmpty()) {
                    return Optional.of(
                            new Frame(lastId, event, JsonMapper.shared().readTree(data.toString())));
                }
                id = null;
                event = "message";
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("event:")) {
                event = value(line);
            } else if (line.startsWith("data:")) {
                data.append(value(line));
            }
        }
        return Optional.empty();
    }

    private @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException closed) {
            return null;
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).stripLeading();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }

    /**
     * What was told.
     *
     * @param id the position so far
     * @param event what it is about
     * @param data what there is to say
     */
    public record Frame(String id, String event, JsonNode data) {

        /** The identifier of the resource that it is about; empty if it is about none. */
        public String resource() {
            return data.path("resource").path("id").asString("");
        }
    }
}
