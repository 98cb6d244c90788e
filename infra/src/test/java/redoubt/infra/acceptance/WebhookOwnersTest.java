package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;
import redoubt.model.access.Role;

/** Endpoints are told what their owners may know, and no more than that, at the moment in which they are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class WebhookOwnersTest {

    /** Longer than it takes until something is tried again. */
    private static final Duration QUIET = Duration.ofSeconds(4);

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
    void whoMayNotKnowOfItAnyMoreIsNotToldWhateverWaits() {
        String folder = folder("Lost");
        Staff ben = Staff.hired(redoubt, Role.DOMAIN_MANAGER, folder);
        Reply hook = hook(ben, folder, "", "risk.created");
        int before = receiver.got().size();
        risk(folder, "Known");
        assertThat(stage.first("risk.created", before)
                        .json()
                        .path("data")
                        .path("name")
                        .asString())
                .isEqualTo("Known");

        receiver.answering(_ -> Answer.of(500));
        String refused = risk(folder, "Refused at first");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() > before + 1);
        http.get("/api/v1/role-assignments/?user=" + ben.user()).ids().forEach(id -> http.delete(
                        "/api/v1/role-assignments/" + id + "/")
                .expect(204));
        int then = receiver.got().size();
        receiver.answering(_ -> Answer.of(204));
        risk(folder, "Unknown");
        await().during(QUIET)
                .atMost(WebhookStage.SOON)
                .until(() -> receiver.got().size() <= then + 1
                        && receiver.got().stream().noneMatch(got -> got.text().contains("Unknown")));
        String deliveries = WebhookStage.HOOKS + hook.id() + "/deliveries/";
        assertThat(http.get(deliveries + "?resource_id=" + refused)
                        .json()
                        .path("results")
                        .path(0)
                        .path("state")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(http.get(deliveries).ids()).hasSize(2);
    }

    @Test
    void whatIsOwnedBySomebodyWhoIsNotActiveAnyMoreIsStopped() {
        String folder = folder("Left");
        Staff ben = Staff.hired(redoubt, Role.DOMAIN_MANAGER, folder);
        Reply hook = hook(ben, folder, "", "risk.created");
        http.patch("/api/v1/users/" + ben.user() + "/", "{\"is_active\":false}").expect(200);
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hook.id() + "/").text("disabled_reason"))
                .isEqualTo("owner_inactive"));
    }

    @Test
    void ownersHearAtTheirOtherEndpointsThatOneIsStopped() {
        String folder = folder("Heard");
        Staff ben = Staff.hired(redoubt, Role.DOMAIN_MANAGER, folder);
        Staff ann = Staff.hired(redoubt, Role.DOMAIN_MANAGER, folder);
        Reply gone = hook(ben, folder, "/gone", "risk.created");
        hook(ben, folder, "/ben", "webhook.disabled");
        hook(ann, folder, "/ann", "webhook.disabled");
        receiver.judging(got -> Answer.of(got.path().endsWith("/gone") ? 410 : 204));
        int before = receiver.got().size();
        risk(folder, "Nobody there");
        await().atMost(WebhookStage.SOON).until(() -> !told(before, "/ben").isEmpty());
        Got got = told(before, "/ben").getFirst();
        assertThat(got.json().path("type").asString()).isEqualTo("webhook.disabled");
        assertThat(got.json().path("data").path("id").asString()).isEqualTo(gone.id());
        assertThat(got.json().path("data").path("reason").asString()).isEqualTo("gone");
        assertThat(got.json().path("data").path("url_host").asString()).isEqualTo("127.0.0.1");
        assertThat(got.text()).doesNotContain("kept");
        await().during(Duration.ofSeconds(2)).atMost(WebhookStage.SOON).until(() -> told(before, "/ann")
                .isEmpty());
    }

    @Test
    void whatIsSecretAboutAnEndpointChangesWithTheRestOfItOrNotAtAll() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"],\"headers\":{\"X-Tenant\":\"acme\"}");
        String path = WebhookStage.HOOKS + hook.id() + "/";
        assertThat(hook.json().path("header_names").path(0).asString()).isEqualTo("X-Tenant");
        Reply wrong = http.patch(path, "{\"name\":\"\",\"headers\":{\"Host\":\"here\"}}")
                .expect(400);
        assertThat(wrong.json().path("details").propertyNames()).containsExactlyInAnyOrder("name", "headers");
        Reply changed = http.patch(path, "{\"name\":\"Renamed\",\"headers\":{\"X-Other\":\"acne\"}}")
                .expect(200);
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
        assertThat(changed.text()).contains("Renamed", "X-Other").doesNotContain("acne", "X-Tenant");
        int before = receiver.got().size();
        stage.risk("With headers");
        Got got = stage.first("risk.created", before);
        assertThat(got.header("x-other")).isEqualTo("acne");
        assertThat(got.header("x-tenant")).isEmpty();
        assertThat(Dump.of(redoubt.database())).doesNotContain("acne");

        http.patch(path, "{\"headers\":{}}").expect(200);
        stage.risk("Without headers");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 2);
        assertThat(receiver.got().getLast().header("x-other")).isEmpty();
    }

    @Test
    void whoeverSaysThatAnEndpointIsActiveLetsItBeginAfresh() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        String path = WebhookStage.HOOKS + hook.id() + "/";
        receiver.answering(_ -> Answer.of(500));
        stage.risk("Failing");
        await().atMost(WebhookStage.SOON)
                .until(() -> http.get(path).json().path("consecutive_failures").asInt() >= 1);
        receiver.answering(_ -> Answer.of(204).with("Retry-After", "1"));
        Reply afresh = http.patch(path, "{\"is_active\":true}").expect(200);
        assertThat(afresh.json().path("version").asInt()).isEqualTo(1);
        await().atMost(WebhookStage.SOON).untilAsserted(() -> {
            Reply now = http.get(path).expect(200);
            assertThat(now.text("status")).isEqualTo("active");
            assertThat(now.json().path("consecutive_failures").asInt()).isZero();
        });
    }

    @Test
    void whatHappensWhileAnEndpointIsNotActiveIsNotForIt() {
        Reply hook = stage.hook("\"event_types\":[\"risk.created\"]");
        String path = WebhookStage.HOOKS + hook.id() + "/";
        int before = receiver.got().size();
        stage.risk("Before");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 1);
        for (int round = 0; round < 5; round++) {
            http.patch(path, "{\"is_active\":false}").expect(200);
            stage.risk("Meanwhile");
            http.patch(path, "{\"is_active\":true}").expect(200);
        }
        stage.risk("After");
        await().atMost(WebhookStage.SOON).until(() -> receiver.got().size() == before + 2);
        assertThat(receiver.got().stream()
                        .skip(before)
                        .map(got -> got.json().path("data").path("name").asString()))
                .containsExactly("Before", "After");
    }

    @Test
    void whatIsTooLongIsToldByItsNameAlone() {
        stage.hook("\"event_types\":[\"risk_matrix.created\"]");
        int before = receiver.got().size();
        String long2000 = "\\u0001".repeat(2_000);
        List<String> steps = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        String described = String.join(
                ",",
                steps.stream()
                        .map(step -> "{\"abbreviation\":\"" + step + "\",\"name\":\"" + step + "\",\"description\":\""
                                + long2000 + "\"}")
                        .toList());
        String levels = described.replace("{\"abbreviation\":\"", "{\"slug\":\"level\",\"abbreviation\":\"");
        for (String step : steps) {
            levels = levels.replaceFirst("\"level\"", "\"level_" + step + "\"");
        }
        String row = "[" + String.join(",", steps.stream().map(_ -> "0").toList()) + "]";
        String grid = "[" + String.join(",", steps.stream().map(_ -> row).toList()) + "]";
        String matrix = http.post(
                        "/api/v1/risk-matrices/",
                        "{\"name\":\"Too long\",\"definition\":{\"probability\":[" + described + "],\"impact\":["
                                + described + "],\"risk\":[" + levels + "],\"grid\":" + grid + "}}")
                .expect(201)
                .id();
        Got got = stage.first("risk_matrix.created", before);
        assertThat(got.body()).hasSizeLessThan(2_048);
        assertThat(got.json().path("truncated").asBoolean()).isTrue();
        assertThat(got.json().path("data").propertyNames()).containsExactly("id");
        assertThat(got.json().path("data").path("id").asString()).isEqualTo(matrix);
    }

    private List<Got> told(int before, String path) {
        return receiver.got().stream()
                .skip(before)
                .filter(got -> got.path().endsWith(path))
                .toList();
    }

    private String folder(String name) {
        return http.post("/api/v1/folders/", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .id();
    }

    private String risk(String folder, String name) {
        return http.post("/api/v1/risks/", "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }

    private Reply hook(Staff owner, String folder, String path, String type) {
        return owner.http()
                .post(
                        WebhookStage.HOOKS,
                        "{\"name\":\"Of staff\",\"url\":\"" + receiver.url() + path + "\",\"folders\":[\"" + folder
                                + "\"],\"event_types\":[\"" + type + "\"]}")
                .expect(201);
    }
}
