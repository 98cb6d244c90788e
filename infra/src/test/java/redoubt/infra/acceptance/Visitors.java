package redoubt.infra.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What people do at the door. */
public final class Visitors {

    /** What everybody chooses for a password. */
    public static final String PASSWORD = "a long walk in the rain";

    /** What they choose after that. */
    public static final String OTHER = "tea with nine lemons";

    static final String USER = "/api/auth/user/";
    static final String REFRESH = "/api/auth/token/refresh/";

    private Visitors() {}

    /** An address that nobody had before. */
    public static String email() {
        return "person-" + UUID.randomUUID() + "@example.com";
    }

    /** Somebody makes an account. */
    public static Reply register(Http http, String email) {
        return http.post(
                "/api/auth/registration/",
                "{\"email\":\"" + email + "\",\"password1\":\"" + PASSWORD + "\",\"password2\":\"" + PASSWORD + "\"}");
    }

    static Reply signIn(Http http, String email, String password) {
        return http.post("/api/auth/login/", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    /** Exchanges a refresh token, from a browser that kept one or from a program that keeps none. */
    static Reply renew(Http http, String refresh, @Nullable String kept) {
        Http browser = kept == null ? http : http.with("Cookie", "redoubt_refresh=" + kept);
        return browser.post(REFRESH, "{\"refresh\":\"" + refresh + "\"}");
    }

    /** The identifier that a token has for itself. */
    static String identifier(String token) {
        return claim(token, "jti");
    }

    /** What a token says. */
    public static String claim(String token, String name) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonMapper.shared()
                .readTree(new String(claims, StandardCharsets.UTF_8))
                .path(name)
                .asString();
    }
}
