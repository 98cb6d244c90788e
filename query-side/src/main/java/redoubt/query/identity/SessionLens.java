package redoubt.query.identity;

import java.util.Optional;
import redoubt.identity.Session;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Sessions: people see their own, and who manages users sees all. */
public final class SessionLens implements Lens<Session> {

    private final Table<Session> table = Table.of(Shape.of(Session.class));

    @Override
    public Table<Session> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return Access.knowsAccounts(from.by()) ? Clause.TRUE : Clause.of("t.\"user\" = ?", UserLens.self(from.by()));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Session> known) {
        return Optional.of(Access.knowsAccounts(from.by())
                || known.state().user().id().equals(from.by().actor().user()));
    }
}
