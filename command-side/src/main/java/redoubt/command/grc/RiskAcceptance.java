package redoubt.command.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Acceptance;
import redoubt.grc.Risk.Ratings;
import redoubt.grc.Risk.Status;
import redoubt.grc.Risk.Treatment;
import redoubt.grc.RiskAccepted;
import redoubt.identity.Settings;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** Somebody decides to live with a risk, and what they knew when they decided is kept. Where it takes two,
 * it is not somebody who alone owns the risk. */
public final class RiskAcceptance implements Behaviour<Risk, RiskAcceptance.Input, Boolean> {

    /**
     * What the one who accepts says.
     *
     * @param justification why
     * @param expiresOn the last day on which the decision holds
     * @param comment a further remark
     */
    public record Input(
            @Required @NotBlank @Size(max = 2_000) String justification,
            @Nullable LocalDate expiresOn,
            @Size(max = 2_000) @Nullable String comment) {}

    @Override
    public Class<Risk> of() {
        return Risk.class;
    }

    @Override
    public String name() {
        return "accept";
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
        return "Accept a risk";
    }

    /** Looks whether it takes a second pair of eyes here. */
    @Override
    public Mono<Boolean> look(Situation<Risk> here, Input input, World world) {
        return world.find(Settings.of(here.by().organization()))
                .map(settings -> settings.state().fourEyes())
                .defaultIfEmpty(false);
    }

    @Override
    public Decision decide(Situation<Risk> here, Input input, Boolean fourEyes) {
        Known<Risk> known = here.target();
        Risk risk = known.state();
        if (fourEyes && alone(risk, here.by().actor().user())) {
            return Decision.refused(new Failure.Denied());
        }
        if (input.expiresOn() != null && !input.expiresOn().isAfter(here.today())) {
            return Decision.refused(Failure.Invalid.of("expiresOn", "Must be after today."));
        }
        if (risk.severity() == null) {
            return Decision.refused(
                    Failure.Invalid.of(Complaints.WHOLE, "A risk must be rated before it can be accepted."));
        }
        if (risk.status() == Status.ACCEPTED || risk.status() == Status.CLOSED) {
            return Decision.refused(RiskStatus.invalid(risk.status(), Status.ACCEPTED));
        }
        Patch<Risk> accepted = Patch.of(Risk.class)
                .set(Risk::status, Status.ACCEPTED)
                .set(Risk::treatment, Treatment.ACCEPT)
                .set(Risk::acceptance, acceptance(here, input));
        return Decision.nothing()
                .andUpdate(known.ref(), Patch.between(risk, accepted.applyTo(risk)))
                .and(known.ref(), new RiskAccepted());
    }

    private static boolean alone(Risk risk, @Nullable String user) {
        return user != null && risk.owner().equals(List.of(Ref.of(User.class, user)));
    }

    private static Acceptance acceptance(Situation<Risk> here, Input input) {
        Risk risk = here.target().state();
        String user = here.by().actor().user();
        return new Acceptance(
                user == null ? null : Ref.of(User.class, user),
                Moments.cut(here.now()),
                input.justification(),
                input.comment(),
                input.expiresOn(),
                new Ratings(
                        risk.likelihood(),
                        risk.impact(),
                        risk.severity(),
                        risk.residualLikelihood(),
                        risk.residualImpact(),
                        risk.residualSeverity(),
                        here.target().version()));
    }
}
