package redoubt.api.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears of every use of a token. Must return at once. */
@FunctionalInterface
public interface TokenUse {

    /**
     * A token was used.
     *
     * @param token its identifier
     * @param at when
     * @param ip from where, if the server knows
     */
    void used(String token, Instant at, @Nullable String ip);
}
