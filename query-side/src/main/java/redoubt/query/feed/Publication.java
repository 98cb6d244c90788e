package redoubt.query.feed;

import java.util.List;
import redoubt.model.Event;
import redoubt.query.Sight;

/**
 * An event, told with the resource as it was then.
 *
 * @param event what happened
 * @param sight the resource after it; after a deletion, the last there was
 * @param changed the camelCase names of the recorded fields that an update changed; else empty
 * @param leftScope whether it moved out of the follower's sight, so that nothing but its identifier may be told
 */
public record Publication(Event<?> event, Sight<?> sight, List<String> changed, boolean leftScope)
        implements ChangeFeed.Signal {

    @Override
    public long position() {
        return event.position();
    }
}
