import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Redoubt for what people ask for all day, for some seconds, so that the JVM that serves them can note what is hot. */
final class Rehearsal {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final int CLIENTS = 8;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    private Rehearsal(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Takes the port and a token. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal("http://127.0.0.1:" + arguments[0], arguments[1]);
        for (String path : new String[] {"/", "/api/docs/", "/api/schema/", "/api/v1/folders/"}) {
            rehearsal.ask("GET", path, "");
        }
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int n = 0; n < CLIENTS; n++) {
                clients.submit(rehearsal::play);
            }
        }
        System.exit(0);
    }

    private Void play() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LENGTH);
        for (int n = 0; Instant.now().isBefore(end); n++) {
            String risk = "/api/v1/risks/"
                    + ask(
                            "POST",
                            "/api/v1/risks/",
                            "{\"name\":\"Risk %d\",\"description\":\"Rehearsed\",\"likelihood\":%d,\"impact\":%d,\"labels\":[\"a\"]}"
                                    .formatted(n, n % 4 + 1, n % 3 + 1))
                    + "/";
            ask("GET", risk, "");
            ask("POST", "/api/v1/risks/", "{\"name\":\"Other %d\"}".formatted(n));
            ask("PATCH", risk, "{\"status\":\"closed\"}");
            ask("GET", "/api/v1/risks/?status=open&ordering=-created_at", "");
        }
        return null;
    }

    /** Sends a request and tells the first identifier in its answer; empty if there is none. */
    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Token " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        Matcher id = ID.matcher(client.send(request, BodyHandlers.ofString()).body());
        return id.find() ? id.group(1) : "";
    }
}
