package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * It was signed where the chain of hashes stood.
 *
 * @param position the last that was sealed
 * @param hash of that
 * @param at when, as it was signed
 * @param keyId of the key that signed it
 * @param signature over position, hash and instant
 */
@Fact.Happened(to = AuditNote.class, as = "checkpoint")
public record AuditCheckpoint(Long position, String hash, Instant at, String keyId, String signature)
        implements Fact<AuditNote> {

    /** The name of its events. */
    public static final String NAME = "audit.checkpoint";

    @Override
    public Patch<AuditNote> effect() {
        return Patch.of(AuditNote.class).set(AuditNote::what, "checkpoint");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
