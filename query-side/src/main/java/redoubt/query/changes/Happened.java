package redoubt.query.changes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.query.audit.AuditEntry;
import redoubt.query.history.Difference;

/**
 * What of an event counts for what it came to.
 *
 * @param type its name
 * @param changes what became different
 * @param folder where it happened; null for nowhere
 * @param name by which the resource was known; null for none
 * @param position where it stands in the log
 */
record Happened(
        String type,
        List<Difference> changes,
        @Nullable String folder,
        @Nullable String name,
        long position) {

    static Happened of(AuditEntry entry) {
        return new Happened(
                entry.type(),
                entry.changes(),
                entry.envelope().folder(),
                entry.envelope().label(),
                entry.position());
    }
}
