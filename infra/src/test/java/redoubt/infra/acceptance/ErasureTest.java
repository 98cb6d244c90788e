package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureTest {

    private static final String USERS = "/api/v1/users/";
    private static final String CANARY = "canary.kowalska";
    private static final Pattern VERIFY = Pattern.compile("/verify-email/([0-9a-z-]+)/");
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
    void whoIsErasedIsSignedOutEverywhereAndLeavesNoAccountBehind() throws IOException {
        Http stranger = http.anonymous();
        String email = "fifth@" + CANARY + ".example";
        Reply made = Visitors.register(stranger, email).expect(201);
        String id = Visitors.claim(made.text("access"), "sub");
        Reply again = Visitors.signIn(stranger, email, Visitors.PASSWORD).expect(200);
        Visitors.signIn(stranger, email, Visitors.OTHER).expect(400);
        bearer(made)
                .patch(
                        Visitors.USER,
                        "{\"username\":\"fifth." + CANARY + "\",\"last_name\":\"" + CANARY + " the fifth\"}")
                .expect(200);
        stranger.post("/api/auth/password/reset/", "{\"email\":\"" + email + "\"}")
                .expect(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(letters())
                .contains("To: " + email)
                .containsPattern(VERIFY)
                .contains("/reset-password/"));
        Matcher link = VERIFY.matcher(letters());
        assertThat(link.find()).isTrue();
        stranger.post("/api/auth/registration/verify-email/", "{\"key\":\"" + link.group(1) + "\"}")
                .expect(200);
        assertThat(Dump.of(redoubt.database(), "account")).contains("fifth." + CANARY);
        Http program = http.as(bearer(made)
                .post("/api/v1/api-tokens/", "{\"name\":\"Theirs\"}")
                .expect(201)
                .text("token"));
        program.get("/api/v1/me/").expect(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(Dump.of(redoubt.database(), "token_use"))
                .contains(id));

        http.post(USERS + id + "/erase/", "").expect(200);

        for (Reply session : List.of(made, again)) {
            bearer(session).get(Visitors.USER).expect(401);
            Visitors.renew(stranger, session.text("refresh"), null).expect(401);
        }
        program.get("/api/v1/me/").expect(401);
        Visitors.signIn(stranger, email, Visitors.PASSWORD).expect(400);
        await().atMost(SOON).untilAsserted(() -> assertThat(dumped(id))
                .doesNotContain("fifth@" + CANARY)
                .doesNotContain("fifth." + CANARY)
                .doesNotContain(CANARY + " the fifth")
                .doesNotContain(hex("fifth@" + CANARY))
                .doesNotContain(hex(CANARY + " the fifth")));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(letters()).doesNotContain(CANARY);
            assertThat(Dump.of(redoubt.database(), "account").lines().filter(row -> row.contains(id)))
                    .singleElement()
                    .asString()
                    .contains("erased:" + id)
                    .doesNotContain("argon2");
            assertThat(Dump.of(redoubt.database(), "token_use")).doesNotContain(id);
            assertThat(Dump.events(redoubt.database(), "session.ended"))
                    .hasSize(2)
                    .allMatch(event -> event.contains("erased"));
        });
        // Nothing of it is in the way of whoever has the address next.
        Visitors.register(stranger, email).expect(201);
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

    private Http bearer(Reply signedIn) {
        return http.anonymous().with("Authorization", "Bearer " + signedIn.text("access"));
    }

    /** All letters in the outbox. */
    private String letters() throws IOException {
        Path outbox = Path.of("target", "data", redoubt.database().name(), "outbox");
        StringBuilder all = new StringBuilder();
        if (Files.isDirectory(outbox)) {
            try (Stream<Path> letters = Files.list(outbox)) {
                for (Path letter : letters.toList()) {
                    all.append(Files.readString(letter));
                }
            }
        }
        return all.toString();
    }

    private String log() {
        return Dump.of(redoubt.database(), "event", "event_tag", "snapshot");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
