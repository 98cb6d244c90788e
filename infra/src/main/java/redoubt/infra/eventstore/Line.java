package redoubt.infra.eventstore;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log as it comes from the database, its texts not looked into yet.
 *
 * @param position 0 for the row of a cut that has nothing but the head
 * @param head of the log, in a cut
 * @param folded for a snapshot, how many events it stands for
 */
record Line(
        long position,
        String id,
        String type,
        String version,
        Instant at,
        List<String> tags,
        String json,
        String metadata,
        long head,
        @Nullable Long folded)
        implements EventFormat.Stored {

    /** A row of a page: an event. */
    static Line of(Readable row) {
        return event(row, Objects.requireNonNull(row.get(0, Long.class)), 0);
    }

    /** A row of a cut: a snapshot, an event, or nothing but the head. */
    static Line ofCut(Readable row) {
        long head = Objects.requireNonNull(row.get(8, Long.class));
        Long position = row.get(0, Long.class);
        if (position == null) {
            return new Line(0, "", "", "", Instant.EPOCH, List.of(), "", "", head, null);
        }
        Long folded = row.get(9, Long.class);
        return folded == null
                ? event(row, position, head)
                : new Line(position, "", "", "", Instant.EPOCH, List.of(), text(row, 6), "", head, folded);
    }

    private static Line event(Readable row, long position, long head) {
        return new Line(
                position,
                text(row, 1),
                text(row, 2),
                text(row, 3),
                Objects.requireNonNull(row.get(4, Instant.class)),
                List.of(Objects.requireNonNull(row.get(5, String[].class))),
                text(row, 6),
                text(row, 7),
                head,
                null);
    }

    private static String text(Readable row, int index) {
        return Objects.requireNonNull(row.get(index, String.class));
    }
}
