package redoubt.infra.webhook;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is ours to make, and nobody else's.
 *
 * @param webhook to which endpoint
 * @param id of the delivery
 * @param organization that it belongs to
 * @param message what the receiver knows it by
 * @param position of the event; null for a test
 * @param type of the event
 * @param number of the attempt, from 1
 * @param tries attempts since the schedule began, this one included
 * @param blocked how often it led to where nothing may go
 * @param body what was sent before; null for an event, and if it is no longer known
 * @param lease for how long it is ours
 * @param flight with which it left; null if it is a row of its own
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Due(
        UUID webhook,
        UUID id,
        UUID organization,
        String message,
        @Nullable Long position,
        String type,
        int number,
        int tries,
        int blocked,
        byte @Nullable [] body,
        Lease lease,
        @Nullable Flight flight) {

    static final String COLUMNS =
            "d.webhook, d.id, d.org, d.message, d.position, d.type, d.attempts, d.tries, d.blocked,"
                    + " case when d.position is null then (select b.body from webhook_body b"
                    + " where b.org = d.org and b.digest = d.digest) end";

    static Due read(Readable row, Lease lease) {
        return new Due(
                Objects.requireNonNull(row.get(0, UUID.class)),
                Objects.requireNonNull(row.get(1, UUID.class)),
                Objects.requireNonNull(row.get(2, UUID.class)),
                Objects.requireNonNull(row.get(3, String.class)),
                row.get(4, Long.class),
                Objects.requireNonNull(row.get(5, String.class)),
                Objects.requireNonNull(row.get(6, Integer.class)),
                Objects.requireNonNull(row.get(7, Integer.class)),
                Objects.requireNonNull(row.get(8, Integer.class)),
                row.get(9, byte[].class),
                lease,
                null);
    }

    /** The same, where it is by itself. */
    Due parted() {
        return new Due(webhook, id, organization, message, position, type, number, tries, blocked, body, lease, null);
    }
}
