package redoubt.infra.eventstore;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A stream from its latest snapshot on.
 *
 * @param base the snapshot; null if there is none, and the stream begins with its first event
 * @param events what follows, in order; the first page of it was read together with the snapshot
 */
public record Stretch(@Nullable StoredSnapshot base, Flux<Logged> events) {}
