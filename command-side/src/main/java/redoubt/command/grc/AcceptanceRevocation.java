package redoubt.command.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Status;
import redoubt.grc.RiskAcceptanceRevoked;
import redoubt.model.Required;
import redoubt.model.access.Permission;

/** Somebody takes an acceptance back: the risk is open again. */
public final class AcceptanceRevocation implements TargetBehaviour<Risk, AcceptanceRevocation.Input> {

    /** Why the acceptance is taken back. */
    public record Input(
            @Required @NotBlank @Size(max = 2_000) String reason) {}

    @Override
    public Class<Risk> of() {
        return Risk.class;
    }

    @Override
    public String name() {
        return "revoke_acceptance";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return new Permission("approve_risk");
    }

    @Override
    public String summary() {
        return "Take an acceptance back";
    }

    @Override
    public Decision decide(Situation<Risk> here, Input input) {
        Status status = here.target().state().status();
        return status == Status.ACCEPTED
                ? AcceptanceEnd.of(here.target(), new RiskAcceptanceRevoked(input.reason()))
                : Decision.refused(RiskStatus.invalid(status, Status.OPEN));
    }
}
