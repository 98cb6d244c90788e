package redoubt.api.account;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.ThreatModelling;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.model.access.Principal;

/** Everything that can be called about accounts and sessions. */
public final class AccountEndpoints {

    private static final String TAG = "Account";
    private static final Dialect DIALECT = ThreatModelling.DIALECT;
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 429);

    private static final Set<Integer> UNKNOWN = Set.of(400, 404, 413, 415, 429);

    /** What is shown there may be a token that is no good. */
    private static final Set<Integer> PERHAPS = Set.of(400, 401, 413, 415, 429);

    private static final String KEY_AGE = "public, max-age=300";

    private final Accounts accounts;
    private final SigningIn signingIn;
    private final Sessions sessions;
    private final Profile profile;
    private final Passwords passwords;
    private final Addresses addresses;

    /**
     * Endpoints that lead to the accounts.
     *
     * @param caller who sent a call that anybody may send, if they showed a credential that is good
     */
    public AccountEndpoints(Accounts accounts, Function<Call, Mono<Principal>> caller, Clock clock) {
        this.accounts = accounts;
        this.signingIn = new SigningIn(accounts, clock);
        this.sessions = new Sessions(accounts, caller, clock);
        this.profile = new Profile(accounts);
        this.addresses = new Addresses(accounts);
        this.passwords = new Passwords(accounts, caller);
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
        return List.of(
                open(
                        "/auth/login/",
                        "sign_in",
                        "Sign in",
                        AccountForms.SIGN_IN,
                        200,
                        AccountForms.SIGNED_IN,
                        NEVER,
                        signingIn::signIn),
                open(
                        "/auth/registration/",
                        "register",
                        "Make an account and sign in",
                        AccountForms.REGISTRATION,
                        201,
                        AccountForms.SIGNED_IN,
                        NEVER,
                        signingIn::register),
                open(
                        "/auth/registration/verify-email/",
                        "verify_email",
                        "Verify an address with what stands in the letter",
                        AccountForms.KEY,
                        200,
                        AccountForms.DETAIL,
                        UNKNOWN,
                        addresses::verify),
                open(
                        "/auth/registration/resend-email/",
                        "request_email_verification",
                        "Ask for a letter to verify an address with",
                        AccountForms.FORGOTTEN,
                        200,
                        AccountForms.DETAIL,
                        NEVER,
                        addresses::unverified),
                open(
                        "/auth/logout/",
                        "sign_out",
                        "End a session",
                        AccountForms.REFRESH,
                        200,
                        AccountForms.DETAIL,
                        PERHAPS,
                        sessions::signOut),
                user(
                        HttpMethod.GET,
                        Takes.NOTHING,
                        "read_own_account",
                        "Read the own account",
                        Content.NOTHING,
                        profile::read),
                user(
                        HttpMethod.PUT,
                        Takes.JSON,
                        "replace_own_account",
                        "Give the own account other names",
                        AccountForms.NAMES,
                        profile::replace),
                user(
                        HttpMethod.PATCH,
                        Takes.PATCH,
                        "update_own_account",
                        "Give the own account some other names",
                        AccountForms.NAMES,
                        profile::amend),
                open(
                        "/auth/password/change/",
                        "change_password",
                        "Take another password and end the other sessions",
                        AccountForms.CHANGE,
                        200,
                        AccountForms.DETAIL,
                        PERHAPS,
                        passwords::change),
                open(
                        "/auth/password/reset/",
                        "request_password_reset",
                        "Ask for a letter to set a password with",
                        AccountForms.FORGOTTEN,
                        200,
                        AccountForms.DETAIL,
                        NEVER,
                        passwords::forgotten),
                open(
                        "/auth/password/reset/confirm/",
                        "reset_password",
                        "Set a password with what stands in the letter and end all sessions",
                        AccountForms.RESET,
                        200,
                        AccountForms.DETAIL,
                        NEVER,
                        passwords::reset),
                open(
                        "/auth/token/refresh/",
                        "refresh_token",
                        "Exchange a refresh token for another pair",
                        AccountForms.REFRESH,
                        200,
                        AccountForms.TOKENS,
                        PERHAPS,
                        sessions::renew),
                open(
                        "/auth/token/verify/",
                        "verify_token",
                        "See whether a token is good",
                        AccountForms.TOKEN,
                        200,
                        AccountForms.NOTHING,
                        PERHAPS,
                        sessions::verify),
                keys());
    }

    private static Endpoint open(
            String path,
            String operation,
            String summary,
            Content request,
            int status,
            Content response,
            Set<Integer> failures,
            Handler handler) {
        About about = new About(operation, TAG, summary, "", List.of(), request, status, response, failures);
        return Endpoint.of(HttpMethod.POST, DIALECT.path(path), Takes.WEB_FORM, about, handler)
                .opened();
    }

    private static Endpoint user(
            HttpMethod method, Takes takes, String operation, String summary, Content request, Handler handler) {
        Set<Integer> failures = takes.body() ? Set.of(400, 413, 415) : Set.of();
        About about = new About(operation, TAG, summary, "", List.of(), request, 200, AccountForms.PERSON, failures);
        return Endpoint.of(method, DIALECT.path("/auth/user/"), takes, about, handler);
    }

    private Endpoint keys() {
        About about = new About(
                "read_keys",
                TAG,
                "Read the public keys of access tokens",
                "",
                List.of(),
                Content.NOTHING,
                200,
                AccountForms.KEYS,
                Set.of());
        return Endpoint.get("/.well-known/jwks.json", about, this::keys).opened();
    }

    private Mono<Answer> keys(Call call) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Cache-Control", KEY_AGE);
        return accounts.keys().map(keys -> new Reply(200, headers, keys));
    }
}
