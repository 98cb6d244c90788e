package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** An acceptance came to its last day. */
@Fact.Happened(to = Risk.class, as = "acceptance_expired")
public record RiskAcceptanceExpired() implements Fact<Risk> {

    @Override
    public Patch<Risk> effect() {
        return Patch.of(Risk.class);
    }
}
