package redoubt.query.grc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Risk;
import redoubt.model.Known;

/**
 * What a control shows of a risk that names it.
 *
 * @param id which risk
 * @param folder where it lives
 * @param level how severe it is, null while not rated
 * @param residual how severe it will be, null while not rated
 * @param planned the identifiers of the controls that it plans
 * @param existing the identifiers of those that it counts on
 */
record LinkedRisk(
        String id,
        String folder,
        @Nullable Integer level,
        @Nullable Integer residual,
        List<String> planned,
        List<String> existing)
        implements Linked.Link {

    static LinkedRisk of(Known<Risk> known) {
        Risk risk = known.state();
        return new LinkedRisk(
                known.ref().id(),
                risk.folder().id(),
                risk.severityLevel(),
                risk.residualSeverityLevel(),
                risk.appliedControls().stream().map(control -> control.id()).toList(),
                risk.existingAppliedControls().stream()
                        .map(control -> control.id())
                        .toList());
    }

    @Override
    public boolean names(String control) {
        return planned.contains(control) || existing.contains(control);
    }
}
