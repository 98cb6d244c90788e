import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Signs a message and sends it, again and again, on connections that stay open, and keeps nothing. It is a program of its own, run from
 * this file on the class path of the application; its argument is where to.
 *
 * <p>Each line on standard input is how many messages, on how many connections, and what is in them. The answer is {@code done} and
 * how many milliseconds it took.
 */
final class HookSender {

    private static final byte[] KEY = new byte[32];

    public static void main(String... arguments) throws IOException {
        System.out.println("ready");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                System.out.println(
                        "done " + send(arguments[0], Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2]));
            }
        }
    }

    private static long send(String url, int messages, int connections, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ConnectionProvider pool = ConnectionProvider.builder("bare")
                .maxConnections(connections)
                .pendingAcquireMaxCount(-1)
                .build();
        HttpClient client = HttpClient.create(pool);
        long start = System.nanoTime();
        Flux.range(0, messages)
                .flatMap(number -> one(client, url, number, body), connections)
                .blockLast();
        long took = (System.nanoTime() - start) / 1_000_000;
        pool.dispose();
        return took;
    }

    private static Mono<Integer> one(HttpClient client, String url, int number, byte[] body) {
        return Mono.defer(() -> {
            String id = "msg_bare" + number;
            long seconds = System.currentTimeMillis() / 1_000;
            return client.headers(headers -> headers.set("content-type", "application/json")
                            .set("content-length", body.length)
                            .set("webhook-id", id)
                            .set("webhook-timestamp", seconds)
                            .set("webhook-signature", sign(id, seconds, body)))
                    .post()
                    .uri(url)
                    .send(Mono.just(Unpooled.wrappedBuffer(body)))
                    .response((response, content) ->
                            content.then(Mono.just(response.status().code())))
                    .single();
        });
    }

    private static String sign(String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
