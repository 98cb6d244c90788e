package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens: shown once, known by their digest, and worth no more than they were given. */
@ExtendWith(SharedRedoubt.class)
class TokenTest {

    private static final String TOKENS = "/api/v1/api-tokens/";

    private final RunningRedoubt redoubt;
    private final Http http;

    TokenTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
    }

    @Test
    void t05ATokenIsShownWhenItIsMadeAndNeverAgain() {
        Reply made = make("\"name\":\"CI/CD Integration\"");
        String secret = made.text("token");

        assertThat(secret).matches("pst_[A-Za-z0-9_-]{43}");
        assertThat(made.text("token_preview")).isEqualTo(secret.substring(0, 12));
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(made.json().path("expires_at").isNull()).isTrue();
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(http.get(TOKENS + made.id() + "/").expect(200).text()).doesNotContain(secret);
        assertThat(http.get(TOKENS + "?page_size=500").expect(200).text()).doesNotContain(secret);
        assertThat(http.get(TOKENS + made.id() + "/history/").expect(200).text())
                .doesNotContain(secret);
        assertThat(http.as(secret).get(TOKENS + "current/").expect(200).id()).isEqualTo(made.id());
        assertThat(Dump.of(redoubt.database())).doesNotContain(secret).doesNotContain(secret.substring(4, 40));
        revoke(made);
    }

    @Test
    void t05ARevokedTokenOpensNothingAndStaysListed() {
        Reply made = make("\"name\":\"Revoked\"");
        Http bearer = http.as(made.text("token"));
        bearer.get("/api/v1/risks/").expect(200);
        // The token takes itself back.
        bearer.delete(TOKENS + made.id() + "/").expect(204);

        bearer.get("/api/v1/risks/").expect(401);
        Reply left = http.get(TOKENS + made.id() + "/").expect(200);
        assertThat(left.text("status")).isEqualTo("revoked");
        assertThat(left.text("revoked_at")).isNotEmpty();
        assertThat(http.get(TOKENS + "?status=revoked&page_size=500").ids()).contains(made.id());
    }

    @Test
    void aTokenEndsWhenItShould() {
        Instant soon = Instant.now().plus(2, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        Reply made = make("\"name\":\"Short\",\"expires_at\":\"" + soon + "\"");

        assertThat(made.text("expires_at")).isEqualTo(soon.toString());
        for (String wrong : new String[] {
            "\"expires_at\":\"2020-01-01T00:00:00Z\"",
            "\"expires_in\":59",
            "\"expires_in\":600,\"expires_at\":\"2099-01-01T00:00:00Z\"",
            "\"expires_in\":\"600\""
        }) {
            http.post(TOKENS, "{\"name\":\"Wrong\"," + wrong + "}").expect(400);
        }
        revoke(made);
    }

    @Test
    void aTokenOfOneFolderSeesNothingElse() {
        String mine = folder();
        String inside = http.post("/api/v1/risks/", "{\"name\":\"Inside\",\"folder\":\"" + mine + "\"}")
                .id();
        String outside = http.post("/api/v1/risks/", "{\"name\":\"Outside\",\"folder\":\"" + folder() + "\"}")
                .id();
        Reply made = make("\"name\":\"Narrow\",\"folder\":\"" + mine + "\"");
        Http narrow = http.as(made.text("token"));

        assertThat(narrow.get("/api/v1/risks/").ids()).containsExactly(inside);
        narrow.get("/api/v1/risks/" + outside + "/").expect(404);
        narrow.patch("/api/v1/risks/" + outside + "/", "{\"impact\":1}").expect(404);
        assertThat(narrow.post("/api/v1/risks/", "{\"name\":\"At home\"}")
                        .expect(201)
                        .text("folder"))
                .isEqualTo(mine);
        narrow.post("/api/v1/risks/", "{\"name\":\"Away\",\"folder\":\"" + folder() + "\"}")
                .expect(400);
        assertThat(narrow.get("/api/v1/events/?resource=" + outside).results()).isEmpty();
        assertThat(narrow.get("/api/v1/me/")
                        .expect(200)
                        .json()
                        .path("permissions")
                        .propertyNames())
                .containsExactly(mine);
        revoke(made);
    }

    @Test
    void aTokenGivesNoMoreThanItHas() {
        Reply made = make("\"name\":\"Reader\",\"read_only\":true");
        http.as(made.text("token")).post(TOKENS, "{\"name\":\"Writer\"}").expect(403);
        revoke(made);
    }

    @Test
    void theShortestLifeIsAMinute() {
        revoke(make("\"name\":\"Brief\",\"expires_in\":60"));
    }

    @Test
    void aTokenThatOnlyReadsPostsNothing() {
        Reply made = make("\"name\":\"Reader\",\"read_only\":true");
        Http reading = http.as(made.text("token"));
        String matrix = http.get("/api/v1/risk-matrices/")
                .results()
                .getFirst()
                .path("id")
                .asString();
        reading.post("/api/v1/risk-matrices/" + matrix + "/evaluate/", "{\"likelihood\":1,\"impact\":1}")
                .expect(403);
        reading.post("/api/v1/risks/bulk/", "{\"operations\":[{\"op\":\"create\",\"data\":{\"name\":\"x\"}}]}")
                .expect(403);
        revoke(made);
    }

    @Test
    void whoAmIIsAnswered() {
        Reply me = http.get("/api/v1/me/").expect(200);

        assertThat(me.text("email")).isNotEmpty();
        assertThat(me.json().path("token").path("token_preview").asString())
                .isEqualTo(RunningRedoubt.TOKEN.substring(0, 12));
        assertThat(me.text()).doesNotContain(RunningRedoubt.TOKEN);
    }

    private Reply make(String members) {
        return http.post(TOKENS, "{" + members + "}").expect(201);
    }

    private void revoke(Reply token) {
        http.delete(TOKENS + token.id() + "/").expect(204);
    }

    private String folder() {
        return http.post("/api/v1/folders/", "{\"name\":\"Token " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }
}
