package redoubt.infra.webhook;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is ours to make, and nobody else's.
 *
 * @param id of the delivery
 * @param message what the receiver knows it by
 * @param position of the event; null for a test
 * @param type of the event
 * @param number of the attempt, from 1
 * @param tries attempts since the schedule began, this one included
 * @param blocked how often it led to where nothing may go
 * @param body what was sent before; null if nothing was, or it is no longer known
 * @param lease for how long it is ours
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Due(
        UUID id,
        String message,
        @Nullable Long position,
        String type,
        int number,
        int tries,
        int blocked,
        byte @Nullable [] body,
        Lease lease) {

    static final String COLUMNS = "d.id, d.message, d.position, d.type, d.attempts, d.tries, d.blocked,"
            + " case when d.position is null then d.body end";

    /** An attempt, from its first column on. */
    static Due read(Readable row, int from, Lease lease) {
        return new Due(
                Objects.requireNonNull(row.get(from, UUID.class)),
                Objects.requireNonNull(row.get(from + 1, String.class)),
                row.get(from + 2, Long.class),
                Objects.requireNonNull(row.get(from + 3, String.class)),
                Objects.requireNonNull(row.get(from + 4, Integer.class)),
                Objects.requireNonNull(row.get(from + 5, Integer.class)),
                Objects.requireNonNull(row.get(from + 6, Integer.class)),
                row.get(from + 7, byte[].class),
                lease);
    }
}
