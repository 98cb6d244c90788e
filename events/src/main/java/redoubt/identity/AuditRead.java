package redoubt.identity;

import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Somebody looked at what it is on record who looks at.
 *
 * @param of what kind that is: webhooks, users or audit
 * @param operation by which they did
 * @param thing that they looked at; null if it was a list of them
 */
@Fact.Happened(to = AuditNote.class, as = "read")
public record AuditRead(
        String of, String operation, @Nullable String thing) implements Fact<AuditNote> {

    @Override
    public Patch<AuditNote> effect() {
        return Patch.of(AuditNote.class).set(AuditNote::what, "read");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
