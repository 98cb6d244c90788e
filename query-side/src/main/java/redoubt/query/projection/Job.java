package redoubt.query.projection;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody wants made anew.
 *
 * @param alone whether nothing else is made meanwhile
 * @param pace most events in a second; null for as many as possible
 */
record Job(
        UUID id,
        String noun,
        boolean verify,
        boolean swap,
        boolean alone,
        int batch,
        @Nullable Integer pace) {

    static final String COLUMNS = "id, noun, verify, swap, alone, batch, pace";

    static Job read(Readable row) {
        return new Job(
                Objects.requireNonNull(row.get(0, UUID.class)),
                Objects.requireNonNull(row.get(1, String.class)),
                Objects.requireNonNull(row.get(2, Boolean.class)),
                Objects.requireNonNull(row.get(3, Boolean.class)),
                Objects.requireNonNull(row.get(4, Boolean.class)),
                Objects.requireNonNull(row.get(5, Integer.class)),
                row.get(6, Integer.class));
    }
}
