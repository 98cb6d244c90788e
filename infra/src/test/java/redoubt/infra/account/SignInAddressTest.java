package redoubt.infra.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.Visitors;

/** Auditors find from where people came in, or tried to, and from where a file did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SignInAddressTest {

    private static final String HOME = "2001:db8::7";
    private static final String NEXT_DOOR = "2001:db8::8";
    private static final String OFFICE = "192.0.2.10";
    private static final Duration SOON = Duration.ofSeconds(10);

    private RunningRedoubt redoubt;
    private Http http;

    @BeforeAll
    void start() {
        redoubt = RunningRedoubt.start("--redoubt.proxies.trusted=127.0.0.1");
        http = redoubt.http();
    }

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void whoMakesAnAccountAndSignsInAndOutIsFoundByTheWholeAddress() {
        String email = Visitors.email();
        Visitors.register(at(HOME), email).expect(201);
        Reply signedIn = signIn(at(OFFICE), email, Visitors.PASSWORD).expect(200);
        String user = user(signedIn);
        at(NEXT_DOOR)
                .with("Authorization", "Bearer " + signedIn.text("access"))
                .send("POST", "/api/auth/logout/", BodyPublishers.noBody())
                .expect(200);

        assertFound(HOME, "resource=" + user, "user.created", "user.password_set");
        assertFound(HOME, "actor=" + user, "session.created");
        assertFound(OFFICE, "actor=" + user, "session.created");
        assertFound(NEXT_DOOR, "actor=" + user, "session.ended");
    }

    @Test
    void whoTriesInVainIsFoundByTheAddressUntilTheAccountIsErased() {
        String email = Visitors.email();
        String user = user(Visitors.register(at(OFFICE), email).expect(201));
        signIn(at(HOME), email, Visitors.OTHER).expect(400);
        signIn(at(NEXT_DOOR), email, Visitors.OTHER).expect(400);
        redoubt.part(FailedSignIns.class).note().block(SOON);

        assertFound(HOME, "resource=" + user, "user.sign_ins_failed");
        assertFound(NEXT_DOOR, "resource=" + user, "user.sign_ins_failed");

        http.post("/api/v1/users/" + user + "/erase/", "").expect(200);
        assertFound(HOME, "resource=" + user);
        assertFound(OFFICE, "resource=" + user);
    }

    @Test
    void whatAFileBringsInIsFoundByTheAddressOfWhoSentIt() {
        String folder = http.post("/api/v1/folders/", "{\"name\":\"Import " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
        String rows = "name,likelihood,impact\r\nPhishing,4,3\r\nFlood,1,5\r\n";
        at(NEXT_DOOR)
                .as(RunningRedoubt.TOKEN)
                .with("Content-Type", "text/csv")
                .send(
                        "POST",
                        "/api/v1/risks/import/?dry_run=false&folder=" + folder,
                        BodyPublishers.ofByteArray(rows.getBytes(UTF_8)))
                .expect(200);

        assertFound(NEXT_DOOR, "folder=" + folder, "risk.created", "risk.created");
        assertFound(HOME, "folder=" + folder);
    }

    /** Addresses are kept some moments after the events. */
    private void assertFound(String address, String filter, String... types) {
        String question = "/api/v1/audit-log/?page_size=500&ip=" + address + "&" + filter;
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(types(http.get(question))).containsExactlyInAnyOrder(types));
    }

    private static List<String> types(Reply reply) {
        return reply.expect(200).results().stream()
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    private Http at(String address) {
        return http.anonymous().with("X-Forwarded-For", address);
    }

    private static Reply signIn(Http http, String email, String password) {
        return http.post("/api/auth/login/", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    private static String user(Reply signedIn) {
        return Visitors.claim(signedIn.text("access"), "sub");
    }
}
