package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Those who take messages find them signed, and find out if anybody touched them. */
    static void assertSigned(Got got, String secret) {
        Webhook receiving = new Webhook(secret);
        Map<String, List<String>> headers = new HashMap<>();
        got.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        assertThatCode(() -> receiving.verify(got.text(), headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> receiving.verify(got.text() + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
        headers.put("webhook-timestamp", List.of(Long.toString(Long.parseLong(got.header("webhook-timestamp")) + 1)));
        assertThatThrownBy(() -> receiving.verify(got.text(), headers))
                .isInstanceOf(WebhookVerificationException.class);
    }
}
