package redoubt.api.stream;

import java.time.Duration;

/**
 * What a stream may take.
 *
 * @param heartbeat how long it may be silent
 * @param patience how long a client may accept nothing
 * @param youngest the least age at which it is ended
 * @param oldest the greatest
 * @param perUser how many a user may have open at a node
 * @param perNode how many a node serves
 * @param perSecond how many events it tells in a second at most
 */
record Terms(
        Duration heartbeat,
        Duration patience,
        Duration youngest,
        Duration oldest,
        int perUser,
        int perNode,
        int perSecond) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** The usual terms. */
    static Terms usual(Duration heartbeat) {
        return new Terms(heartbeat, PATIENCE, Duration.ofMinutes(55), Duration.ofMinutes(65), 10, 1_000, 2_000);
    }

    /** How often a stream looks at the time. */
    Duration tick() {
        return heartbeat.compareTo(TICK) < 0 ? heartbeat : TICK;
    }
}
