package redoubt.query.log;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What there is in the log, in numbers, without looking at all of it. Safe for any thread; never blocks. */
public interface LogCensus {

    /** The numbers. */
    Mono<Census> census();

    /** When the events at some positions were recorded; positions without an event are left out. */
    Mono<Recorded> recorded(Collection<Long> positions);

    /**
     * Moments of the log.
     *
     * @param head where it ends
     * @param at by position, when an event was recorded
     */
    record Recorded(long head, Map<Long, Instant> at) {}

    /**
     * What there is.
     *
     * @param head the greatest position; 0 while the log is empty
     * @param sealed the greatest position that is sealed
     * @param streams how many things ever began
     * @param events how many events there are
     * @param counted whether streams and events were counted; else the log is too long for that: streams are estimated, and
     *     events are as many as positions, of which none is ever left out
     * @param oldest when the first was recorded; null for none
     * @param newest when the last was recorded; null for none
     * @param bytes what they take on disk, with their indexes
     * @param perMinute how many were recorded within the last minute
     */
    record Census(
            long head,
            long sealed,
            long streams,
            long events,
            boolean counted,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            long bytes,
            long perMinute) {}
}
