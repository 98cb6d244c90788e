package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureTest {

    private static final String USERS = "/api/v1/users/";
    private static final String CANARY = "canary.kowalska";
    private static final Duration SOON = Duration.ofSeconds(10);

    private RunningRedoubt redoubt;
    private Http http;

    @BeforeAll
    void start() {
        redoubt = RunningRedoubt.start();
        http = redoubt.http();
    }

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void theLogNeverSaysInClearWhoSomebodyIs() {
        Reply made = user("first@" + CANARY + ".example");

        assertThat(made.text("email")).isEqualTo("first@" + CANARY + ".example");
        assertThat(log()).isNotEmpty().doesNotContain(CANARY);
    }

    @Test
    void whoIsErasedIsNowhereInTheDatabaseAndEverythingTheyDidStaysTheirs() {
        Reply made = http.with("Idempotency-Key", "erase-me")
                .post(
                        USERS,
                        "{\"email\":\"second@" + CANARY + ".example\",\"last_name\":\"" + CANARY + " the second\"}")
                .expect(201);
        http.patch(USERS + made.id() + "/", "{\"first_name\":\"Anna " + CANARY + "\"}")
                .expect(200);
        assertThat(http.get(USERS + made.id() + "/history/").expect(200).text()).contains("Anna " + CANARY);

        Reply erased = http.post(USERS + made.id() + "/erase/", "").expect(200);

        assertThat(erased.text("email")).isEqualTo("erased-" + made.id());
        assertThat(erased.json().path("is_active").booleanValue()).isFalse();
        await().atMost(SOON).untilAsserted(() -> assertThat(dumped(made.id()))
                .doesNotContain("second@" + CANARY)
                .doesNotContain(CANARY + " the second")
                .doesNotContain("Anna " + CANARY)
                .doesNotContain(hex("second@" + CANARY))
                .doesNotContain(hex("Anna " + CANARY)));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        http.get(USERS + made.id() + "/history/").expect(200).text())
                .contains("user.created", "user.updated", "user.erased")
                .doesNotContain(CANARY));
        Reply verdict = http.get("/api/v1/audit-log/verify/").expect(200);
        assertThat(verdict.json().path("valid").asBoolean()).as(verdict.text()).isTrue();
    }

    @Test
    void erasingAgainChangesNothing() {
        Reply made = user("third@" + CANARY + ".example");
        Reply once = http.post(USERS + made.id() + "/erase/", "").expect(200);

        Reply twice = http.post(USERS + made.id() + "/erase/", "").expect(200);

        assertThat(twice.json().path("version")).isEqualTo(once.json().path("version"));
    }

    @Test
    void theAddressOfWhoWasErasedIsFree() {
        Reply made = user("fourth@" + CANARY + ".example");
        http.post(USERS, "{\"email\":\"fourth@" + CANARY + ".example\"}").expect(400);
        http.post(USERS + made.id() + "/erase/", "").expect(200);

        Reply other = user("fourth@" + CANARY + ".example");

        assertThat(other.id()).isNotEqualTo(made.id());
        assertThat(http.get(USERS + other.id() + "/").expect(200).text("email"))
                .isEqualTo("fourth@" + CANARY + ".example");
    }

    @Test
    void nobodyErasesThemselves() {
        String me = http.get("/api/v1/me/").expect(200).id();

        http.post(USERS + me + "/erase/", "").expect(400);
    }

    private Reply user(String email) {
        return http.post(USERS, "{\"email\":\"" + email + "\"}").expect(201);
    }

    /** The whole database but for the rows of others who bear the name as well. */
    private String dumped(String id) {
        assertThat(http.get(USERS + id + "/").expect(200).text()).doesNotContain(CANARY);
        return Dump.of(redoubt.database());
    }

    private String log() {
        return Dump.of(redoubt.database(), "event", "event_tag", "snapshot");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
