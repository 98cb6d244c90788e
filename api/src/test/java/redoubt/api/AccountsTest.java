package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.api.house.House;
import redoubt.api.house.HouseAccounts;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.api.http.FormText;

/** What is asked about accounts and what is answered, in the words of the dialect of threat modelling. */
class AccountsTest {

    private static final String GOOD =
            "{\"email\":\"ada@example.com\",\"password\":\"" + HouseAccounts.PASSWORD + "\"}";

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoSignsInIsToldTwoTokensUnderBothNamesAndWhoTheyAre() {
        Told told = open("/api/auth/login/", GOOD);

        assertThat(told.text())
                .isEqualTo("{\"access\":\"access\",\"refresh\":\"refresh\",\"user\":{\"pk\":7,\"username\":\"ada\","
                               + "\"email\":\"ada@example.com\",\"firstName\":\"Ada\",\"lastName\":\"Analyst\"},"
                               + "\"accessExpiration\":\"2026-08-08T15:43:12Z\",\"refreshExpiration\":\"2026-08-15T14:43:12Z\","
                               + "\"accessToken\":\"access\",\"refreshToken\":\"refresh\"}");
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
        assertThat(told.header("Set-Cookie"))
                .startsWith("redoubt_refresh=refresh; Path=/api/auth/; Max-Age=604800;")
                .contains("Secure")
                .contains("HttpOnly")
                .endsWith("SameSite=Strict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"email\":\"ada@example.com\"}|{\"password\":[\"This field is required.\"]}",
                "{\"email\":\"a\",\"password\":null}|{\"password\":[\"This field may not be null.\"]}",
                "{\"email\":\"a\",\"password\":\" \"}|{\"password\":[\"This field may not be blank.\"]}",
                "{\"email\":\"a\",\"password\":[]}|{\"password\":[\"Not a valid string.\"]}",
                "{\"password\":\"x\"}|{\"nonFieldErrors\":[\"Must include \\\"email\\\" and \\\"password\\\".\"]}",
                "{\"email\":\"nobody\",\"password\":\"x\"}|{\"email\":[\"Enter a valid email address.\"]}",
                "{\"email\":\"no@example.com\",\"password\":\"x\"}"
                        + "|{\"nonFieldErrors\":[\"Unable to log in with provided credentials.\"]}",
                "[1]|{\"nonFieldErrors\":[\"Invalid data. Expected a dictionary, but got list.\"]}",
                "{\"|{\"detail\":\"JSON parse error - the body is not well-formed\"}",
            })
    void whatIsWrongWithAFormIsToldByItsMembers(String sent, String answer) {
        Told told = open("/api/auth/login/", sent);

        assertThat(told.status()).isEqualTo(400);
        assertThat(told.text()).isEqualTo(answer);
    }

    @Test
    void whoTriesTooOftenIsToldWhenToComeBack() {
        Told told = open("/api/auth/login/", "{\"email\":\"often@example.com\",\"password\":\"x\"}");

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.header("Retry-After")).isEqualTo("17");
        assertThat(told.text()).isEqualTo("{\"detail\":\"Request was throttled. Expected available in 17 seconds.\"}");
    }

    @Test
    void aFormMayBeSpelledEitherWayAndHasMembersThatNobodyAsksFor() {
        String names = "{\"first_name\":\" Ada \",\"lastName\":\"L\",\"email\":\"other@example.com\",\"pk\":9}";

        assertThat(user("PATCH", names).status()).isEqualTo(200);
        assertThat(running.house.accounts.asked).containsExactly("null Ada L");
        assertThat(user("PUT", names).text()).isEqualTo("{\"username\":[\"This field is required.\"]}");
        assertThat(user("PATCH", "{\"first_name\":\"A\",\"firstName\":\"B\"}").status())
                .isEqualTo(400);
    }

    @Test
    void theMembersOfPasswordFormsAreSpelledAsTheyAlwaysWere() {
        String same = "\"old_password\":\"before\",\"new_password1\":\"" + HouseAccounts.PASSWORD + "\"";

        assertThat(change("{}", "refresh=none").status()).isEqualTo(401);
        assertThat(change("{\"oldPassword\":\"before\",\"newPassword1\":\"x\"}", "redoubt_refresh=kept")
                        .text())
                .isEqualTo("{\"new_password1\":[\"This field is required.\"],"
                        + "\"new_password2\":[\"This field is required.\"]}");
        assertThat(change("{}", "redoubt_refresh=kept").text()).startsWith("{\"old_password\":[\"This field is");
        assertThat(change("{" + same + ",\"new_password2\":\"other\"}", "redoubt_refresh=kept")
                        .text())
                .isEqualTo("{\"new_password2\":[\"The two password fields didn\u2019t match.\"]}");
        assertThat(change("{" + same + ",\"new_password2\":\"" + HouseAccounts.PASSWORD + "\"}", "redoubt_refresh=kept")
                        .text())
                .isEqualTo("{\"detail\":\"New password has been saved.\"}");
        assertThat(running.house.accounts.asked).containsExactly(House.ADMIN + " before " + HouseAccounts.PASSWORD);
    }

    @Test
    void aFormMayAlsoComeAsBrowsersSendIt() {
        String sent = "email=ada%40example.com&password=" + HouseAccounts.PASSWORD.replace(' ', '+');

        assertThat(form(sent).status()).isEqualTo(200);
        assertThat(form("").text()).isEqualTo("{\"password\":[\"This field is required.\"]}");
        assertThat(form("password=x&&email").text())
                .isEqualTo("{\"nonFieldErrors\":[\"Must include \\\"email\\\" and \\\"password\\\".\"]}");
        for (String garbled :
                List.of("password=%", "password=%4", "password=%zz", "password=%ff", "a=1&a=2", "%61=1&a=")) {
            assertThat(form(garbled).status()).as(garbled).isEqualTo(400);
        }
        assertThat(running.ask("POST", "/api/v1/api-tokens/")
                        .body(FormText.TYPE, "name=x".getBytes(StandardCharsets.UTF_8))
                        .send()
                        .status())
                .isEqualTo(415);
    }

    @Test
    void anAddressIsVerifiedWithWhatStoodInALetterAndNothingElse() {
        String verify = "/api/auth/registration/verify-email/";
        String resend = "/api/auth/registration/resend-email";

        assertThat(open(verify, "{\"key\":\"" + HouseAccounts.KEPT + "\"}").text())
                .isEqualTo("{\"detail\":\"ok\"}");
        assertThat(open(verify, "{\"key\":\"made up\"}").status()).isEqualTo(404);
        assertThat(open(verify, "{}").text()).isEqualTo("{\"key\":[\"This field is required.\"]}");
        assertThat(open(resend, "{\"email\":\"ada@example.com\"}").text()).isEqualTo("{\"detail\":\"ok\"}");
        assertThat(open(resend, "{\"email\":\"nobody\"}").text())
                .isEqualTo("{\"email\":[\"Enter a valid email address.\"]}");
        assertThat(running.house.accounts.asked).containsExactly("ada@example.com");
    }

    @Test
    void whoRegistersNeedsAnAddressAndTheSamePasswordTwice() {
        assertThat(open("/api/auth/registration", "{}").text())
                .isEqualTo("{\"email\":[\"This field is required.\"],\"password1\":[\"This field is required.\"],"
                        + "\"password2\":[\"This field is required.\"]}");
        String form = "{\"username\":\"%s\",\"email\":\"bob@example.com\",\"password1\":\"one\",\"password2\":\"%s\"}";
        assertThat(open("/api/auth/registration", form.formatted("a b", "one")).text())
                .startsWith("{\"username\":[\"Enter a valid username.");
        assertThat(open("/api/auth/registration", form.formatted("bob", "two")).text())
                .isEqualTo("{\"nonFieldErrors\":[\"The two password fields didn't match.\"]}");
        assertThat(open("/api/auth/registration", form.formatted("bob", "one")).status())
                .isEqualTo(201);
        assertThat(running.house.accounts.asked).containsExactly("bob bob@example.com");
    }

    @Test
    void aSessionEndsWithoutABodyAndWithoutAContentType() {
        Told left = running.ask("POST", "/api/auth/logout/").send();

        assertThat(left.text()).isEqualTo("{\"detail\":\"Successfully logged out.\"}");
        assertThat(left.header("Set-Cookie")).startsWith("redoubt_refresh=; Path=/api/auth/; Max-Age=0;");
        Told stranger = running.ask("POST", "/api/auth/logout").as(null).send();
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.text()).isEqualTo("{\"detail\":\"Refresh token was not included in request data.\"}");
        assertThat(open("/api/auth/logout", "{\"refresh\":\"old\"}").text())
                .isEqualTo("{\"detail\":\"Token is blacklisted\"}");
    }

    @Test
    void aTokenIsExchangedOrToldWhyNot() {
        String path = "/api/auth/token/refresh/";

        assertThat(open(path, "{\"refresh\":\"refresh\"}").text()).doesNotContain("\"user\"");
        assertThat(open(path, "{}").text())
                .isEqualTo("{\"detail\":\"No valid refresh token found.\",\"code\":\"token_not_valid\"}");
        assertThat(open(path, "{\"refresh\":\"late\"}").text())
                .isEqualTo("{\"detail\":\"Token is expired\",\"code\":\"token_not_valid\"}");
        assertThat(open(path, "{\"refresh\":\"idle\"}").text())
                .isEqualTo("{\"detail\":\"No active account found for the given token.\"}");
        assertThat(running.ask("POST", path)
                        .as(null)
                        .header("Cookie", "redoubt_refresh=kept")
                        .json("{\"refresh\":\"old\"}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(open("/api/auth/token/verify/", "{\"token\":\"refresh\"}").text())
                .isEqualTo("{}");
        assertThat(open("/api/auth/token/verify/", "{\"token\":\"old\"}").text())
                .isEqualTo("{\"nonFieldErrors\":[\"Token is blacklisted\"]}");
        assertThat(open("/api/auth/token/verify/", "{\"token\":\"late\"}").status())
                .isEqualTo(401);
    }

    @Test
    void aBadBearerIsToldWhatIsWrongWithItAndHurtsNobodyWhereNoneIsNeeded() {
        Told bad = running.ask("GET", "/api/auth/user/").as("Bearer a.b.c").send();
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
        assertThat(bad.text())
                .isEqualTo("{\"detail\":\"Given token not valid for any token type\",\"code\":\"token_not_valid\","
                        + "\"messages\":[{\"tokenClass\":\"AccessToken\",\"tokenType\":\"access\","
                        + "\"message\":\"Token is invalid\"}]}");
        assertThat(running.ask("GET", "/api/auth/user/").as("Bearer").send().text())
                .isEqualTo("{\"detail\":\"Authorization header must contain two space-delimited values\","
                        + "\"code\":\"bad_authorization_header\"}");
        assertThat(running.ask("GET", "/api/auth/user/").as("Basic YTpi").send().text())
                .isEqualTo("{\"detail\":\"Authentication credentials were not provided.\"}");
        assertThat(running.ask("POST", "/api/auth/login/")
                        .as("Bearer a.b.c")
                        .json(GOOD)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(running.ask("GET", "/.well-known/jwks.json").as(null).send().text())
                .isEqualTo("{\"keys\":[]}");
    }

    @Test
    void whatIsNotThereIsNotThereInTheWordsOfItsDialect() {
        assertThat(running.get("/api/nothing/").text()).isEqualTo("{\"detail\":\"Not found.\"}");
        assertThat(running.get("/api/auth/login/").text())
                .isEqualTo("{\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
        assertThat(running.get("/api/auth/login/").header("Allow")).isEqualTo("POST");
        assertThat(running.ask("POST", "/api/auth/login/")
                        .body("application/xml", new byte[] {'x'})
                        .send()
                        .text())
                .isEqualTo("{\"detail\":\"Unsupported media type \\\"application/xml\\\" in request.\"}");
        assertThat(running.ask("GET", "/api/auth/user/")
                        .header("Accept", "application/xml")
                        .send()
                        .text())
                .isEqualTo("{\"detail\":\"Could not satisfy the request Accept header.\"}");
        assertThat(running.get("/api/v1/nothing/").text()).startsWith("{\"error\":\"not_found\"");
        assertThat(running.get("/api/v2").text()).isEqualTo("{\"detail\":\"Not found.\"}");
    }

    @Test
    void anIdempotencyKeyMeansNothingWhereTokensAreAnswered() {
        for (int time = 0; time < 2; time++) {
            Told told = running.ask("POST", "/api/auth/login/")
                    .as(null)
                    .header("Idempotency-Key", "key")
                    .json(GOOD)
                    .send();
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.header("Idempotency-Replayed")).isNull();
        }
    }

    private Told open(String path, String json) {
        return running.ask("POST", path).as(null).json(json).send();
    }

    private Told form(String sent) {
        return running.ask("POST", "/api/auth/login/")
                .as(null)
                .body(FormText.TYPE, sent.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private Told user(String method, String json) {
        return running.ask(method, "/api/auth/user/").json(json).send();
    }

    private Told change(String json, @Nullable String cookie) {
        return running.ask("POST", "/api/auth/password/change/")
                .as(null)
                .header("Cookie", String.valueOf(cookie))
                .json(json)
                .send();
    }
}
