package redoubt.query.grc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Risk;

/** What looks odd about a risk. Codes that inform and never block; pure. */
final class RiskWarnings {

    private RiskWarnings() {}

    /**
     * The codes.
     *
     * @param inactive whether the risk counts on a control that is not active
     */
    static List<String> of(Risk risk, boolean inactive) {
        List<String> codes = new ArrayList<>();
        add(codes, "no_current_rating", risk.severityLevel() == null);
        add(codes, "no_residual_rating", risk.residualSeverityLevel() == null);
        add(codes, "residual_above_current", above(risk.residualSeverityLevel(), risk.severityLevel()));
        add(codes, "residual_likelihood_above_current", above(risk.residualLikelihood(), risk.likelihood()));
        add(codes, "residual_impact_above_current", above(risk.residualImpact(), risk.impact()));
        add(codes, "current_above_inherent", above(risk.severityLevel(), risk.inherentSeverityLevel()));
        add(
                codes,
                "residual_lowered_without_controls",
                lowered(risk) && risk.appliedControls().isEmpty());
        add(codes, "existing_control_not_active", inactive);
        add(codes, "accepted_without_acceptance", accepted(risk) && risk.acceptance() == null);
        add(codes, "changed_since_acceptance", changed(risk, risk.acceptance()));
        return List.copyOf(codes);
    }

    private static void add(List<String> codes, String code, boolean holds) {
        if (holds) {
            codes.add(code);
        }
    }

    /** Ratings that are not there are not above anything. */
    private static boolean above(@Nullable Integer one, @Nullable Integer other) {
        return one != null && other != null && one > other;
    }

    private static boolean lowered(Risk risk) {
        return above(risk.severityLevel(), risk.residualSeverityLevel())
                || above(risk.likelihood(), risk.residualLikelihood())
                || above(risk.impact(), risk.residualImpact());
    }

    private static boolean accepted(Risk risk) {
        return risk.treatment() == Risk.Treatment.ACCEPT || risk.status() == Risk.Status.ACCEPTED;
    }

    /** Whether the decision to live with it was taken on something else than what is there now. */
    private static boolean changed(Risk risk, Risk.@Nullable Acceptance acceptance) {
        if (acceptance == null) {
            return false;
        }
        Risk.Ratings then = acceptance.state();
        return different(risk.likelihood(), then.likelihood())
                || different(risk.impact(), then.impact())
                || different(risk.residualLikelihood(), then.residualLikelihood())
                || different(risk.residualImpact(), then.residualImpact())
                || risk.treatment() != Risk.Treatment.ACCEPT
                || risk.status() != Risk.Status.ACCEPTED;
    }

    private static boolean different(@Nullable Integer one, @Nullable Integer other) {
        return !Objects.equals(one, other);
    }
}
