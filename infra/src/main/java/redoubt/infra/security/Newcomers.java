package redoubt.infra.security;

import reactor.core.publisher.Mono;

/** Makes accounts for people whom somebody else vouches for. */
public interface Newcomers {

    /** Makes an account with that address, unless somebody else has just made it. */
    Mono<Void> welcome(String email);
}
