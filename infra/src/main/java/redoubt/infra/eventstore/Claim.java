package redoubt.infra.eventstore;

import org.axonframework.messaging.core.Context.ResourceKey;

/**
 * A request's claim to be carried out once: it is stored in the transaction of the events it leads to, or not at all.
 *
 * @param key what the request calls itself; a second append with the same key fails with {@link AlreadyClaimed}
 * @param fingerprint what the request says, so that another request under the same key can be told from a repetition
 */
public record Claim(String key, String fingerprint) {

    /** Looked for in the processing context when events are appended. */
    public static final ResourceKey<Claim> KEY = ResourceKey.withLabel("claim");

    /** Refuses what a database text cannot hold. */
    public Claim {
        Texts.storable("A claim's key", key);
        Texts.storable("A claim's fingerprint", fingerprint);
    }
}
