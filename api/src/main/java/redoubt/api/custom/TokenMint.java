package redoubt.api.custom;

import reactor.core.publisher.Mono;
import redoubt.identity.ApiToken;
import redoubt.model.Ref;

/** Where secrets of tokens come from. What is kept of a secret cannot be turned back into it. */
@FunctionalInterface
public interface TokenMint {

    /** Draws a secret for a token that is about to be created for a user, and keeps what it will be recognised by. */
    Mono<Minted> mint(Ref<ApiToken> token, String user);

    /**
     * A fresh secret.
     *
     * @param secret to be shown once
     * @param preview its beginning, by which people tell tokens apart
     */
    record Minted(String secret, String preview) {

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "Minted[" + preview + "…]";
        }
    }
}
