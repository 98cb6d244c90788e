package redoubt.command.grc;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Acceptance;
import redoubt.grc.RiskAcceptanceExpired;
import redoubt.model.access.Permission;

/** An acceptance ends the day after its last day. Asking again changes nothing, so any node may ask. */
public final class AcceptanceExpiry implements TargetBehaviour<Risk, AcceptanceExpiry.Input> {

    /** The name of the action. */
    public static final String NAME = "expire_acceptance";

    /** Nothing needs to be said. */
    public record Input() {}

    @Override
    public Class<Risk> of() {
        return Risk.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("risk");
    }

    @Override
    public String summary() {
        return "End an acceptance whose last day is over";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Risk> here, Input input) {
        Acceptance acceptance = here.target().state().acceptance();
        boolean over = acceptance != null
                && acceptance.expiresOn() != null
                && acceptance.expiresOn().isBefore(here.today());
        return over ? AcceptanceEnd.of(here.target(), new RiskAcceptanceExpired()) : Decision.nothing();
    }
}
