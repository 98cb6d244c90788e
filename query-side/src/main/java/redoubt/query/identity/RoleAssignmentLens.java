package redoubt.query.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redoubt.identity.RoleAssignment;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Term;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Role assignments: seen by those they are about, and by who may assign roles on all of their folders. */
public final class RoleAssignmentLens implements Lens<RoleAssignment> {

    private final Table<RoleAssignment> table = Table.of(Shape.of(RoleAssignment.class));

    @Override
    public Table<RoleAssignment> table() {
        return table;
    }

    @Override
    public List<Term> terms() {
        List<Term> terms = new ArrayList<>(Lens.super.terms());
        terms.addAll(Everywhere.amongFolders("t.folders"));
        return terms;
    }

    @Override
    public Clause visible(Viewpoint from) {
        Extent extent = from.land().extent(from.by(), Permission.MANAGE_ROLE_ASSIGNMENTS);
        if (extent.whole()) {
            return Clause.TRUE;
        }
        return Clause.any(List.of(
                Clause.of("t.\"user\" = ?", UserLens.self(from.by())),
                Clause.of("t.folders <@ ?::uuid[]", (Object) Binds.ids(extent.folders()))));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<RoleAssignment> known) {
        Extent extent = from.land().extent(from.by(), Permission.MANAGE_ROLE_ASSIGNMENTS);
        boolean own = known.state().user().id().equals(from.by().actor().user());
        return Optional.of(own || known.state().folders().stream().allMatch(folder -> extent.contains(folder.id())));
    }
}
