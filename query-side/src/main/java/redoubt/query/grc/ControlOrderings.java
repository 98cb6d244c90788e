package redoubt.query.grc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redoubt.query.sql.Clause;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Ordering.Expression;
import redoubt.query.sql.Viewpoint;

/** By what controls are ordered beside their columns. */
final class ControlOrderings {

    /** What the effort weighs, in SQL; it is in an index like this. */
    private static final String WEIGHT = "array_position('{XS,S,M,L,XL}'::text[], t.effort)";

    /** What no table holds: it changes with every risk that plans the control. */
    private static final String SCORE =
            "case when t.effort is null then 0 else abs(round(coalesce(gained.gain, 0)::numeric / " + WEIGHT
                    + ", 4)) end";

    private static final Map<String, Ordering> OWN = Map.of(
            "priority", Ordering.few("priority", "t.priority", true),
            "controlImpact", Ordering.few("controlImpact", "t.control_impact", true),
            "progressField", Ordering.few("progressField", "t.progress_field", false),
            "effort", Ordering.few("effort", WEIGHT, true),
            "folder", InFolders.byPath("t.folder"));

    private ControlOrderings() {}

    /** These, those that have an order of their own replaced, and more. */
    static List<Ordering> of(List<Ordering> columns) {
        List<Ordering> all = new ArrayList<>(columns);
        all.replaceAll(each -> OWN.getOrDefault(each.name(), each));
        all.add(new Ordering("annualCost", ControlOrderings::priced));
        all.add(new Ordering("rankingScore", ControlOrderings::ranked));
        return List.copyOf(all);
    }

    private static Ordering.Key priced(Viewpoint from) {
        return Ordering.Key.of(new Expression(AnnualCost.sql(from.land().dailyRate()), false, false));
    }

    /** By what the risks in sight gain, all of them counted together first. */
    private static Ordering.Key ranked(Viewpoint from) {
        Clause gained = Clause.of(
                        " left join (select c.id, sum((1 + o.severity_level - o.residual_severity_level) *"
                            + " (o.severity_level + 1)) as gain from read.risk o cross join lateral"
                            + " unnest(o.applied_controls) c(id) where o.org = ?::uuid and o.applied_controls <> '{}'"
                            + " and o.severity_level >= 0 and o.residual_severity_level >= 0 and ",
                        from.by().organization())
                .then(InFolders.within(from.extent("risk"), "o.folder"))
                .then(" group by c.id) gained on gained.id = t.id");
        return new Ordering.Key(gained, List.of(new Expression(SCORE, false, false)), Optional.empty());
    }
}
