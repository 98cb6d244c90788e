package redoubt.api.auth;

import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/** Knows whose a token is. */
@FunctionalInterface
public interface Credentials {

    /**
     * The owner of a token with the rights they have now; nothing if it opens no door, whatever the reason.
     *
     * @param token the secret as it was presented, of any form
     */
    Mono<Principal> authenticate(String token);
}
