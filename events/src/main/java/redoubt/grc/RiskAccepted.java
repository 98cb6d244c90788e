package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** Somebody decided to live with the risk; what the decision changed stands in the update before it. */
@Fact.Happened(to = Risk.class, as = "accepted")
public record RiskAccepted() implements Fact<Risk> {

    @Override
    public Patch<Risk> effect() {
        return Patch.of(Risk.class);
    }
}
