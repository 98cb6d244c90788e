package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.access.Principal;

/**
 * On whose behalf, and in which context, something is asked for.
 *
 * @param by who asks; there is no command without one
 * @param correlation the identifier of the request
 * @param causation the identifier of the event that led to it, if one did
 * @param trace the W3C {@code traceparent} of the request, if it is part of a trace
 * @param key the idempotency key under which the outcome is claimed in the same transaction as the events; null for
 *     none. A key that is claimed already fails with a {@code Conflict} of code {@code idempotency_in_progress}
 * @param origin the address that it was asked for from; null if that is not known, or it was nobody's request
 */
public record Instruction(
        Principal by,
        @Nullable String correlation,
        @Nullable String causation,
        @Nullable String trace,
        @Nullable Key key,
        @Nullable String origin) {

    /**
     * An idempotency key.
     *
     * @param value unique for user, method, path and the client's key
     * @param fingerprint of the request it was first used for
     */
    public record Key(String value, String fingerprint) {}

    /** The common case. */
    public static Instruction of(Principal by, @Nullable String correlation) {
        return new Instruction(by, correlation, null, null, null, null);
    }

    /** The same under an idempotency key. */
    public Instruction under(Key key) {
        return new Instruction(by, correlation, causation, trace, key, origin);
    }

    /** The same as part of a trace; null for none. */
    public Instruction traced(@Nullable String trace) {
        return new Instruction(by, correlation, causation, trace, key, origin);
    }

    /** The same on behalf of somebody else. */
    public Instruction by(Principal other) {
        return new Instruction(other, correlation, causation, trace, key, origin);
    }

    /** The same from an address; null for none. */
    public Instruction from(@Nullable String address) {
        return new Instruction(by, correlation, causation, trace, key, address);
    }
}
