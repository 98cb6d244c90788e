package redoubt.api.auth;

import org.jspecify.annotations.Nullable;

/** Who wants to know that somebody showed a credential that is none. Never blocks. */
@FunctionalInterface
public interface Refusals {

    /**
     * It happened once more.
     *
     * @param address that it came from; null if that is not known
     */
    void refused(@Nullable String address);
}
