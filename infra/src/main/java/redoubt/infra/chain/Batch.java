package redoubt.infra.chain;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.identity.AuditCheckpoint;
import redoubt.infra.chain.Rows.Stored;
import redoubt.model.wire.Moments;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Checkpoint;

/**
 * Consecutive events with their hashes, and a checkpoint if it is time for one.
 *
 * @param positions of the events
 * @param hashes of the events
 * @param checkpoint to be kept with them; null for none
 * @param signedAt when it was signed
 * @param last where the chain stands afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Batch(Long[] positions, String[] hashes, @Nullable Checkpoint checkpoint, Instant signedAt, Last last) {

    /**
     * Seals events that follow one another.
     *
     * @throws IllegalArgumentException if one of them has no core, or does not follow
     */
    static Batch of(Last last, List<Stored> events, SigningKey key, Instant clock) {
        Long[] positions = new Long[events.size()];
        String[] hashes = new String[events.size()];
        long sealed = last.sealed();
        String hash = last.hash();
        boolean news = last.news();
        for (int i = 0; i < events.size(); i++) {
            Stored event = events.get(i);
            if (event.position() != sealed + 1) {
                throw new IllegalArgumentException(
                        "The log has no event at " + (sealed + 1) + ", but one at " + event.position());
            }
            sealed = event.position();
            hash = Chain.next(hash, event.core());
            // That something was signed is nothing to be signed for, or it would never end.
            news |= !event.type().equals(AuditCheckpoint.NAME);
            positions[i] = sealed;
            hashes[i] = hash;
        }
        Last next = new Last(sealed, hash, last.signed(), last.signedAt(), news);
        Instant now = Moments.cut(clock);
        if (!next.due(now)) {
            return new Batch(positions, hashes, null, now, next);
        }
        return new Batch(
                positions,
                hashes,
                key.sign(sealed, hash, Moments.print(now)),
                now,
                new Last(sealed, hash, sealed, now, false));
    }

    boolean isEmpty() {
        return positions.length == 0 && checkpoint == null;
    }

    /**
     * The one statement that keeps it.
     *
     * @param seal keeps positions and hashes, its first two parameters
     * @param sign keeps a checkpoint, its next five
     */
    Statement statement(Connection connection, String seal, String sign) {
        String sql = checkpoint == null ? seal : "with sealed as (" + seal + ")" + sign;
        Statement statement =
                connection.createStatement(sql).bind("$1", positions).bind("$2", hashes);
        if (checkpoint != null) {
            statement
                    .bind("$3", checkpoint.position())
                    .bind("$4", checkpoint.hash())
                    .bind("$5", signedAt)
                    .bind("$6", checkpoint.keyId())
                    .bind("$7", checkpoint.signature());
        }
        return statement;
    }
}
