package redoubt.command.grc;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.AssessmentCompleted;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Row;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** An assessment has a row for each requirement of its framework from its first event on, and ends on record. */
public final class AssessmentRules implements Rules<ComplianceAssessment, AssessmentRules.Seen> {

    /**
     * What is judged by.
     *
     * @param framework what is assessed; null if it cannot be found
     * @param rows the rows that there are, if it matters what is in them
     * @param earlier the assessment that is taken over from; null for none
     * @param found its rows
     */
    public record Seen(
            @Nullable Framework framework,
            Collection<RequirementAssessment> rows,
            @Nullable ComplianceAssessment earlier,
            Collection<RequirementAssessment> found) {}

    @Override
    public Class<ComplianceAssessment> of() {
        return ComplianceAssessment.class;
    }

    @Override
    public ComplianceAssessment complete(ComplianceAssessment proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(ComplianceAssessment.class)
                        .set(ComplianceAssessment::folder, Home.of(by))
                        .applyTo(proposed);
    }

    @Override
    public Mono<Seen> look(Draft<ComplianceAssessment> draft, World world) {
        ComplianceAssessment proposed = draft.proposed();
        Ref<ComplianceAssessment> baseline = draft.former() == null ? proposed.baseline() : null;
        Mono<Seen> framework = Mono.justOrEmpty(proposed.framework())
                .flatMap(world::find)
                .map(known -> new Seen(known.state(), List.of(), null, List.of()))
                .defaultIfEmpty(new Seen(null, List.of(), null, List.of()));
        return framework.flatMap(seen -> AssessmentRows.of(draft, world)
                .map(rows -> new Seen(seen.framework(), rows, null, List.of()))
                .flatMap(own -> baseline == null ? Mono.just(own) : with(baseline, own, world)));
    }

    /** The same with what an earlier assessment found, if it is there. */
    private static Mono<Seen> with(Ref<ComplianceAssessment> baseline, Seen seen, World world) {
        return world.find(baseline)
                .flatMap(known -> AssessmentRows.all(baseline, world)
                        .map(found -> new Seen(seen.framework(), seen.rows(), known.state(), found)))
                .defaultIfEmpty(seen);
    }

    @Override
    public Ruling<ComplianceAssessment> judge(Draft<ComplianceAssessment> draft, Seen seen) {
        Framework framework = seen.framework();
        ComplianceAssessment former = draft.former();
        if (framework == null) {
            // What is wrong with it was said where it was looked for.
            return Ruling.settled(draft.proposed());
        }
        ComplianceAssessment proposed = settled(draft.proposed(), framework, former == null);
        Complaints complaints = new Complaints();
        scale(proposed, former, seen.rows(), complaints);
        groups(proposed, framework, complaints);
        if (former == null) {
            beginning(proposed, seen, complaints);
        } else if (!former.framework().equals(proposed.framework())) {
            complaints.add("framework", "An assessment keeps its framework.");
        }
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        return former == null ? begun(draft, proposed, framework, seen) : changed(draft, former, proposed, seen);
    }

    /** What follows from the framework where nothing was said. */
    private static ComplianceAssessment settled(ComplianceAssessment proposed, Framework framework, boolean fresh) {
        Patch<ComplianceAssessment> patch =
                Patch.of(ComplianceAssessment.class).set(ComplianceAssessment::frameworkName, framework.name());
        if (proposed.minScore() == null) {
            patch = patch.set(ComplianceAssessment::minScore, framework.minScore());
        }
        if (proposed.maxScore() == null) {
            patch = patch.set(ComplianceAssessment::maxScore, framework.maxScore());
        }
        if (fresh && proposed.selectedImplementationGroups().isEmpty()) {
            patch = patch.set(
                    ComplianceAssessment::selectedImplementationGroups,
                    defined(framework).stream()
                            .filter(Framework.Group::defaultSelected)
                            .map(Framework.Group::refId)
                            .toList());
        }
        return patch.applyTo(proposed);
    }

    private static List<Framework.Group> defined(Framework framework) {
        return framework.implementationGroupsDefinition();
    }

    private static void scale(
            ComplianceAssessment proposed,
            @Nullable ComplianceAssessment former,
            Collection<RequirementAssessment> rows,
            Complaints complaints) {
        if (proposed.minScore() >= proposed.maxScore()) {
            complaints.add("maxScore", "The greatest score must be greater than the least.");
            return;
        }
        if (former != null
                && AssessmentRows.scaled(former, proposed)
                && rows.stream().anyMatch(AssessmentRules::scored)) {
            complaints.add(
                    former.minScore().equals(proposed.minScore()) ? "maxScore" : "minScore",
                    "The scale stays as it is once something is scored.");
        }
        BigDecimal target = proposed.targetScore();
        if (target == null) {
            if (proposed.anchorNaToTarget()) {
                complaints.add("targetScore", "Requirements cannot be anchored to a target that is not there.");
            }
        } else if (target.compareTo(BigDecimal.valueOf(proposed.minScore())) < 0
                || target.compareTo(BigDecimal.valueOf(proposed.maxScore())) > 0) {
            complaints.add("targetScore", "The target lies between the least and the greatest score.");
        }
    }

    private static boolean scored(RequirementAssessment row) {
        return row.score() != null || row.documentationScore() != null;
    }

    private static void groups(ComplianceAssessment proposed, Framework framework, Complaints complaints) {
        List<String> names =
                defined(framework).stream().map(Framework.Group::refId).toList();
        for (int i = 0; i < proposed.selectedImplementationGroups().size(); i++) {
            if (!names.contains(proposed.selectedImplementationGroups().get(i))) {
                complaints.add("selectedImplementationGroups." + i, "The framework defines no such group.");
            }
        }
    }

    private static void beginning(ComplianceAssessment proposed, Seen seen, Complaints complaints) {
        if (proposed.status() != Status.PLANNED && proposed.status() != Status.IN_PROGRESS) {
            complaints.add("status", "An assessment begins planned or in progress.");
        }
        if (seen.earlier() != null && !seen.earlier().framework().equals(proposed.framework())) {
            complaints.add("baseline", "What is taken over comes from an assessment of the same framework.");
        }
    }

    private static Ruling<ComplianceAssessment> begun(
            Draft<ComplianceAssessment> draft, ComplianceAssessment proposed, Framework framework, Seen seen) {
        Map<String, RequirementAssessment> earlier = new HashMap<>();
        seen.found().forEach(row -> earlier.put(row.requirement().urn(), row));
        List<Row> rows = new ArrayList<>();
        for (Framework.Node node : Objects.requireNonNullElse(framework.requirements(), List.<Framework.Node>of())) {
            RequirementAssessment before = earlier.get(node.urn());
            Demand demand = Demand.of(node);
            rows.add(new Row(demand, before == null ? null : AssessmentRows.onScale(before, demand, proposed)));
        }
        return Ruling.settled(Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::rows, rows)
                .then(AssessmentStatus.settle(null, proposed, draft.now(), draft.by()))
                .applyTo(proposed));
    }

    private static Ruling<ComplianceAssessment> changed(
            Draft<ComplianceAssessment> draft, ComplianceAssessment former, ComplianceAssessment proposed, Seen seen) {
        Patch<ComplianceAssessment> patch = Patch.between(former, proposed);
        if (patch.isEmpty()) {
            return Ruling.settled(proposed);
        }
        if (former.isLocked() && !AssessmentRows.onlyUnlocks(patch)) {
            return Ruling.refused(AssessmentStatus.locked());
        }
        Failure objection = AssessmentStatus.objection(former.status(), proposed.status());
        if (objection != null) {
            return Ruling.refused(objection);
        }
        if (former.status() == Status.DONE && AssessmentRows.moves(patch)) {
            return Ruling.refused(AssessmentStatus.done());
        }
        ComplianceAssessment settled = AssessmentStatus.settle(former.status(), proposed, draft.now(), draft.by())
                .applyTo(proposed);
        if (settled.status() != Status.DONE || former.status() == Status.DONE) {
            return Ruling.settled(settled);
        }
        int progress = AssessmentRows.numbers(settled, seen.rows()).progress();
        return settled.requireFullProgress() && progress < 100
                ? Ruling.refused(AssessmentStatus.incomplete(progress))
                : Ruling.settled(settled, List.of(new AssessmentCompleted(progress, null)));
    }
}
