import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Takes messages. It is a program of its own, run from this file on the class path of the application. Below {@code /well/} it
 * answers with 200 bytes, below {@code /deaf/} not for 30 seconds.
 *
 * <p>{@code reset} forgets what came; {@code report} answers with how many came to those who are well, how many of them were known,
 * the milliseconds between the first and the last, and how old events were when they came, in milliseconds: the median and the 99th of
 * a hundred.
 */
final class HookTarget {

    private static final String ACK = "x".repeat(200);
    private static final Duration DEAF = Duration.ofSeconds(30);
    private static final int MOST = 4_000_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int[] ages = new int[MOST];
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();
    private volatile long last;

    public static void main(String... arguments) throws IOException {
        HookTarget target = new HookTarget();
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> request.uri().startsWith("/deaf/")
                                ? Mono.delay(DEAF).then()
                                : Mono.<Void>fromRunnable(() -> target.take(request, body)))
                        .then(response.status(200)
                                .header("content-length", String.valueOf(ACK.length()))
                                .sendString(Mono.just(ACK))
                                .then()))
                .bindNow();
        System.out.println("ready " + server.port());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line.equals("reset") ? target.reset() : target.report());
            }
        }
        server.disposeNow();
    }

    private void take(HttpServerRequest request, String body) {
        long now = System.nanoTime();
        first.compareAndSet(0, now);
        last = now;
        String id = request.requestHeaders().get("webhook-id");
        int number = came.getAndIncrement();
        if (number < MOST) {
            ages[number] = age(body);
        }
        if (id != null) {
            known.add(request.uri() + " " + id);
        }
    }

    private static int age(String body) {
        int at = body.indexOf("\"timestamp\":\"");
        if (at < 0) {
            return 0;
        }
        String moment = body.substring(at + 13, body.indexOf('"', at + 13));
        return (int) Duration.between(Instant.parse(moment), Instant.now()).toMillis();
    }

    private String reset() {
        known.clear();
        came.set(0);
        first.set(0);
        return "done";
    }

    private String report() {
        int number = Math.min(MOST, came.get());
        int[] sorted = Arrays.copyOf(ages, number);
        Arrays.sort(sorted);
        return "done " + number + " " + known.size() + " " + (last - first.get()) / 1_000_000 + " "
                + (number == 0 ? "0 0" : sorted[number / 2] + " " + sorted[(int) (number * 0.99)]);
    }
}
