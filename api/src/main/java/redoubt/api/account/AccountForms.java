package redoubt.api.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** What documents tell of the forms and answers about accounts. */
final class AccountForms {

    private static final String SOME_TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";
    private static final String MAIL = "ada@example.com";
    private static final String SECRET = "a long walk in the rain";
    private static final String LATER = "2026-08-08T15:43:12Z";

    static final Content SIGN_IN = form("SignIn", List.of("email", "password"), "email", MAIL, "password", SECRET);

    static final Content REGISTRATION = form(
            "Registration",
            List.of("email", "password1", "password2"),
            "username",
            "ada",
            "email",
            MAIL,
            "password1",
            SECRET,
            "password2",
            SECRET);

    static final Content REFRESH = form("RefreshToken", List.of(), "refresh", SOME_TOKEN);

    static final Content TOKEN = form("AnyToken", List.of("token"), "token", SOME_TOKEN);

    static final Content NAMES = form("Names", List.of(), "username", "ada", "firstName", "Ada", "lastName", "Analyst");

    static final Content CHANGE = form(
            "PasswordChange",
            List.of("old_password", "new_password1", "new_password2"),
            "old_password",
            "the password before",
            "new_password1",
            SECRET,
            "new_password2",
            SECRET);

    static final Content FORGOTTEN = form("ForgottenPassword", List.of("email"), "email", MAIL);

    static final Content KEY = form("EmailKey", List.of("key"), "key", "2s-d0k3b20f");

    static final Content RESET = form(
            "PasswordReset",
            List.of("uid", "token", "new_password1", "new_password2"),
            "uid",
            "2s",
            "token",
            "d0k3b2-0f",
            "new_password1",
            SECRET,
            "new_password2",
            SECRET);

    static final Content DETAIL = form("Detail", List.of("detail"), "detail", "Successfully logged out.");

    static final Content NOTHING = form("Empty", List.of());

    static final Content PERSON =
            form("Account", List.of("pk", "username", "email", "firstName", "lastName"), person());

    static final Content TOKENS = form(
            "TokenPair",
            List.of("access", "refresh", "accessExpiration", "refreshExpiration", "accessToken", "refreshToken"),
            tokens());

    static final Content SIGNED_IN = form(
            "SignedIn",
            List.of(
                    "access",
                    "refresh",
                    "user",
                    "accessExpiration",
                    "refreshExpiration",
                    "accessToken",
                    "refreshToken"),
            signedIn());

    static final Content KEYS = form(
            "KeySet",
            List.of("keys"),
            "keys",
            List.of(Ordered.map(
                    "kty", "EC", "use", "sig", "crv", "P-256", "kid", "k1", "x", "x…", "y", "y…", "alg", "ES256")));

    private AccountForms() {}

    private static Object[] person() {
        return new Object[] {"pk", 7, "username", "ada", "email", MAIL, "firstName", "Ada", "lastName", "Analyst"};
    }

    private static Object[] tokens() {
        return new Object[] {
            "access",
            SOME_TOKEN,
            "refresh",
            SOME_TOKEN,
            "accessExpiration",
            LATER,
            "refreshExpiration",
            LATER,
            "accessToken",
            SOME_TOKEN,
            "refreshToken",
            SOME_TOKEN
        };
    }

    private static Object[] signedIn() {
        List<Object> all = new ArrayList<>(List.of(tokens()));
        all.add("user");
        all.add(Ordered.map(person()));
        return all.toArray();
    }

    private static Content form(String name, List<String> required, Object... example) {
        Map<String, Object> members = Ordered.map(example);
        Map<String, Object> properties = new LinkedHashMap<>();
        members.forEach((member, value) -> properties.put(member, type(value)));
        Map<String, Object> schema = Ordered.map("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return new Content.Formed(name, schema, members);
    }

    private static Map<String, Object> type(Object value) {
        return switch (value) {
            case Integer _ -> Ordered.map("type", "integer", "format", "int64");
            case Map<?, ?> map -> {
                Map<String, Object> properties = new LinkedHashMap<>();
                map.forEach((member, each) -> properties.put("" + member, type(each)));
                yield Ordered.map("type", "object", "properties", properties);
            }
            case List<?> list -> Ordered.map("type", "array", "items", type(list.getFirst()));
            default -> Ordered.map("type", "string");
        };
    }
}
