package redoubt.query.chain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log with its seals. Never blocks; what it emits may be worked on where it is emitted, also if that takes a while. */
public interface SealedLog {

    /** Where log and chain stand. */
    Mono<Head> head();

    /** The sealed entries after a position up to another one, in order, read no faster than asked for. */
    Flux<Entry> entries(long after, long until);

    /** The hash that was sealed at a position; nothing if none was. */
    Mono<String> hash(long position);

    /**
     * The checkpoints of what has no seal, oldest first. Seals and checkpoints are looked at as they are at one and the
     * same moment, so that there are none unless somebody took seals away.
     */
    Flux<Checkpoint> unsealed();

    /** Checkpoints, newest first, some of them passed over. */
    Mono<List<Checkpoint>> checkpoints(long offset, int limit);

    /** How many checkpoints there are. */
    Mono<Long> checkpointCount();

    /** Every key that was ever published, oldest first. */
    Mono<List<PublicKeys.Published>> keys();

    /**
     * Where log and chain stand.
     *
     * @param position of the last event; 0 for none
     * @param sealed position of the last event with a seal; 0 for none
     * @param sealedHash its hash; that of the beginning if there is none
     * @param at when that event was recorded; null if there is none
     */
    record Head(
            long position,
            long sealed,
            String sealedHash,
            @Nullable Instant at) {}
}
