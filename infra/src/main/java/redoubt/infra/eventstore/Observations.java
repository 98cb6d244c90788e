package redoubt.infra.eventstore;

import java.util.function.LongSupplier;

/**
 * What can be watched while a store works: gauges and counters, cheap enough to be asked at any time from any thread.
 *
 * @param queued gauge: appends that wait for the next group
 * @param inFlight gauge: appends in the group that is being written
 * @param groups counter: groups written
 * @param appended counter: events written by this process
 * @param rejected counter: appends that met a conflicting event
 * @param busy counter: appends turned away because the queue was full
 * @param fromMemory counter: sourcings answered without the database
 * @param fromTable counter: sourcings answered by the database
 * @param followed gauge: position this process has followed the log to
 * @param listening gauge: 1 while the database announces new events to this process, 0 while it only polls
 */
public record Observations(
        LongSupplier queued,
        LongSupplier inFlight,
        LongSupplier groups,
        LongSupplier appended,
        LongSupplier rejected,
        LongSupplier busy,
        LongSupplier fromMemory,
        LongSupplier fromTable,
        LongSupplier followed,
        LongSupplier listening) {}
