package redoubt.command.grc;

import redoubt.command.Decision;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Status;
import redoubt.grc.Risk.Treatment;
import redoubt.model.Fact;
import redoubt.model.Known;
import redoubt.model.Patch;

/** What the end of an acceptance means, whoever ends it: the risk is open again. */
final class AcceptanceEnd {

    private AcceptanceEnd() {}

    static Decision of(Known<Risk> known, Fact<Risk> milestone) {
        Risk risk = known.state();
        Patch<Risk> reopened = Patch.of(Risk.class)
                .set(Risk::status, Status.OPEN)
                .set(Risk::acceptance, null)
                .set(Risk::treatment, risk.treatment() == Treatment.ACCEPT ? Treatment.OPEN : risk.treatment());
        return Decision.nothing()
                .andUpdate(known.ref(), Patch.between(risk, reopened.applyTo(risk)))
                .and(known.ref(), milestone);
    }
}
