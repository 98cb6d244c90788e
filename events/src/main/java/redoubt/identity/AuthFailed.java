package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * An address showed credentials that were none. Told for a minute at once, so that trying fills nobody's log.
 *
 * @param count how often
 * @param since when it first did
 */
@Fact.Happened(to = AuthNote.class, as = "failed")
public record AuthFailed(Integer count, Instant since) implements Fact<AuthNote> {

    @Override
    public Patch<AuthNote> effect() {
        return Patch.of(AuthNote.class).set(AuthNote::what, "refusal");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
