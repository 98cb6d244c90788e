package redoubt.api.auth;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/** Knows whose a token is. */
public interface Credentials {

    /**
     * The owner of a token with the rights they have at subscription; nothing if it opens no door, whatever the reason.
     *
     * @param token the secret as it was presented, of any form
     */
    Mono<Principal> authenticate(String token);

    /**
     * Emits, without end, each time that something happened to tokens, accounts or roles, once {@link #authenticate}
     * knows of it. That a token has expired is the clock's doing and is not told.
     */
    Flux<Long> changes();
}
