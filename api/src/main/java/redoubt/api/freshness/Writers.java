package redoubt.api.freshness;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redoubt.query.Progress;

/**
 * Remembers, for each user, the last position they wrote, until the read models have passed it. Safe for any thread.
 * Besides the endpoints of this node, whoever follows the log should tell it what other nodes wrote.
 */
public final class Writers {

    private static final int CROWD = 10_000;

    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final Progress progress;

    /** Forgets what {@code progress} has passed. */
    public Writers(Progress progress) {
        this.progress = progress;
    }

    /** The user wrote that position. */
    public void wrote(String user, long position) {
        long reached = progress.reached();
        if (position > reached) {
            if (positions.size() > CROWD) {
                positions.values().removeIf(each -> each <= reached);
            }
            positions.merge(user, position, Math::max);
        }
    }

    /** The last position the user wrote that the read models may not show yet; 0 for none. */
    public long last(String user) {
        Long position = positions.get(user);
        if (position == null) {
            return 0;
        }
        if (position <= progress.reached()) {
            positions.remove(user, position);
            return 0;
        }
        return position;
    }
}
