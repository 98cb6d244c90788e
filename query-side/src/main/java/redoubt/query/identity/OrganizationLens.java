package redoubt.query.identity;

import java.util.Optional;
import redoubt.identity.Organization;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Organizations: everybody sees their own and no other. */
public final class OrganizationLens implements Lens<Organization> {

    private final Table<Organization> table = Table.of(Shape.of(Organization.class));

    @Override
    public Table<Organization> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return Clause.of("t.id = ?::uuid", from.by().organization());
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Organization> known) {
        return Optional.of(known.ref().id().equals(from.by().organization()));
    }
}
