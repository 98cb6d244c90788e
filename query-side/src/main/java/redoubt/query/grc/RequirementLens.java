package redoubt.query.grc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redoubt.grc.Requirement;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Requirements: seen by whoever sees their framework. */
public final class RequirementLens implements Lens<Requirement> {

    private final Table<Requirement> table = Table.of(Shape.of(Requirement.class));
    private final FrameworkLens frameworks;

    /** The lens; it asks the other one. */
    public RequirementLens(FrameworkLens frameworks) {
        this.frameworks = frameworks;
    }

    @Override
    public Table<Requirement> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        Clause seen = frameworks.visible(from);
        if (seen.equals(Clause.TRUE) || seen.equals(Clause.FALSE)) {
            return seen;
        }
        return Clause.of(
                        "t.framework in (select t.id from " + frameworks.source() + " t where t.org = ?::uuid and ",
                        from.by().organization())
                .then(seen)
                .then(")");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Requirement> known) {
        return Optional.empty();
    }

    /** Each framework counts its own from the beginning. */
    @Override
    public List<Ordering> orderings() {
        List<Ordering> orderings = new ArrayList<>(List.of(Ordering.created(), Ordering.updated()));
        orderings.add(Ordering.few("orderId", "t.order_id", false));
        return orderings;
    }

    @Override
    public Set<String> countedBy() {
        return Set.of("requirement", "framework");
    }
}
