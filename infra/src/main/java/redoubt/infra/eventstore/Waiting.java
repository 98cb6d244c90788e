package redoubt.infra.eventstore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** One append from the moment it is asked for until its outcome is known. Guarded by the queue that holds it. */
final class Waiting {

    /** An event in the shape in which it travels to the database. */
    record Written(EventMessage message, Set<Tag> tags, String tagArray, String payload, String metadata) {}

    final ConsistencyMarker marker;
    final @Nullable Criteria criteria;
    final @Nullable Claim claim;
    final List<Written> events;
    final CompletableFuture<Appended> outcome = new CompletableFuture<>();

    /** The append of the group under way that this one would have to be checked against. */
    @Nullable
    Waiting behind;

    /** Set once the group it was in was refused as a whole: it must show by itself whether it was to blame. */
    boolean alone;

    int attempts;

    /** Position of its first event once it is written, 0 before and if it was refused. */
    long first;

    /** @param criteria of the events that must not have happened after the marker; null if nothing stands in the way */
    Waiting(ConsistencyMarker marker, @Nullable Criteria criteria, @Nullable Claim claim, List<Written> events) {
        this.marker = marker;
        this.criteria = criteria;
        this.claim = claim;
        this.events = List.copyOf(events);
    }

    /** Position after which no matching event may have happened. */
    long after() {
        return Math.max(0, GlobalIndexConsistencyMarker.position(marker));
    }
}
