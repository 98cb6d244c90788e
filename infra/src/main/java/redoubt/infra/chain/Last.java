package redoubt.infra.chain;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the chain stands.
 *
 * @param sealed the last position with a seal; 0 for none
 * @param hash its hash
 * @param signed the position of the last checkpoint; 0 for none
 * @param signedAt when that was
 * @param news whether anything has been sealed since then but that it was signed
 */
record Last(long sealed, String hash, long signed, Instant signedAt, boolean news) {

    private static final int EVENTS = 1_000;
    private static final Duration AGE = Duration.ofHours(1);

    /** What has been sealed since then is news. */
    Last(long sealed, String hash, long signed, Instant signedAt) {
        this(sealed, hash, signed, signedAt, sealed > signed);
    }

    /** How many events may be sealed before the next checkpoint. */
    long room() {
        return Math.max(1, EVENTS - (sealed - signed));
    }

    /** Whether it is time for a checkpoint. */
    boolean due(Instant now) {
        return sealed > signed
                && (sealed - signed >= EVENTS || (news && !signedAt.plus(AGE).isAfter(now)));
    }
}
