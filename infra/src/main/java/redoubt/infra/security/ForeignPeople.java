package redoubt.infra.security;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** People whom another issuer vouches for: they are whoever has the address that it verified. */
final class ForeignPeople {

    private final ForeignTokens tokens;
    private final People people;
    private final Principals principals;
    private final @Nullable Supplier<Newcomers> newcomers;

    /** @param newcomers makes accounts for those who have none; null if they stay out */
    ForeignPeople(ForeignTokens tokens, People people, Principals principals, @Nullable Supplier<Newcomers> newcomers) {
        this.tokens = tokens;
        this.people = people;
        this.principals = principals;
        this.newcomers = newcomers;
    }

    /** Whether a token says that it is of that issuer. */
    boolean claimed(String token) {
        return tokens.claims(token);
    }

    /** The standing behind a token; nothing if whoever it speaks for has no account, or one
     * that somebody else may have made with their address. Fails if it is worth nothing. */
    Mono<Standing> standing(String token) {
        return tokens.read(token).flatMap(vouched -> account(vouched.email())
                // Who took somebody's address before they came would be let into their account with them.
                .filterWhen(people::proven)
                .flatMap(found -> principals.vouched(found.account().ref(), vouched.until())));
    }

    /** Until when a token of that issuer is good. Fails if it is worth nothing. */
    Mono<Instant> until(String token) {
        return tokens.read(token).map(ForeignTokens.Vouched::until);
    }

    private Mono<People.Resident> account(String email) {
        Mono<People.Resident> known = people.at(email);
        return newcomers == null
                ? known
                : known.switchIfEmpty(
                        Mono.defer(() -> newcomers.get().welcome(email)).then(Mono.defer(() -> people.at(email))));
    }
}
