package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Visitors.OTHER;
import static redoubt.infra.acceptance.Visitors.PASSWORD;
import static redoubt.infra.acceptance.Visitors.USER;
import static redoubt.infra.acceptance.Visitors.email;
import static redoubt.infra.acceptance.Visitors.register;
import static redoubt.infra.acceptance.Visitors.renew;
import static redoubt.infra.acceptance.Visitors.signIn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People make accounts, come in, and forget their passwords. */
@ExtendWith(SharedRedoubt.class)
class AccountTest {

    private final RunningRedoubt redoubt;
    private final Http http;

    AccountTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http().anonymous();
    }

    @Test
    void whoRegistersIsSignedInAndKnown() {
        String email = email();
        Reply made = register(http, email.toUpperCase(Locale.ROOT)).expect(201);

        assertThat(made.json().path("user").path("email").asString()).isEqualTo(email);
        assertThat(made.json().path("user").path("pk").isIntegralNumber()).isTrue();
        assertThat(made.text("accessToken")).isEqualTo(made.text("access"));
        assertThat(made.header("Set-Cookie")).contains("HttpOnly");
        Reply self = bearer(made).get(USER).expect(200);
        assertThat(self.json()).isEqualTo(made.json().path("user"));
        assertThat(self.json().path("username").asString()).isEqualTo(email);
        register(http, email).expect(400);
        assertThat(register(http, email).text())
                .isEqualTo("{\"email\":[\"User is already registered with this e-mail address.\"]}");
    }

    @Test
    void aPasswordMustBeHardToGuess() {
        String form = "{\"email\":\"%s\",\"password1\":\"%s\",\"password2\":\"%s\"}";
        String email = email();
        for (var each : List.of(
                List.of(
                        "short",
                        "{\"password1\":[\"This password is too short. It must contain at least 8 characters.\"]}"),
                List.of("football", "{\"password1\":[\"This password is too common.\"]}"),
                List.of("QwertyUIOP", "{\"password1\":[\"This password is too common.\"]}"),
                List.of("94857201938475", "{\"password1\":[\"This password is entirely numeric.\"]}"),
                List.of(email, "{\"nonFieldErrors\":[\"The password is too similar to the username.\"]}"))) {
            Reply told = http.post("/api/auth/registration/", form.formatted(email, each.getFirst(), each.getFirst()));
            assertThat(told.text()).as(each.getFirst()).isEqualTo(each.getLast());
        }
    }

    @Test
    void whoKnowsThePasswordComesInAndNobodyElseLearnsWhetherThereIsAnAccount() {
        String email = email();
        register(http, email).expect(201);

        signIn(http, email.toUpperCase(Locale.ROOT), PASSWORD).expect(200);
        Reply wrong = signIn(http, email, OTHER).expect(400);
        Reply unknown = signIn(http, email(), OTHER).expect(400);
        assertThat(wrong.text())
                .isEqualTo("{\"nonFieldErrors\":[\"Unable to log in with provided credentials.\"]}")
                .isEqualTo(unknown.text());
        // The first administrator has no password yet.
        signIn(http, "admin@redoubt.local", OTHER).expect(400);
    }

    @Test
    void aPersonIsAsGoodAsATokenOnEveryDialect() {
        try (var member = RunningRedoubt.start("--redoubt.sign-in.registration=member")) {
            Reply made = register(member.http().anonymous(), email()).expect(201);
            Http person = bearer(made);
            Http there = member.http().with("Authorization", "Bearer " + made.text("access"));

            assertThat(there.get("/api/v1/folders/").expect(200).ids()).isNotEmpty();
            there.post("/api/v1/risks/", "{\"name\":\"Not by a reader\"}").expect(403);
            assertThat(there.get("/api/v1/me/").expect(200).text("email")).isNotEmpty();
            // A token of another house is none of ours.
            person.get("/api/v1/folders/").expect(401);
        }
        Reply stranger = register(http, email()).expect(201);
        assertThat(bearer(stranger).get("/api/v1/folders/").expect(200).ids()).isEmpty();
        bearer(stranger).get("/api/v1/events/").expect(403);
        redoubt.http().get(USER).expect(200);
    }

    @Test
    void whoForgotTheirPasswordFindsALetterThatIsGoodOnce() throws IOException {
        try (var there = RunningRedoubt.start()) {
            Http stranger = there.http().anonymous();
            String email = email();
            Reply before = register(stranger, email).expect(201);
            for (String address : List.of(email(), email)) {
                assertThat(stranger.post("/api/auth/password/reset/", "{\"email\":\"" + address + "\"}")
                                .expect(200)
                                .text())
                        .isEqualTo("{\"detail\":\"Password reset e-mail has been sent.\"}");
            }
            String letter = letter(there, "Redoubt Password Reset");
            assertThat(letter).contains("To: " + email);
            Matcher link = Pattern.compile("https://redoubt\\.example\\.org/reset-password/([0-9a-z]+)/([^/\\s]+)/")
                    .matcher(letter);
            assertThat(link.find()).isTrue();
            String form = "{\"uid\":\"%s\",\"token\":\"%s\",\"new_password1\":\"%s\",\"new_password2\":\"%s\"}";
            String confirm = "/api/auth/password/reset/confirm/";

            assertThat(stranger.post(confirm, form.formatted("zzzz", link.group(2), OTHER, OTHER))
                            .text())
                    .isEqualTo("{\"uid\":[\"Invalid value\"]}");
            assertThat(stranger.post(confirm, form.formatted(link.group(1), "x-1", OTHER, OTHER))
                            .text())
                    .isEqualTo("{\"token\":[\"Invalid value\"]}");
            stranger.post(confirm, form.formatted(link.group(1), link.group(2), "football", "football"))
                    .expect(400);
            String good = form.formatted(link.group(1), link.group(2), OTHER, OTHER);
            stranger.post(confirm, good).expect(200);
            assertThat(stranger.post(confirm, good).expect(400).text()).isEqualTo("{\"token\":[\"Invalid value\"]}");

            there.http()
                    .with("Authorization", "Bearer " + before.text("access"))
                    .get(USER)
                    .expect(401);
            renew(stranger, before.text("refresh"), null).expect(401);
            signIn(stranger, email, OTHER).expect(200);
            assertThat(events(there, "user.password_set"))
                    .contains("registered")
                    .contains("reset");
            assertThat(events(there, "user.password_reset_requested")).isNotEmpty();
        }
    }

    @Test
    void whoReadsTheLetterToTheirAddressHasVerifiedItOnce() throws IOException {
        try (var there = RunningRedoubt.start()) {
            Http stranger = there.http().anonymous();
            String email = email();
            String id = Visitors.claim(register(stranger, email).expect(201).text("access"), "sub");
            String letter = letter(there, "Redoubt E-mail Address");
            assertThat(letter).contains("To: " + email);
            Matcher link = Pattern.compile("https://redoubt\\.example\\.org/verify-email/([^/\\s]+)/")
                    .matcher(letter);
            assertThat(link.find()).isTrue();
            String verify = "/api/auth/registration/verify-email/";
            String key = "{\"key\":\"" + link.group(1) + "\"}";

            for (String wrong :
                    List.of("x", "zzzz-" + "0".repeat(64), link.group(1).replaceAll(".$", "x"))) {
                stranger.post(verify, "{\"key\":\"" + wrong + "\"}").expect(404);
            }
            assertThat(stranger.post(verify, key).expect(200).text()).isEqualTo("{\"detail\":\"ok\"}");
            stranger.post(verify, key).expect(404);
            stranger.get(verify).expect(405);

            assertThat(there.http()
                            .get("/api/v1/users/" + id + "/history/")
                            .expect(200)
                            .text())
                    .containsOnlyOnce("user.email_verified");
            assertThat(events(there, "user.email_verified")).isNotEmpty().doesNotContain(email);
        }
    }

    @Test
    void aLetterToAnAddressOfBeforeVerifiesNothing() throws IOException {
        try (var there = RunningRedoubt.start()) {
            Http stranger = there.http().anonymous();
            String id = Visitors.claim(register(stranger, email()).expect(201).text("access"), "sub");
            Matcher link =
                    Pattern.compile("/verify-email/([^/\\s]+)/").matcher(letter(there, "Redoubt E-mail Address"));
            assertThat(link.find()).isTrue();
            there.http()
                    .patch("/api/v1/users/" + id + "/", "{\"email\":\"" + email() + "\"}")
                    .expect(200);

            stranger.post("/api/auth/registration/verify-email/", "{\"key\":\"" + link.group(1) + "\"}")
                    .expect(404);
            for (String address : List.of(email(), "admin@redoubt.local")) {
                assertThat(stranger.post("/api/auth/registration/resend-email/", "{\"email\":\"" + address + "\"}")
                                .expect(200)
                                .text())
                        .isEqualTo("{\"detail\":\"ok\"}");
            }
        }
    }

    @Test
    void whoTriesTooOftenWaitsWhetherOrNotThereIsAnAccount() {
        try (var there = RunningRedoubt.start("--redoubt.sign-in.attempts=3")) {
            Http stranger = there.http().anonymous();
            String email = email();
            register(stranger, email).expect(201);
            for (String address : List.of(email, email())) {
                for (int attempt = 0; attempt < 3; attempt++) {
                    signIn(stranger, address, OTHER).expect(400);
                }
                Reply told = signIn(stranger, address, PASSWORD).expect(429);
                assertThat(Integer.parseInt(String.valueOf(told.header("Retry-After"))))
                        .isBetween(1, 900);
            }
        }
    }

    @Test
    void nobodyFindsAPasswordOrATokenInWhatIsKept() {
        String email = email();
        Reply made = register(http, email).expect(201);
        signIn(http, email, PASSWORD).expect(200);
        String dump = Dump.of(redoubt.database());

        assertThat(dump).contains("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(dump).doesNotContain(PASSWORD).doesNotContain(made.text("refresh"));
        assertThat(dump).doesNotContain("\"d\":");
        assertThat(Dump.of(redoubt.database(), "event")).doesNotContain("argon2");
    }

    @Test
    void peopleMayCallThemselvesWhatNobodyElseIsCalled() {
        Reply made = register(http, email()).expect(201);
        Reply neighbour = register(http, email()).expect(201);
        String name = "name-" + UUID.randomUUID();

        assertThat(bearer(made)
                        .patch(USER, "{\"username\":\"" + name + "\",\"first_name\":\"Ada\"}")
                        .expect(200)
                        .json()
                        .path("firstName")
                        .asString())
                .isEqualTo("Ada");
        assertThat(bearer(neighbour)
                        .patch(USER, "{\"username\":\"" + name + "\"}")
                        .expect(400)
                        .text())
                .isEqualTo("{\"username\":[\"A user with that username already exists.\"]}");
        bearer(made).put(USER, "{\"username\":\"" + name + "\"}").expect(200);
        bearer(made).delete(USER).expect(405);
    }

    private Http bearer(Reply signedIn) {
        return http.with("Authorization", "Bearer " + signedIn.text("access"));
    }

    private static String events(RunningRedoubt redoubt, String name) {
        return String.join("\n", Dump.events(redoubt.database(), name));
    }

    /** The one letter about that. */
    private static String letter(RunningRedoubt redoubt, String subject) throws IOException {
        Path outbox = Path.of("target", "data", redoubt.database().name(), "outbox");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            if (Files.isDirectory(outbox)) {
                try (Stream<Path> letters = Files.list(outbox)) {
                    List<String> found = new ArrayList<>();
                    for (Path letter : letters.toList()) {
                        String text = Files.readString(letter);
                        if (text.contains("\nSubject: " + subject + "\n") && text.endsWith(".\n")) {
                            found.add(text);
                        }
                    }
                    if (!found.isEmpty()) {
                        assertThat(found).hasSize(1);
                        return found.getFirst();
                    }
                }
            }
        }
        throw new AssertionError("No letter in " + outbox);
    }
}
