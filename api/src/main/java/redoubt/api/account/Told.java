package redoubt.api.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.model.wire.Moments;
import tools.jackson.core.JsonGenerator;

/** The answers about accounts, and the cookie that some of them carry. */
final class Told {

    /** The newest refresh token of a browser, which its scripts cannot read. */
    private static final String COOKIE = "redoubt_refresh";

    /** No other path needs it. */
    private static final String PATH = "/api/auth/";

    private Told() {}

    /** One sentence. */
    static Reply sentence(int status, String detail) {
        return Reply.json(status, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("detail", detail);
                    out.writeEndObject();
                })
                .with("Cache-Control", "no-store");
    }

    /** One sentence about a token that opens nothing. */
    static Reply refusal(String detail, @Nullable String code) {
        return Reply.json(401, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("detail", detail);
                    if (code != null) {
                        out.writeStringProperty("code", code);
                    }
                    out.writeEndObject();
                })
                .with("WWW-Authenticate", "Bearer realm=\"api\"")
                .with("Cache-Control", "no-store");
    }

    static Reply person(Person person) {
        return Reply.json(200, out -> write(person, out)).with("Cache-Control", "no-store");
    }

    static Reply signedIn(int status, SignedIn signedIn, Instant now) {
        return tokens(status, signedIn.tokens(), signedIn.person(), now);
    }

    static Reply renewed(TokenPair tokens, Instant now) {
        return tokens(200, tokens, null, now);
    }

    /** Takes the cookie away. */
    static Reply without(Reply reply) {
        return reply.with("Set-Cookie", cookie("", Duration.ZERO));
    }

    /** The refresh token that a browser kept; null for none. */
    static @Nullable String kept(Call call) {
        HttpCookie cookie = call.exchange().getRequest().getCookies().getFirst(COOKIE);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /** Where a call comes from. */
    static String address(Call call) {
        return Objects.requireNonNullElse(ClientAddress.of(call.remote()), "");
    }

    private static Reply tokens(int status, TokenPair tokens, @Nullable Person person, Instant now) {
        return Reply.json(status, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("access", tokens.access());
                    out.writeStringProperty("refresh", tokens.refresh());
                    if (person != null) {
                        out.writeName("user");
                        write(person, out);
                    }
                    out.writeStringProperty("accessExpiration", Moments.print(tokens.accessExpiration()));
                    out.writeStringProperty("refreshExpiration", Moments.print(tokens.refreshExpiration()));
                    // The names of the documents beside those of the clients.
                    out.writeStringProperty("accessToken", tokens.access());
                    out.writeStringProperty("refreshToken", tokens.refresh());
                    out.writeEndObject();
                })
                .with("Cache-Control", "no-store")
                .with("Set-Cookie", cookie(tokens.refresh(), Duration.between(now, tokens.refreshExpiration())));
    }

    private static void write(Person person, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("pk", person.pk());
        out.writeStringProperty("username", person.username());
        out.writeStringProperty("email", person.email());
        out.writeStringProperty("firstName", person.firstName());
        out.writeStringProperty("lastName", person.lastName());
        out.writeEndObject();
    }

    private static String cookie(String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .path(PATH)
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .maxAge(age)
                .build()
                .toString();
    }
}
