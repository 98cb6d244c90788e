package redoubt.api.account;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/**
 * The door to the accounts of people. A "no" that everybody may hear is a {@link redoubt.model.failure.Refused} signal:
 * wrong input, too many attempts, or no room for more work. Never blocks.
 */
public interface Accounts {

    /**
     * Signs somebody in; nothing if that is not their password, if there is no such account, or if it may not act. Which
     * of these it was cannot be told from the answer nor from the time it takes.
     *
     * @param address where they are
     */
    Mono<SignedIn> signIn(String email, String password, String address);

    /**
     * Makes an account and signs its owner in.
     *
     * @param username null to be known by the address
     * @param address where they are
     */
    Mono<SignedIn> register(@Nullable String username, String email, String password, String address);

    /**
     * Ends the session that somebody acts in; false if they act in none.
     *
     * @param address where they are
     */
    Mono<Boolean> signOut(Principal by, String address);

    /**
     * Ends the session of a refresh token, if it is good.
     *
     * @param address where it comes from
     */
    Mono<TokenState> signOut(String refresh, String address);

    /**
     * Exchanges a refresh token for other tokens.
     *
     * @param refresh the one that was shown
     * @param kept the one that the browser kept, which counts if the other was exchanged before; null for none
     * @param address where it comes from
     */
    Mono<Renewal> renew(String refresh, @Nullable String kept, String address);

    /**
     * What there is to say of a token of either sort.
     *
     * @param address where it comes from
     */
    Mono<TokenState> examine(String token, String address);

    /** Who is behind a refresh token, if it is good. */
    Mono<Principal> behind(String refresh);

    /** The account of somebody. */
    Mono<Person> person(Principal by);

    /**
     * Gives an account other names; null leaves one as it is.
     *
     * @param address where its owner is
     */
    Mono<Person> rename(
            Principal by,
            @Nullable String username,
            @Nullable String firstName,
            @Nullable String lastName,
            String address);

    /**
     * Gives an account another password, and ends its other sessions.
     *
     * @param address where its owner is
     */
    Mono<Void> change(Principal by, String old, String fresh, String address);

    /**
     * Sends a letter with which a new password can be set, if there is such an account. Completes before it is known
     * whether there is.
     *
     * @param address where who asks is
     */
    Mono<Void> forgotten(String email, String address);

    /**
     * Sets a new password with what stood in the letter, and ends all sessions.
     *
     * @param address where who asks is
     */
    Mono<Void> reset(String uid, String token, String fresh, String address);

    /**
     * Notes that whoever shows what stood in a letter reads what is sent to the address of their account.
     *
     * @param address where who shows it is
     */
    Mono<Void> verify(String key, String address);

    /**
     * Sends such a letter, if there is such an account. Completes before it is known whether there is.
     *
     * @param address where who asks is
     */
    Mono<Void> unverified(String email, String address);

    /** The public halves of the keys with which tokens are signed, as a JSON Web Key Set. */
    Mono<byte[]> keys();
}
