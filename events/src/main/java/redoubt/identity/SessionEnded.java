package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * A session is over, and none of its tokens opens anything any more.
 *
 * @param endedAt when
 * @param ending why
 */
@Fact.Happened(to = Session.class, as = "ended")
public record SessionEnded(Instant endedAt, Session.Ending ending) implements Fact<Session> {

    @Override
    public Patch<Session> effect() {
        return Patch.of(Session.class).set(Session::endedAt, endedAt).set(Session::ending, ending);
    }
}
