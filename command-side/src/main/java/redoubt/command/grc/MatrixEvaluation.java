package redoubt.command.grc;

import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.grc.RiskMatrix.Level;
import redoubt.grc.RiskMatrix.Severity;
import redoubt.model.Required;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;

/** What a likelihood and an impact come to in a matrix. */
public final class MatrixEvaluation implements TargetBehaviour<RiskMatrix, MatrixEvaluation.Input> {

    /** A rating to evaluate; axes count from 1. */
    public record Input(
            @Required @Min(1) Integer likelihood,
            @Required @Min(1) Integer impact) {}

    @Override
    public Class<RiskMatrix> of() {
        return RiskMatrix.class;
    }

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.view("risk_matrix");
    }

    @Override
    public String summary() {
        return "Evaluate a rating without recording anything";
    }

    @Override
    public Decision decide(Situation<RiskMatrix> here, Input input) {
        Definition definition = here.target().state().definition();
        Complaints complaints = new Complaints();
        RiskRules.fits(
                "likelihood", input.likelihood(), definition.probability().size(), complaints);
        RiskRules.fits("impact", input.impact(), definition.impact().size(), complaints);
        if (!complaints.isEmpty()) {
            return Decision.refused(complaints.toFailure());
        }
        Severity severity = definition.rate(input.likelihood(), input.impact()).orElseThrow();
        Level level = definition.risk().get(severity.level());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("level", severity.level());
        answer.put("severity", severity.slug());
        answer.put("score", severity.score());
        answer.put("name", level.name());
        answer.put("hexcolor", level.hexcolor());
        return Decision.nothing().answering(answer);
    }
}
