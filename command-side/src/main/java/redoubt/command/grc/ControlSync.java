package redoubt.command.grc;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;

/** Once every planned control is there, what was hoped for becomes what is: residual ratings become current ones. */
public final class ControlSync implements Behaviour<Risk, ControlSync.Input, ControlSync.Seen> {

    /**
     * How to go about it.
     *
     * @param dryRun only tell what would happen
     * @param resetResidual afterwards, nothing is hoped for any more
     */
    public record Input(@Nullable Boolean dryRun, @Nullable Boolean resetResidual) {}

    /**
     * What is decided on.
     *
     * @param matrix what rates the risk
     * @param active whether every planned control is in place
     * @param shown the planned controls that whoever asks may see
     */
    public record Seen(RiskMatrix matrix, boolean active, List<Ref<Control>> shown) {}

    @Override
    public Class<Risk> of() {
        return Risk.class;
    }

    @Override
    public String name() {
        return "sync_from_controls";
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
        return "Take over the residual rating once every planned control is in place";
    }

    @Override
    public Mono<Seen> look(Situation<Risk> here, Input input, World world) {
        Risk risk = here.target().state();
        Flux<Known<Control>> planned = Flux.fromIterable(risk.appliedControls()).concatMap(world::find);
        return world.find(risk.riskMatrix())
                .flatMap(matrix -> planned.collectList().flatMap(controls -> Flux.fromIterable(controls)
                        .filterWhen(world::visible)
                        .map(Known::ref)
                        .collectList()
                        .map(shown -> new Seen(matrix.state(), inPlace(risk, controls), shown))));
    }

    private static boolean inPlace(Risk risk, List<Known<Control>> controls) {
        return controls.size() == risk.appliedControls().size()
                && controls.stream().allMatch(control -> control.state().status() == Control.Status.ACTIVE);
    }

    @Override
    public Decision decide(Situation<Risk> here, Input input, Seen seen) {
        Risk risk = here.target().state();
        boolean dryRun = Objects.requireNonNullElse(input.dryRun(), true);
        String reason = reason(risk, seen);
        if (reason != null || dryRun) {
            return Decision.nothing().answering(answer(seen, Objects.requireNonNullElse(reason, "dry_run"), false));
        }
        Patch<Risk> synced = Patch.of(Risk.class)
                .set(Risk::likelihood, risk.residualLikelihood())
                .set(Risk::impact, risk.residualImpact())
                .set(Risk::existingAppliedControls, union(risk.existingAppliedControls(), risk.appliedControls()))
                .set(Risk::appliedControls, List.of());
        if (Objects.requireNonNullElse(input.resetResidual(), false)) {
            synced = synced.set(Risk::residualLikelihood, null).set(Risk::residualImpact, null);
        }
        Risk proposed = synced.applyTo(risk);
        Risk rated = RiskRules.rate(proposed, seen.matrix().definition(), new Complaints())
                .applyTo(proposed);
        return Decision.nothing()
                .andUpdate(here.target().ref(), Patch.between(risk, rated))
                .answering(answer(seen, null, true));
    }

    private static @Nullable String reason(Risk risk, Seen seen) {
        if (risk.appliedControls().isEmpty()) {
            return "no_controls";
        }
        if (!seen.active()) {
            return "not_all_active";
        }
        return risk.residualSeverity() == null ? "no_residual_rating" : null;
    }

    private static Map<String, @Nullable Object> answer(Seen seen, @Nullable String reason, boolean applied) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("applied", applied);
        answer.put("reason", reason);
        answer.put("controls", seen.shown());
        answer.put("risk", Decision.TARGET);
        return answer;
    }

    private static List<Ref<Control>> union(List<Ref<Control>> existing, List<Ref<Control>> planned) {
        Set<Ref<Control>> all = new LinkedHashSet<>(existing);
        all.addAll(planned);
        return List.copyOf(all);
    }
}
