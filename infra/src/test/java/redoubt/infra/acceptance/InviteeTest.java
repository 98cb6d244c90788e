package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of invitations when their address is verified, and when it is erased. */
class InviteeTest {

    private static final String USERS = "/api/v1/users/";
    private static final Pattern LINK = Pattern.compile("/verify-email/([^/\\s]+)/");
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void whoWasInvitedAndErasedStandsInNoInvitation() {
        try (var redoubt = RunningRedoubt.start()) {
            Http http = redoubt.http();
            Http stranger = http.anonymous();
            Colleagues.Person boss = new Colleagues(redoubt).person();
            String team = Colleagues.team(boss, Colleagues.organization(boss, "North"), "Crypto");
            String email = "sixth@canary.kowalska.example";
            Reply invited = boss.http()
                    .post(Colleagues.TEAMS + team + "/invite-member/", "{\"email\":\"" + email + "\"}")
                    .expect(201);
            String token = invited.json().path("invitation").path("token").asString();
            assertThat(Dump.of(redoubt.database(), "event", "event_tag", "snapshot"))
                    .doesNotContain(email);
            assertThat(Dump.of(redoubt.database(), "invite_link"))
                    .doesNotContain(email)
                    .doesNotContain(token);
            Reply made = Visitors.register(stranger, email).expect(201);
            String id = Visitors.claim(made.text("access"), "sub");

            http.post(USERS + id + "/erase/", "").expect(200);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(Dump.of(redoubt.database()))
                        .doesNotContain("sixth@canary")
                        .doesNotContain(hex("sixth@canary"));
                stranger.get("/api/invite/" + token + "/").expect(404);
            });
            assertThat(boss.http().get(Colleagues.INVITATIONS).text()).doesNotContain("sixth@canary");
        }
    }

    @Test
    void whoVerifiesTheirAddressJoinsWhereItWasInvited() {
        try (var redoubt = RunningRedoubt.start()) {
            Colleagues colleagues = new Colleagues(redoubt);
            Colleagues.Person boss = colleagues.person();
            String team = Colleagues.team(boss, Colleagues.organization(boss, "North"), "Crypto");
            String email = Visitors.email();
            boss.http()
                    .post(Colleagues.TEAMS + team + "/invite-member/", "{\"email\":\"" + email + "\"}")
                    .expect(201);
            Http stranger = redoubt.http().anonymous();
            Http invited = bearer(stranger, Visitors.register(stranger, email).expect(201));
            assertThat(invited.get(Colleagues.TEAMS).results()).isEmpty();

            verify(redoubt, email);

            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(invited.get(Colleagues.TEAMS).names()).containsExactly("Crypto"));
        }
    }

    @Test
    void whoRegistersBeginsWithAnOrganizationOfTheirOwnUnlessTheyWereInvited() {
        try (var redoubt = RunningRedoubt.start("--redoubt.sign-in.registration=workspace")) {
            Colleagues colleagues = new Colleagues(redoubt);
            Colleagues.Person ada = colleagues.person();

            Reply organizations = ada.http().get(Colleagues.ORGANIZATIONS).expect(200);
            assertThat(organizations.names()).containsExactly("My Workspace");
            assertThat(organizations.results().getFirst().path("myRole").asString())
                    .isEqualTo("security_team");
            Reply teams = ada.http().get(Colleagues.TEAMS + "?is_default=true&my_teams=true");
            assertThat(teams.names()).containsExactly("My Team");
            // Nobody else's is called the same by the same founder, and nobody sees another's.
            assertThat(colleagues.person().http().get(Colleagues.TEAMS).results())
                    .hasSize(1);

            String email = Visitors.email();
            ada.http()
                    .post(
                            Colleagues.TEAMS + teams.ids().getFirst() + "/invite-member/",
                            "{\"email\":\"" + email + "\"}")
                    .expect(201);
            Http stranger = redoubt.http().anonymous();
            Http ben = bearer(stranger, Visitors.register(stranger, email).expect(201));
            assertThat(ben.get(Colleagues.ORGANIZATIONS).results()).isEmpty();
        }
    }

    @Test
    void whoHasVerifiedTheirAddressJoinsWhereItIsInvitedWhenTheySignIn() {
        try (var redoubt = RunningRedoubt.start()) {
            Colleagues colleagues = new Colleagues(redoubt);
            Colleagues.Person boss = colleagues.person();
            String team = Colleagues.team(boss, Colleagues.organization(boss, "North"), "Crypto");
            Http stranger = redoubt.http().anonymous();
            String email = Visitors.email();
            Http ben = bearer(stranger, Visitors.register(stranger, email).expect(201));
            String invitation = "{\"team\":%s,\"email\":\"%s\",\"role\":\"member\",\"expiresAt\":\""
                    + Instant.now().plus(Duration.ofDays(7)) + "\"}";
            boss.http()
                    .post(Colleagues.INVITATIONS, invitation.formatted(team, email))
                    .expect(201);
            // An account alone proves nothing.
            signIn(stranger, email);
            assertThat(ben.get(Colleagues.TEAMS).results()).isEmpty();
            boss.http()
                    .delete(Colleagues.INVITATIONS
                            + boss.http().get(Colleagues.INVITATIONS).ids().getFirst() + "/");

            verify(redoubt, email);
            boss.http()
                    .post(Colleagues.INVITATIONS, invitation.formatted(team, email))
                    .expect(201);
            signIn(stranger, email);

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(ben.get(Colleagues.TEAMS).names()).containsExactly("Crypto"));
        }
    }

    /** Does what the letter to an address asks for. */
    private static void verify(RunningRedoubt redoubt, String email) {
        String key = await().atMost(SOON).until(() -> key(redoubt, email), found -> !found.isEmpty());
        redoubt.http()
                .anonymous()
                .post("/api/auth/registration/verify-email/", "{\"key\":\"" + key + "\"}")
                .expect(200);
    }

    private static void signIn(Http stranger, String email) {
        Visitors.signIn(stranger, email, Visitors.PASSWORD).expect(200);
    }

    /** What stands in the letter to an address; empty while there is none. */
    private static String key(RunningRedoubt redoubt, String email) throws IOException {
        Path outbox = Path.of("target", "data", redoubt.database().name(), "outbox");
        if (Files.isDirectory(outbox)) {
            try (Stream<Path> letters = Files.list(outbox)) {
                for (Path letter : letters.toList()) {
                    String text = Files.readString(letter);
                    Matcher link = LINK.matcher(text);
                    if (text.contains("To: " + email) && link.find()) {
                        return link.group(1);
                    }
                }
            }
        }
        return "";
    }

    private static Http bearer(Http http, Reply signedIn) {
        return http.with("Authorization", "Bearer " + signedIn.text("access"));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
