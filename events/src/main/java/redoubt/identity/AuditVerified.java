package redoubt.identity;

import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Somebody had the log verified.
 *
 * @param first position of what was asked about
 * @param last position that was looked at
 * @param valid whether nothing was wrong
 * @param reason what was; null for nothing
 * @param position where; null for nowhere
 */
@Fact.Happened(to = AuditNote.class, as = "verified")
public record AuditVerified(
        Long first,
        Long last,
        Boolean valid,
        @Nullable String reason,
        @Nullable Long position) implements Fact<AuditNote> {

    @Override
    public Patch<AuditNote> effect() {
        return Patch.of(AuditNote.class).set(AuditNote::what, "verification");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
