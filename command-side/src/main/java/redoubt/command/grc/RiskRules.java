package redoubt.command.grc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.model.Getter;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** A risk is rated by its matrix, and its status moves along the machine of {@link RiskStatus}. */
public final class RiskRules implements Rules<Risk, RiskRules.Seen> {

    /**
     * What a risk is judged by.
     *
     * @param matrix the matrix that will rate it; null if there is none
     * @param chosen whether the writer chose it just now, and not the house
     */
    public record Seen(@Nullable Known<RiskMatrix> matrix, boolean chosen) {}

    @Override
    public Class<Risk> of() {
        return Risk.class;
    }

    @Override
    public Risk complete(Risk proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(Risk.class).set(Risk::folder, Home.of(by)).applyTo(proposed);
    }

    @Override
    public Mono<Seen> look(Draft<Risk> draft, World world) {
        Ref<RiskMatrix> named = draft.proposed().riskMatrix();
        Mono<Known<RiskMatrix>> matrix = named != null
                ? world.find(named)
                : Matrices.effective(draft.proposed().folder(), draft.by().organization(), world);
        boolean chosen = named != null
                && (draft.former() == null || !named.equals(draft.former().riskMatrix()));
        return matrix.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(found -> new Seen(found.orElse(null), chosen));
    }

    @Override
    public Ruling<Risk> judge(Draft<Risk> draft, Seen seen) {
        Risk risk = draft.proposed();
        Complaints complaints = new Complaints();
        if (seen.chosen() && seen.matrix() != null && !seen.matrix().state().isEnabled()) {
            complaints.add("riskMatrix", "This risk matrix is disabled.");
        }
        if (risk.existingAppliedControls().stream().anyMatch(risk.appliedControls()::contains)) {
            complaints.add("existingAppliedControls", "A control cannot be both planned and existing.");
        }
        Patch<Risk> settled = seen.matrix() == null
                ? Patch.of(Risk.class)
                : Patch.of(Risk.class)
                        .set(Risk::riskMatrix, seen.matrix().ref())
                        .then(rate(risk, seen.matrix().state().definition(), complaints));
        Failure conflict = RiskStatus.objection(draft.former(), risk, complaints);
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        return conflict != null
                ? Ruling.refused(conflict)
                : Ruling.settled(settled.then(RiskStatus.settle(draft)).applyTo(risk));
    }

    /** The severities that follow from the ratings, by the grid and nothing else. */
    static Patch<Risk> rate(Risk risk, Definition definition, Complaints complaints) {
        int likelihoods = definition.probability().size();
        int impacts = definition.impact().size();
        fits("likelihood", risk.likelihood(), likelihoods, complaints);
        fits("impact", risk.impact(), impacts, complaints);
        fits("inherentLikelihood", risk.inherentLikelihood(), likelihoods, complaints);
        fits("inherentImpact", risk.inherentImpact(), impacts, complaints);
        fits("residualLikelihood", risk.residualLikelihood(), likelihoods, complaints);
        fits("residualImpact", risk.residualImpact(), impacts, complaints);
        if (!complaints.isEmpty()) {
            return Patch.of(Risk.class);
        }
        var current = definition.rate(risk.likelihood(), risk.impact()).orElse(null);
        var inherent = definition
                .rate(risk.inherentLikelihood(), risk.inherentImpact())
                .orElse(null);
        var residual = definition
                .rate(risk.residualLikelihood(), risk.residualImpact())
                .orElse(null);
        return severity(current, Risk::severity, Risk::severityLevel, Risk::score)
                .set(Risk::severityRank, current == null ? null : current.rank())
                .then(severity(inherent, Risk::inherentSeverity, Risk::inherentSeverityLevel, Risk::inherentScore))
                .then(severity(residual, Risk::residualSeverity, Risk::residualSeverityLevel, Risk::residualScore));
    }

    private static Patch<Risk> severity(
            RiskMatrix.@Nullable Severity severity,
            Getter<Risk, String> slug,
            Getter<Risk, Integer> level,
            Getter<Risk, Integer> score) {
        Patch<Risk> patch = Patch.of(Risk.class);
        return severity == null
                ? patch.set(slug, null).set(level, null).set(score, null)
                : patch.set(slug, severity.slug()).set(level, severity.level()).set(score, severity.score());
    }

    static void fits(String axis, @Nullable Integer rating, int steps, Complaints complaints) {
        if (rating != null && rating > steps) {
            complaints.add(axis, "Ensure this value is less than or equal to " + steps + ".");
        }
        if (rating != null && rating < 1) {
            complaints.add(axis, "Ensure this value is greater than or equal to 1.");
        }
    }
}
