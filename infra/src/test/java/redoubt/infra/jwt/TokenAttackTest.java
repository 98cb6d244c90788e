package redoubt.infra.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import redoubt.infra.SweepFigures;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.Visitors;

/** Nothing but a token that we signed for that purpose opens a door, whichever dialect is spoken there. */
@ExtendWith(OutputCaptureExtension.class)
class TokenAttackTest {

    private static final String GRC = "{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}";
    private static final String USER = "/api/auth/user/";
    private static final String IDLE = "who may no longer act";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where an access token is shown. */
    private static final Map<String, BiFunction<Http, String, Reply>> BEARER = Map.of(
            "GRC, a list", (http, token) -> bearer(http, token).get("/api/v1/risks/"),
            "GRC, a write", (http, token) -> bearer(http, token).post("/api/v1/api-tokens/", "{\"name\":\"Mine\"}"),
            "GRC, who I am", (http, token) -> bearer(http, token).get("/api/v1/me/"),
            "threat modelling, my account", (http, token) -> bearer(http, token).get(USER),
            "threat modelling, a list", (http, token) -> bearer(http, token).get("/api/teams/"),
            "threat modelling, a write", (http, token) -> bearer(http, token).patch(USER, "{\"firstName\":\"Ada\"}"));

    /** Where a refresh token is shown. */
    private static final Map<String, BiFunction<Http, String, Reply>> BODY = Map.of(
            "refresh", (http, token) -> http.post("/api/auth/token/refresh/", "{\"refresh\":\"" + token + "\"}"),
            "logout", (http, token) -> http.post("/api/auth/logout/", "{\"refresh\":\"" + token + "\"}"),
            "verify", (http, token) -> http.post("/api/auth/token/verify/", "{\"token\":\"" + token + "\"}"),
            "the cookie of another password",
                    (http, token) -> http.with("Cookie", "redoubt_refresh=" + token)
                            .post(
                                    "/api/auth/password/change/",
                                    "{\"old_password\":\"%s\",\"new_password1\":\"%s\",\"new_password2\":\"%s\"}"
                                            .formatted(Visitors.PASSWORD, Visitors.OTHER, Visitors.OTHER)));

    private static RunningRedoubt redoubt;
    private static Http stranger;
    private static int shown;
    private static int letIn;

    @BeforeAll
    static void start() {
        redoubt = RunningRedoubt.start(
                "--redoubt.sign-in.attempts=100000", "--redoubt.access-log=true", "--redoubt.log-level=INFO");
        stranger = redoubt.http().anonymous();
    }

    @AfterAll
    static void stop() {
        SweepFigures.tell("token attacks", shown + " tokens shown at a door", letIn + " let in");
        redoubt.close();
    }

    @Test
    void noForgedTokenOpensADoorOrIsWrittenDown(CapturedOutput said) throws JOSEException, ParseException {
        Reply ada = registered();
        String access = ada.text("access");
        String refresh = ada.text("refresh");
        BEARER.forEach((door, answer) -> answer.apply(stranger, access).expect(200, 201));
        Map<String, String> forgedAccess = forger(access).all();
        Map<String, String> forgedRefresh = forger(refresh).all();
        forgedAccess.put("a refresh token", refresh);
        forgedRefresh.put("an access token", access);

        refusedAtEachDoor(BEARER, forgedAccess);
        Map<String, BiFunction<Http, String, Reply>> doors = new LinkedHashMap<>(BODY);
        BiFunction<Http, String, Reply> verify = Objects.requireNonNull(doors.remove("verify"));
        refusedAtEachDoor(doors, forgedRefresh);
        // Whether an access token is good may be asked there; what is over, or no form at all, is told with another
        // status.
        List<String> told = List.of("a session that is none", "too long");
        told.forEach(what -> verify.apply(stranger, forgedRefresh.get(what)).expect(400));
        Map<String, String> asked = new LinkedHashMap<>(forgedRefresh);
        asked.keySet().removeAll(told);
        asked.remove("an access token");
        refusedAtEachDoor(Map.of("verify", verify), asked);

        BEARER.forEach((door, answer) -> answer.apply(stranger, access).expect(200, 201));
        Objects.requireNonNull(BODY.get("refresh")).apply(stranger, refresh).expect(200);
        assertThat(said.getAll()).contains("/api/v1/risks/");
        for (Map<String, String> forged : List.of(forgedAccess, forgedRefresh)) {
            forged.forEach((what, token) -> {
                for (String part : token.split("\\.")) {
                    if (part.length() > 30) {
                        assertThat(said.getAll())
                                .as("what is logged of: " + what)
                                .doesNotContain(part);
                    }
                }
            });
        }
    }

    @Test
    void whatWasGoodIsNoneOnceItsSessionOrItsAccountIsOver() {
        Map<String, Reply> over = new LinkedHashMap<>();
        Reply left = registered();
        bearer(stranger, left.text("access"))
                .send("POST", "/api/auth/logout/", BodyPublishers.noBody())
                .expect(200);
        over.put("who left", left);
        Reply inactive = registered();
        redoubt.http().patch(user(inactive), "{\"is_active\":false}").expect(200);
        over.put(IDLE, inactive);
        Reply erased = registered();
        redoubt.http().post(user(erased) + "erase/", "").expect(200);
        over.put("who was erased", erased);

        over.forEach((who, signedIn) -> {
            refusedAtEachDoor(BEARER, Map.of(who, signedIn.text("access")));
            // That a refresh token is over is no secret from who has it, and is told with 400 where one may ask.
            Map<String, BiFunction<Http, String, Reply>> doors = new LinkedHashMap<>(BODY);
            BiFunction<Http, String, Reply> verify = Objects.requireNonNull(doors.remove("verify"));
            BiFunction<Http, String, Reply> leave = Objects.requireNonNull(doors.remove("logout"));
            refusedAtEachDoor(doors, Map.of(who, signedIn.text("refresh")));
            verify.apply(stranger, signedIn.text("refresh")).expect(400);
            verify.apply(stranger, signedIn.text("access")).expect(401);
            // Who may no longer act may still leave, once.
            if (who.equals(IDLE)) {
                leave.apply(stranger, signedIn.text("refresh")).expect(200);
            }
            leave.apply(stranger, signedIn.text("refresh")).expect(401);
        });
    }

    private static void refusedAtEachDoor(
            Map<String, BiFunction<Http, String, Reply>> doors, Map<String, String> tokens) {
        SoftAssertions all = new SoftAssertions();
        doors.forEach((door, answer) -> tokens.forEach((what, token) -> {
            Reply reply = answer.apply(stranger, token);
            shown++;
            letIn += reply.status() < 300 ? 1 : 0;
            String as = door + " with: " + what + " was answered " + reply.text();
            all.assertThat(reply.status()).as(as).isEqualTo(401);
            if (door.startsWith("GRC")) {
                all.assertThat(reply.text()).as(as).isEqualTo(GRC);
                all.assertThat(reply.header("WWW-Authenticate")).as(as).isEqualTo("Token realm=\"redoubt\"");
            } else {
                all.assertThat(reply.json().path("detail").isString()).as(as).isTrue();
            }
            if (doors == BEARER && !door.startsWith("GRC")) {
                all.assertThat(reply.text("code")).as(as).isEqualTo("token_not_valid");
                all.assertThat(reply.header("WWW-Authenticate")).as(as).isEqualTo("Bearer realm=\"api\"");
            }
        }));
        all.assertAll();
    }

    private static Forger forger(String good) throws JOSEException, ParseException {
        return new Forger(
                good,
                Objects.requireNonNull(redoubt.part(Keyring.class).signing().block(PATIENCE)),
                stranger.get("/.well-known/jwks.json").expect(200).text());
    }

    private static Reply registered() {
        return Visitors.register(stranger, Visitors.email()).expect(201);
    }

    private static Http bearer(Http http, String token) {
        return http.with("Authorization", "Bearer " + token);
    }

    private static String user(Reply signedIn) {
        return "/api/v1/users/" + Visitors.claim(signedIn.text("access"), "sub") + "/";
    }
}
