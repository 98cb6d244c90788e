package redoubt.api.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.access.Principal;

/** Hears of every use of an API token. Must return at once. */
@FunctionalInterface
public interface TokenUse {

    /**
     * A token was used.
     *
     * @param by who used it
     * @param at when
     * @param ip from where, if the server knows
     */
    void used(Principal by, Instant at, @Nullable String ip);
}
