package redoubt.api.tour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.tour.RequestFile.Request;

/**
 * Sends the request files that come with the project to a server and compares each answer with what the file says. Every
 * file can be run on its own, and again on the same server. Blocks until it is through.
 */
public final class Tour {

    /** The files, in the order in which they are best read. */
    public static final List<String> FILES = List.of(
            "tour.http",
            "controls.http",
            "tasks.http",
            "compliance.http",
            "live-and-past.http",
            "tokens-and-refusals.http",
            "identity.http",
            "settings.http",
            "webhooks.http");

    private Tour() {}

    /**
     * Runs all files.
     *
     * @param base scheme, host and port of the server
     * @param token of an administrator
     * @return what was answered otherwise than the files say; empty if all is well
     */
    public static List<String> run(URI base, String token) {
        List<String> failures = new ArrayList<>();
        FILES.forEach(file -> failures.addAll(run(file, read(file), base, token)));
        return failures;
    }

    static List<String> run(String file, String text, URI base, String token) {
        RequestFile requests = RequestFile.parse(text);
        Map<String, String> variables = new HashMap<>(requests.variables());
        variables.put("host", base.toString().replaceAll("/+$", ""));
        variables.put("token", token);
        Placeholders placeholders = new Placeholders(variables);
        List<String> failures = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (Request request : requests.requests()) {
                String failure = send(client, request, placeholders);
                if (!failure.isEmpty()) {
                    failures.add(file + ", \"" + request.title() + "\": " + failure);
                }
            }
        }
        return failures;
    }

    static String read(String file) {
        try (InputStream in = Tour.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is wrong with the answer; empty for nothing. */
    private static String send(HttpClient client, Request request, Placeholders placeholders) {
        try {
            HttpResponse<String> answer =
                    client.send(filled(request, placeholders), HttpResponse.BodyHandlers.ofString());
            if (request.name() != null) {
                placeholders.remember(request.name(), answer);
            }
            if (answer.statusCode() != request.status()) {
                return "expected " + request.status() + ", got " + answer.statusCode() + " " + answer.body();
            }
            return request.contains().stream()
                    .filter(text -> !answer.body().contains(text))
                    .findFirst()
                    .map(text -> "expected " + text + " in " + answer.body())
                    .orElse("");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (IOException | IllegalArgumentException failure) {
            return failure.toString();
        }
    }

    private static HttpRequest filled(Request request, Placeholders placeholders) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(placeholders.fill(request.url())))
                .timeout(Duration.ofSeconds(30));
        request.headers().forEach((name, value) -> builder.header(name, placeholders.fill(value)));
        return builder.method(
                        request.method(),
                        request.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(placeholders.fill(request.body())))
                .build();
    }
}
