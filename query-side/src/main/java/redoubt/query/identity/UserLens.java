package redoubt.query.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.people.User;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Users: who manages them sees all; others see themselves and those with whom they share a folder. */
public final class UserLens implements Lens<User> {

    private final Table<User> table = Table.of(Shape.of(User.class));

    @Override
    public Table<User> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        Extent extent = from.extent("folder");
        if (manages(from.by()) || extent.whole()) {
            return Clause.TRUE;
        }
        return Clause.of(
                "(t.id = ? or exists (select from read.role_assignment a where a.org = t.org and a.\"user\" = t.id and"
                        + " (a.folders && ?::uuid[] or (a.is_recursive and a.folders && ?::uuid[]))))",
                self(from.by()),
                Binds.ids(extent.folders()),
                Binds.ids(extent.above()));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<User> known) {
        if (visible(from).equals(Clause.TRUE)) {
            return Optional.of(true);
        }
        return known.ref().id().equals(from.by().actor().user()) ? Optional.of(true) : Optional.empty();
    }

    @Override
    public Set<String> countedBy() {
        return Set.of("user", "role_assignment");
    }

    @Override
    public String title(User state) {
        return state.displayName();
    }

    /** Whether the accounts and tokens of others are theirs to manage. */
    static boolean manages(Principal by) {
        return Access.allows(by, Permission.view("user"), new Scope(by.organization(), List.of(), "nobody"));
    }

    /** The identifier of the one who asks; for the system, one that nobody has. */
    static Object self(Principal by) {
        return Optional.ofNullable(by.actor().user()).flatMap(Binds::id).orElse(new UUID(0, 0));
    }
}
