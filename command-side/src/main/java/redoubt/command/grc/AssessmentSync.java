package redoubt.command.grc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;

/** What is done about a requirement says how it is met: wholly, in part or not at all. */
public final class AssessmentSync
        implements Behaviour<ComplianceAssessment, AssessmentSync.Input, AssessmentSync.Seen> {

    /**
     * How to go about it.
     *
     * @param dryRun only tell what would happen
     */
    public record Input(@Nullable Boolean dryRun) {}

    /**
     * What is decided on.
     *
     * @param rows those for which something is done
     * @param active the controls that are in place
     */
    public record Seen(List<Known<RequirementAssessment>> rows, Set<Ref<Control>> active) {}

    @Override
    public Class<ComplianceAssessment> of() {
        return ComplianceAssessment.class;
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
        return Permission.change("compliance_assessment");
    }

    @Override
    public String summary() {
        return "Take over results from the controls that requirements name";
    }

    @Override
    public Mono<Seen> look(Situation<ComplianceAssessment> here, Input input, World world) {
        return world.borne(here.target().ref(), RequirementAssessment.class).flatMap(all -> {
            List<Known<RequirementAssessment>> rows = all.values().stream()
                    .filter(row -> !row.state().appliedControls().isEmpty())
                    .toList();
            Set<Ref<Control>> controls = new HashSet<>();
            rows.forEach(row -> controls.addAll(row.state().appliedControls()));
            return Flux.fromIterable(controls)
                    .concatMap(world::find)
                    .filter(control -> control.state().status() == Control.Status.ACTIVE)
                    .map(Known::ref)
                    .collect(HashSet<Ref<Control>>::new, Set::add)
                    .map(active -> new Seen(rows, active));
        });
    }

    @Override
    public Decision decide(Situation<ComplianceAssessment> here, Input input, Seen seen) {
        Failure objection = RequirementAssessmentRules.objection(here.target().state());
        if (objection != null) {
            return Decision.refused(objection);
        }
        boolean applied = !Objects.requireNonNullElse(input.dryRun(), true);
        Decision decision = Decision.nothing();
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Known<RequirementAssessment> row : seen.rows()) {
            Result from = row.state().result();
            Result to = result(row.state(), seen.active());
            if (from != to) {
                changes.add(change(row, from, to));
                decision = applied ? decision.andUpdate(row.ref(), patch(row.state(), to)) : decision;
            }
        }
        return decision.answering(Map.of("applied", applied, "changes", changes));
    }

    private static Result result(RequirementAssessment row, Set<Ref<Control>> active) {
        List<Ref<Control>> controls = row.appliedControls();
        if (active.containsAll(controls)) {
            return Result.COMPLIANT;
        }
        return controls.stream().anyMatch(active::contains) ? Result.PARTIALLY_COMPLIANT : Result.NON_COMPLIANT;
    }

    /** What an auditor called it goes where it does not fit any more. */
    private static Patch<RequirementAssessment> patch(RequirementAssessment row, Result to) {
        Patch<RequirementAssessment> patch =
                Patch.of(RequirementAssessment.class).set(RequirementAssessment::result, to);
        return RequirementAssessmentRules.fits(row.extendedResult(), to)
                ? patch
                : patch.set(RequirementAssessment::extendedResult, null);
    }

    private static Map<String, Object> change(Known<RequirementAssessment> row, Result from, Result to) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("id", row.ref());
        change.put("from", from);
        change.put("to", to);
        return change;
    }
}
