package redoubt.api.resource;

import reactor.core.publisher.Mono;

/** Knows what was done under a key. */
@FunctionalInterface
public interface Claims {

    /** Where the log stood when something was done under the key; nothing if nothing was. */
    Mono<Long> position(String key);
}
