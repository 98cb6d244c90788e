package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** An acceptance was taken back, for the reason given. */
@Fact.Happened(to = Risk.class, as = "acceptance_revoked")
public record RiskAcceptanceRevoked(String reason) implements Fact<Risk> {

    @Override
    public Patch<Risk> effect() {
        return Patch.of(Risk.class);
    }
}
