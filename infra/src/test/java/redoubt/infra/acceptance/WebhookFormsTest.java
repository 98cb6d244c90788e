package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;
import tools.jackson.databind.json.JsonMapper;

/** What receivers may rely on: signatures, forms, order, and that one node tells them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class WebhookFormsTest {

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
    void whoeverVerifiesAsOthersDoFindsItSigned() throws IOException {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        int before = receiver.got().size();
        stage.risk("Verified elsewhere");
        verifiedElsewhere(stage.first("risk.created", before), hook.text("secret"));
    }

    @Test
    void whileASecretIsReplacedBothSignAndThenOneOfThem() throws IOException {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        String rotation = WebhookStage.HOOKS + hook.id() + "/rotate-secret/";
        Reply rotated = http.post(rotation, "{\"grace_seconds\":60}").expect(200);
        int before = receiver.got().size();
        stage.risk("Rotated");
        Got got = stage.first("risk.created", before);
        assertThat(got.header("webhook-signature").split(" ")).hasSize(2);
        for (Reply each : List.of(rotated, hook)) {
            WebhookStage.assertSigned(got, each.text("secret"));
            verifiedElsewhere(got, each.text("secret"));
        }
        String mine = "whsec_ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=";
        Reply brought = http.post(rotation, "{\"grace_seconds\":0,\"secret\":\"" + mine + "\"}")
                .expect(200);
        assertThat(brought.text("secret_preview")).isEqualTo("whsec_ISIj");
        stage.risk("Rotated at once");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 2);
        Got last = receiver.got().getLast();
        assertThat(last.header("webhook-signature").split(" ")).hasSize(1);
        WebhookStage.assertSigned(last, mine);
        http.post(rotation, "{\"secret\":\"whsec_short\"}").expect(400);
    }

    /** By the library that the authors of the standard wrote for Node. */
    private static void verifiedElsewhere(Got got, String secret) throws IOException {
        Path home = Npm.installed("clients", List.of("webhook.mjs"));
        Files.writeString(
                home.resolve("message.json"),
                JsonMapper.shared()
                        .createObjectNode()
                        .put("secret", secret)
                        .put("id", got.header("webhook-id"))
                        .put("timestamp", got.header("webhook-timestamp"))
                        .put("signature", got.header("webhook-signature"))
                        .put("body", got.text())
                        .toString());
        Npm.run(home, home.resolve("webhook.log"), "node", "webhook.mjs", "message.json");
    }

    @Test
    void whatIsAskedForInAnotherFormComesInThatForm() {
        stage.hook("\"event_types\":[\"risk.created\"],\"body_format\":\"cloudevents\",\"payload_format\":\"thin\","
                + "\"headers\":{\"X-Tenant\":\"acme\"}");
        int before = receiver.got().size();
        String risk = stage.risk("Cloudy");
        Got got = stage.first("risk.created", before);
        assertThat(got.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(got.header("x-tenant")).isEqualTo("acme");
        assertThat(got.json().path("specversion").asString()).isEqualTo("1.0");
        assertThat(got.json().path("id").asString()).isEqualTo(got.header("webhook-id"));
        assertThat(got.json().path("source").asString()).isEqualTo(RunningRedoubt.PUBLIC + "/api/v1");
        assertThat(got.json().path("subject").asString()).isEqualTo("risks/" + risk);
        assertThat(got.json().path("data").propertyNames()).containsExactly("id");
    }

    @Test
    void whatHasNotHappenedComesInThatFormAsWell() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"],\"body_format\":\"cloudevents\"");
        http.post(WebhookStage.HOOKS + hook.id() + "/test/", "{\"event_type\":\"risk.created\"}")
                .expect(200);
        Got got = receiver.got("risk.created").getLast();
        assertThat(got.json().path("source").asString()).isEqualTo(RunningRedoubt.PUBLIC + "/api/v1");
        assertThat(got.json().path("dataschema").asString())
                .isEqualTo(RunningRedoubt.PUBLIC + "/api/v1/webhook-event-types/risk.created/schema/");
        assertThat(got.json().path("data").path("test").asBoolean()).isTrue();
        WebhookStage.assertSigned(got, hook.text("secret"));
    }

    @Test
    void listsOfDeliveriesAreListsLikeAnyOther() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        http.post(WebhookStage.HOOKS + hook.id() + "/test/", "{}").expect(200);
        Reply list = http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/?trigger=test")
                .expect(200);
        assertThat(list.ids()).hasSize(1);
        assertThat(list.number("X-Redoubt-Projection-Position")).isPositive();
        http.with("If-None-Match", String.valueOf(list.header("ETag")))
                .get(WebhookStage.HOOKS + hook.id() + "/deliveries/?trigger=test")
                .expect(304);
    }

    @Test
    void somethingCanBeSentAgain() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        int before = receiver.got().size();
        stage.risk("Again");
        Got got = stage.first("risk.created", before);
        await().atMost(WebhookStage.SOON)
                .until(() -> !http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/?state=delivered")
                        .results()
                        .isEmpty());
        String delivery =
                http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/").ids().getFirst();
        http.post(WebhookStage.HOOKS + hook.id() + "/deliveries/" + delivery + "/redeliver/", "{}")
                .expect(202);
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 2);
        assertThat(receiver.got().getLast().header("webhook-id")).isEqualTo(got.header("webhook-id"));
        assertThat(http.get(WebhookStage.HOOKS + hook.id() + "/deliveries/?trigger=redelivery")
                        .results())
                .hasSize(1);
    }

    @Test
    void ofTwoNodesOneTellsEachEventOnce() {
        try (RunningRedoubt other = RunningRedoubt.on(redoubt.database(), WebhookStage.NEAR.toArray(String[]::new))) {
            stage.hook("\"event_types\":[\"risk.created\"],\"rate_per_second\":100");
            int before = receiver.got().size();
            for (int n = 0; n < 10; n++) {
                (n % 2 == 0 ? http : other.http())
                        .post("/api/v1/risks/", "{\"name\":\"Of two\"}")
                        .expect(201);
            }
            await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() >= before + 10);
            // Long enough for a second node to have told them as well.
            await().during(Duration.ofSeconds(2))
                    .atMost(WebhookStage.SOON)
                    .until(() -> receiver.got().size() == before + 10);
            assertThat(receiver.got().subList(before, before + 10).stream()
                            .map(got -> got.header("webhook-id"))
                            .distinct())
                    .hasSize(10);
        }
    }

    @Test
    void inTheOrderOfOneResourceWhatFailsHoldsUpWhatComesAfterIt() {
        stage.hook("\"event_types\":[\"risk.*\"],\"ordering\":\"per_resource\"");
        int before = receiver.got().size();
        receiver.answering(n -> Answer.of(n == before ? 500 : 204));
        String risk = stage.risk("In order");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() > before);
        http.patch("/api/v1/risks/" + risk + "/", "{\"description\":\"Changed\"}")
                .expect(200);
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 3);
        assertThat(receiver.got().subList(before, before + 3).stream().map(got -> got.header("x-redoubt-event")))
                .containsExactly("risk.created", "risk.created", "risk.updated");
    }
}
