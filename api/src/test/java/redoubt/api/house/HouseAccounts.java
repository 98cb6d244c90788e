package redoubt.api.house;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.account.Accounts;
import redoubt.api.account.Person;
import redoubt.api.account.Renewal;
import redoubt.api.account.SignedIn;
import redoubt.api.account.TokenPair;
import redoubt.api.account.TokenState;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** One account, whose password is {@value #PASSWORD}, and a note of what was asked. */
public final class HouseAccounts implements Accounts {

    public static final String PASSWORD = "a long walk in the rain";
    public static final String KEPT = "kept";

    public final List<String> asked = new ArrayList<>();
    private final Person ada = new Person(7, "ada", "ada@example.com", "Ada", "Analyst");
    private final TokenPair tokens = new TokenPair(
            "access", Instant.parse("2026-08-08T15:43:12Z"), "refresh", Instant.parse("2026-08-15T14:43:12Z"));

    @Override
    public Mono<SignedIn> signIn(String email, String password, String address) {
        if (email.equals("often@example.com")) {
            return Mono.error(new Refused(new Failure.Limited(17)));
        }
        return email.equals(ada.email()) && password.equals(PASSWORD)
                ? Mono.just(new SignedIn(ada, tokens))
                : Mono.empty();
    }

    @Override
    public Mono<SignedIn> register(@Nullable String username, String email, String password, String address) {
        asked.add(username + " " + email);
        return Mono.just(new SignedIn(ada, tokens));
    }

    @Override
    public Mono<Boolean> signOut(Principal by, String address) {
        return Mono.just(true);
    }

    @Override
    public Mono<TokenState> signOut(String refresh, String address) {
        return examine(refresh, address);
    }

    @Override
    public Mono<Renewal> renew(String refresh, @Nullable String kept, String address) {
        return examine(refresh, address)
                .map(state -> state == TokenState.GOOD || KEPT.equals(kept)
                        ? new Renewal.Renewed(tokens)
                        : new Renewal.Refused(state));
    }

    @Override
    public Mono<TokenState> examine(String token, String address) {
        return Mono.just(
                switch (token) {
                    case "refresh" -> TokenState.GOOD;
                    case "old" -> TokenState.BLACKLISTED;
                    case "late" -> TokenState.EXPIRED;
                    case "idle" -> TokenState.INACTIVE;
                    default -> TokenState.INVALID;
                });
    }

    @Override
    public Mono<Principal> behind(String refresh) {
        return refresh.equals(KEPT)
                ? Mono.just(House.principal(House.ADMIN, House.TOKEN_ID, Role.ADMINISTRATOR))
                : Mono.empty();
    }

    @Override
    public Mono<Person> person(Principal by) {
        return Mono.just(ada);
    }

    @Override
    public Mono<Person> rename(
            Principal by,
            @Nullable String username,
            @Nullable String firstName,
            @Nullable String lastName,
            String address) {
        asked.add(username + " " + firstName + " " + lastName);
        return Mono.just(ada);
    }

    @Override
    public Mono<Void> change(Principal by, String old, String fresh, String address) {
        asked.add(by.actor().user() + " " + old + " " + fresh);
        return Mono.empty();
    }

    @Override
    public Mono<Void> forgotten(String email, String address) {
        asked.add(email);
        return Mono.empty();
    }

    @Override
    public Mono<Void> reset(String uid, String token, String fresh, String address) {
        asked.add(uid + " " + token + " " + fresh);
        return Mono.empty();
    }

    @Override
    public Mono<Void> verify(String key, String address) {
        return key.equals(KEPT) ? Mono.empty() : Mono.error(new Refused(new Failure.NotFound()));
    }

    @Override
    public Mono<Void> unverified(String email, String address) {
        asked.add(email);
        return Mono.empty();
    }

    @Override
    public Mono<byte[]> keys() {
        return Mono.just("{\"keys\":[]}".getBytes(StandardCharsets.UTF_8));
    }
}
