package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;

/** A server that tells of what happens, and somebody on this machine who is told. */
final class WebhookStage implements AutoCloseable {

    static final String HOOKS = "/api/v1/webhooks/";
    static final Duration SOON = Duration.ofSeconds(20);
    static final List<String> NEAR = List.of(
            "--redoubt.webhook.allow-http=true",
            "--redoubt.webhook.allowed-cidrs=127.0.0.1",
            "--redoubt.webhook.retry-schedule=0s,1500ms,1500ms,1500ms,1500ms,1500ms,1500ms,1500ms,1500ms,1500ms");

    private final RunningRedoubt redoubt = RunningRedoubt.start(NEAR.toArray(String[]::new));
    private final Http http = redoubt.http();
    private final Receiver receiver = new Receiver();

    RunningRedoubt redoubt() {
        return redoubt;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Nobody is told any more, and the receiver takes whatever comes. */
    void forget() {
        http.get(HOOKS + "?page_size=100").ids().forEach(id -> http.delete(HOOKS + id + "/"));
        receiver.answering(_ -> Answer.of(204));
    }

    @Override
    public void close() {
        receiver.close();
        redoubt.close();
    }

    Reply hook(String members) {
        return http.post(HOOKS, body(members)).expect(201);
    }

    String body(String members) {
        return "{\"name\":\"SIEM\",\"url\":\"" + receiver.url() + "\"," + members + "}";
    }

    String risk(String name) {
        return http.post("/api/v1/risks/", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .id();
    }

    Got first(String type, int before) {
        await().atMost(SOON).until(() -> receiver.got().size() > before);
        Got got = receiver.got().get(before);
        assertThat(got.header("x-redoubt-event")).isEqualTo(type);
        return got;
    }

    static void assertSigned(Got got, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
            mac.update((got.header("webhook-id") + "." + got.header("webhook-timestamp") + ".")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(got.header("webhook-signature").split(" "))
                    .contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal(got.body())));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
