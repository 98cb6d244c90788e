package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;
import tools.jackson.databind.JsonNode;

/** Somebody elsewhere is told of what happens: once or more often, signed, and no more than its owner may know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class WebhookTest {

    private final WebhookStage stage = new WebhookStage();
    private final RunningRedoubt redoubt = stage.redoubt();
    private final Http http = redoubt.http();
    private final Receiver receiver = stage.receiver();

    @AfterAll
    void stop() {
        stage.close();
    }

    @AfterEach
    void forget() {
        stage.forget();
    }

    @Test
    void s29WebhooksNotifyWhenEventsOccur() {
        Reply hook = stage.hook("\"event_types\":[\"risk.*\"]");
        int before = receiver.got().size();
        String risk = stage.risk("Told");
        Got got = stage.first("risk.created", before);

        assertThat(got.header("content-type")).isEqualTo("application/json");
        assertThat(got.header("user-agent")).isEqualTo("Redoubt-Webhooks/1");
        assertThat(got.header("webhook-id")).matches("msg_[0-9a-f]{32}");
        assertThat(got.json().path("type").asString()).isEqualTo("risk.created");
        assertThat(got.json().path("resource").path("id").asString()).isEqualTo(risk);
        assertThat(got.json().path("data").path("name").asString()).isEqualTo("Told");
        long position = got.json().path("position").asLong();
        assertThat(got.text()).isEqualTo(http.get("/api/v1/events/" + position).text());
        WebhookStage.assertSigned(got, hook.text("secret"));
    }

    @Test
    void s30AWebhookIsSavedAndTested() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        assertThat(hook.text("secret")).startsWith("whsec_");
        assertThat(hook.header("Cache-Control")).contains("no-store");
        assertThat(hook.text("status")).isEqualTo("active");
        assertThat(hook.json().path("created_position").asLong()).isPositive();
        Reply again = http.get(WebhookStage.HOOKS + hook.id() + "/").expect(200);
        assertThat(again.text()).doesNotContain(hook.text("secret"));
        assertThat(Dump.of(redoubt.database()))
                .doesNotContain(hook.text("secret").substring(6, 40));

        Reply test = http.post(WebhookStage.HOOKS + hook.id() + "/test/", "{}").expect(200);
        assertThat(test.json().path("delivered").asBoolean()).isTrue();
        assertThat(test.json().path("status").asInt()).isEqualTo(204);
        Got ping = receiver.got("webhook.ping").getLast();
        assertThat(ping.json().path("data").path("message").asString()).isEqualTo("ping");
        WebhookStage.assertSigned(ping, hook.text("secret"));
        receiver.answering(_ -> Answer.of(500));
        Reply failing = http.post(WebhookStage.HOOKS + hook.id() + "/test/", "{\"event_type\":\"risk.created\"}")
                .expect(200);
        assertThat(failing.json().path("delivered").asBoolean()).isFalse();
        assertThat(failing.text("error_kind")).isEqualTo("http_status");
        http.post(WebhookStage.HOOKS + hook.id() + "/test/", "{\"event_type\":\"ghost\"}")
                .expect(400);
    }

    @Test
    void t10AReceiverThatFailsThriceIsToldAFourthTimeUnderTheSameName() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        int before = receiver.got().size();
        receiver.answering(n -> Answer.of(n - before < 3 ? 500 : 204));
        stage.risk("Four times");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 4);
        List<Got> all = receiver.got().subList(before, before + 4);

        assertThat(all.stream().map(got -> got.header("webhook-id")).distinct()).hasSize(1);
        assertThat(new HashSet<>(
                        all.stream().map(got -> got.header("webhook-timestamp")).toList()))
                .hasSize(4);
        assertThat(all.stream().map(got -> got.header("x-redoubt-attempt"))).containsExactly("1", "2", "3", "4");
        assertThat(all.stream().map(Got::text).distinct()).hasSize(1);
        all.forEach(got -> WebhookStage.assertSigned(got, hook.text("secret")));
        await().atMost(WebhookStage.SOON).untilAsserted(() -> {
            Reply log = http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/?state=delivered")
                    .expect(200);
            assertThat(log.results()).hasSize(1);
        });
        String delivery =
                http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/").ids().getFirst();
        Reply detail = http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/" + delivery + "/")
                .expect(200);
        assertThat(detail.json().path("attempts")).hasSize(4);
        assertThat(detail.json().path("attempts_count").asInt()).isEqualTo(4);
    }

    @Test
    void t10AnEventOfAProcessThatIsKilledAtOnceIsToldByTheNext(@TempDir Path data) {
        String hook;
        int before = receiver.got().size();
        try (ChildRedoubt doomed = ChildRedoubt.begin(data, RedoubtApplication.class, List.of(), WebhookStage.NEAR)) {
            doomed.awaitAddress();
            hook = doomed.http()
                    .post(WebhookStage.HOOKS, stage.body("\"event_types\":[\"risk.created\"]"))
                    .expect(201)
                    .id();
            receiver.answering(_ -> Answer.of(503));
            doomed.http().post("/api/v1/risks/", "{\"name\":\"Told later\"}").expect(201);
            doomed.kill();
        }
        receiver.answering(_ -> Answer.of(204));
        try (ChildRedoubt next = ChildRedoubt.begin(data, RedoubtApplication.class, List.of(), WebhookStage.NEAR)) {
            next.awaitAddress();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(next.http()
                            .get(WebhookStage.HOOKS + hook + "/deliveries/?state=delivered")
                            .results())
                    .hasSize(1));
        }
        List<Got> all = receiver.got().subList(before, receiver.got().size());
        assertThat(all).isNotEmpty();
        assertThat(all.stream().map(got -> got.header("webhook-id")).distinct()).hasSize(1);
    }

    @Test
    void t12WhoeverIsGoneIsToldNothingMore() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        receiver.answering(_ -> Answer.of(410));
        stage.risk("Gone");
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hook.id() + "/").text("disabled_reason"))
                .isEqualTo("gone"));
        Reply now = http.get(WebhookStage.HOOKS + hook.id() + "/").expect(200);
        assertThat(now.json().path("is_active").asBoolean()).isFalse();
        assertThat(now.text("status")).isEqualTo("disabled");
    }

    @Test
    void t12AfterFiveDaysOfFailureItIsStoppedAndAReplayTellsWhatWasMissed() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        receiver.answering(_ -> Answer.of(500));
        stage.risk("Failing");
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hook.id() + "/").text("status"))
                .isEqualTo("failing"));
        // Five days pass for what is noted of it.
        redoubt.database()
                .asSuperuser("update webhook_health set failures = 20,"
                        + " first_failure_at = first_failure_at - interval '121 hours'");
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hook.id() + "/").text("disabled_reason"))
                .isEqualTo("failing"));
        assertThat(http.get(WebhookStage.HOOKS + hook.id() + "/history/").text())
                .contains("webhook.disabled");
        String missed = stage.risk("Missed");

        receiver.answering(_ -> Answer.of(204));
        http.patch(WebhookStage.HOOKS + hook.id() + "/", "{\"is_active\":true}").expect(200);
        int before = receiver.got().size();
        long from = hook.json().path("created_position").asLong();
        Reply dry = http.post(
                        WebhookStage.HOOKS + hook.id() + "/replay/",
                        "{\"from_position\":" + from + ",\"dry_run\":true}")
                .expect(202);
        assertThat(dry.json().path("matching").asInt()).isEqualTo(2);
        Reply replay = http.post(WebhookStage.HOOKS + hook.id() + "/replay/", "{\"from_position\":" + from + "}")
                .expect(202);
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hook.id() + "/replays/" + replay.text("replay_id") + "/")
                                .text("state"))
                .isEqualTo("done"));
        assertThat(receiver.got().subList(before, receiver.got().size()).stream()
                        .map(got -> got.json().path("resource").path("id").asString()))
                .hasSize(2)
                .contains(missed);
    }

    @Test
    void whatWasSentIsShownForAWeekAndSendingItAgainDoesNotBringItBack() {
        String hook = stage.hook("\"event_types\":[\"risk.created\"]").id();
        String list = WebhookStage.HOOKS + hook + "/deliveries/";
        stage.risk("Long ago");
        assertThat(sent(list, delivered(list, 1).getFirst()).asString()).contains("Long ago");
        redoubt.database()
                .asSuperuser("update webhook_arrival set flight = earliest_uuid(moment_of(flight) - interval '8 days')"
                        + " where '" + hook + "' = any(webhooks)");
        String old = delivered(list, 1).getFirst();
        http.post(list + old + "/redeliver/", "").expect(202);

        List<String> both = delivered(list, 2);
        both.remove(old);
        assertThat(sent(list, both.getFirst()).asString()).contains("Long ago");
        assertThat(sent(list, old).isNull()).isTrue();
    }

    @Test
    void whatAnEndpointWasToldIsListedAlsoWhenItHearsOfOtherThings() {
        String hook = stage.hook("\"event_types\":[\"risk.created\"]").id();
        String list = WebhookStage.HOOKS + hook + "/deliveries/";
        stage.risk("Before");
        List<String> before = delivered(list, 1);
        http.patch(WebhookStage.HOOKS + hook + "/", "{\"event_types\":[\"risk.created\",\"risk.deleted\"]}")
                .expect(200);
        stage.risk("After");
        assertThat(delivered(list, 2)).containsAll(before);
        assertThat(sent(list, before.getFirst()).asString()).contains("Before");
    }

    private List<String> delivered(String list, int number) {
        await().atMost(WebhookStage.SOON)
                .until(() -> http.get(list + "?state=delivered").ids().size() == number);
        return new ArrayList<>(http.get(list).ids());
    }

    private JsonNode sent(String list, String id) {
        return http.get(list + id + "/").expect(200).json().path("request").path("body");
    }
}
