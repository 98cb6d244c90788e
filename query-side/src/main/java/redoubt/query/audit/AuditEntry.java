package redoubt.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.model.Envelope;
import redoubt.model.EventName;
import redoubt.query.history.Difference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as auditors see it.
 *
 * @param position its place in the log
 * @param id its own identifier
 * @param type its name
 * @param resource the identifier of what it happened to
 * @param envelope who, when and why
 * @param core what of it is sealed
 * @param changes what became different
 * @param folderPath the names of the folders on the way to where it happened, as they are now; null where that is no more
 * @param ip from where it was asked for; null if that is not known, or forgotten
 * @param previous the hash that stands before it; null while it is not sealed
 * @param hash its own; null while it is not sealed
 */
public record AuditEntry(
        long position,
        String id,
        String type,
        String resource,
        Envelope envelope,
        ObjectNode core,
        List<Difference> changes,
        @Nullable String folderPath,
        @Nullable String ip,
        @Nullable String previous,
        @Nullable String hash) {

    /** The noun of what it happened to. */
    public String noun() {
        return EventName.noun(type);
    }

    /** Its payload as it is stored. */
    public JsonNode data() {
        return core.path("data");
    }
}
