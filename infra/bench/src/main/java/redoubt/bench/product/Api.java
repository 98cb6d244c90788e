package redoubt.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Single requests, as a client sends them that is in no hurry: to prepare a run and to check it. */
public final class Api {

    /** The administrator's token of every program that is started here. */
    public static final String TOKEN = "pst_benchbench-0123456789-0123456789-bench-benc";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final InetSocketAddress address;
    private final InetSocketAddress management;
    private final String credential;

    /** Doors of a program that listens there. */
    public Api(InetSocketAddress address, InetSocketAddress management) {
        this(address, management, "Token " + TOKEN);
    }

    private Api(InetSocketAddress address, InetSocketAddress management, String credential) {
        this.address = address;
        this.management = management;
        this.credential = credential;
    }

    /** The same doors for somebody else, who shows this. */
    public Api as(String other) {
        return new Api(address, management, other);
    }

    /** Where the API listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether the program answers that it is ready. */
    public boolean ready() {
        try {
            var probe = HttpRequest.newBuilder(uri(management, "/health/ready")).timeout(PATIENCE);
            return client.send(probe.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    /**
     * What stands at this path.
     *
     * @throws IllegalStateException if the status is not 200
     */
    public JsonNode get(String pathAndQuery) {
        return answer(request(pathAndQuery).GET().build(), 200);
    }

    /**
     * Creates something.
     *
     * @return its identifier
     * @throws IllegalStateException if the status is not 201
     */
    public String create(String path, String json) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return answer(request.build(), 201).required("id").asString();
    }

    /**
     * Sends something.
     *
     * @return the answer
     * @throws IllegalStateException if the status is not the one that is expected
     */
    public JsonNode send(String path, String json, int status) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return answer(request.build(), status);
    }

    /**
     * Changes something, in whatever version it is.
     *
     * @throws IllegalStateException if the status is not 200
     */
    public void change(String path, String json) {
        var request = request(path).header("Content-Type", "application/json");
        answer(request.method("PATCH", BodyPublishers.ofString(json)).build(), 200);
    }

    /**
     * Sends something of which only the status is of interest.
     *
     * @throws IllegalStateException if it is another one
     */
    public void post(String path, String json, int status) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        send(request.build(), status);
    }

    /** Whether something stands at this path; false if the program says that it is not ready to tell. */
    public boolean tells(String pathAndQuery) {
        return statusOf(pathAndQuery) != 503;
    }

    private int statusOf(String pathAndQuery) {
        try {
            return client.send(request(pathAndQuery).GET().build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(pathAndQuery + " failed", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    /**
     * Begins something that takes its time.
     *
     * @return the path of its progress
     * @throws IllegalStateException if the status is not 202, or nothing says where the progress is
     */
    public String begin(String path, String json) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        var location = send(request.build(), 202).headers().firstValue("Location");
        return URI.create(location.orElseThrow(() -> new IllegalStateException(path + " gave no Location")))
                .getRawPath();
    }

    /**
     * Sends a file.
     *
     * @throws IllegalStateException if the status is not 200
     */
    public JsonNode upload(String path, String mediaType, byte[] file) {
        var request =
                request(path).timeout(LONG).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(file));
        return answer(request.build(), 200);
    }

    /**
     * Reads a file to its end and keeps nothing of it.
     *
     * @return how many lines it has
     * @throws IllegalStateException if the status is not 200
     */
    public long download(String path) {
        var request =
                request(path).timeout(LONG).setHeader("Accept", "*/*").GET().build();
        try {
            var response = client.send(request, BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " was answered with " + response.statusCode());
            }
            try (var lines = response.body()) {
                return lines.count();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(request.uri() + " failed", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(uri(address, pathAndQuery))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", credential);
    }

    private JsonNode answer(HttpRequest request, int expected) {
        return JSON.readTree(send(request, expected).body());
    }

    private HttpResponse<String> send(HttpRequest request, int expected) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new IllegalStateException("%s %s was answered with %d instead of %d: %s"
                        .formatted(
                                request.method(),
                                request.uri().getRawPath(),
                                response.statusCode(),
                                expected,
                                response.body()));
            }
            return response;
        } catch (IOException failed) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    private static URI uri(InetSocketAddress at, String pathAndQuery) {
        return URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + pathAndQuery);
    }
}
