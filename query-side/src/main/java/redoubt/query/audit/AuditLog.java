package redoubt.query.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.query.Progress;
import redoubt.query.Window;

/**
 * The events of an organization, as far as somebody may look into its audit log: what happened in folders in which they hold
 * the permission, and what happened in none if they hold it everywhere. Never blocks.
 */
public interface AuditLog {

    /** How far the log has been read for this. */
    Progress progress();

    /** A part of what matches, by position. */
    Mono<Part> page(Principal by, AuditQuestion question, boolean ascending, Window window);

    /** The event at a position; nothing if there is none, or none that the asker may see. */
    Mono<AuditEntry> one(Principal by, long position);

    /**
     * All that matches, oldest first, in stretches that are read as they are asked for.
     *
     * @param permission that the asker must hold where it happened
     */
    Flux<List<AuditEntry>> every(Principal by, Permission permission, AuditQuestion question);

    /** What stands beside the log for positions of the asker's organization. */
    Mono<Map<Long, Mark>> marks(Principal by, Collection<Long> positions);

    /**
     * What stands beside the log for one position.
     *
     * @param hash that was sealed there; null for none yet
     * @param ip from where it was asked for; null if that is not known
     */
    record Mark(@Nullable String hash, @Nullable String ip) {

        /** Nothing. */
        public static final Mark NONE = new Mark(null, null);
    }

    /**
     * A part of what matches.
     *
     * @param count how many match altogether, exactly
     * @param entries those of the part
     */
    record Part(long count, List<AuditEntry> entries) {}
}
