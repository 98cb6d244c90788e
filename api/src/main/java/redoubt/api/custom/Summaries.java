package redoubt.api.custom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.resource.Showing;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.model.Shape;
import redoubt.query.report.ControlSummary;
import redoubt.query.report.RiskSummary;

/** What is told in numbers. */
final class Summaries {

    /** The key under which is counted what has no value. */
    private static final String UNSET = "--";

    private Summaries() {}

    static Numbers risks(Views views, Showing showing) {
        return new Numbers(
                Shape.of(Risk.class),
                (by, where, search) -> views.riskSummary(by, where, search).map(Summaries::ofRisks),
                showing);
    }

    static Numbers controls(Views views, Showing showing) {
        return new Numbers(
                Shape.of(Control.class),
                (by, where, search) -> views.controlSummary(by, where, search).map(Summaries::ofControls),
                showing);
    }

    private static Map<String, @Nullable Object> ofRisks(RiskSummary summary) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("count", summary.count());
        members.put("byStatus", summary.byStatus());
        members.put("bySeverity", summary.bySeverity());
        members.put("byTreatment", summary.byTreatment());
        members.put("heatmap", summary.heatmap());
        members.put("overdue", summary.overdue());
        return members;
    }

    private static Map<String, @Nullable Object> ofControls(ControlSummary summary) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("count", summary.count());
        members.put("byStatus", summary.byStatus());
        members.put("byCategory", with(summary.byCategory(), summary.uncategorized()));
        members.put("byPriority", with(summary.byPriority(), summary.unprioritized()));
        members.put("overdue", summary.overdue());
        members.put("expired", summary.expired());
        List<Map<String, @Nullable Object>> costs = new ArrayList<>();
        for (ControlSummary.Total total : summary.annualCost()) {
            Map<String, @Nullable Object> cost = new LinkedHashMap<>();
            cost.put("currency", total.currency());
            cost.put("amount", total.amount());
            costs.add(cost);
        }
        members.put("annualCost", costs);
        return members;
    }

    private static Map<Object, Long> with(Map<?, Long> counts, long unset) {
        Map<Object, Long> all = new LinkedHashMap<>(counts);
        all.put(UNSET, unset);
        return all;
    }
}
