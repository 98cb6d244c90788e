package redoubt.query.identity;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.identity.Team;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** What an organization is made of: seen by whoever may see such things in all of it, or in the teams that they belong to. */
public final class TenancyLens<R> implements Lens<R> {

    private final Table<R> table;
    private final Permission view;
    private final @Nullable Field<R, ?> team;

    /** The lens of units, teams, and what lies in teams. */
    public TenancyLens(Class<R> type) {
        Shape<R> shape = Shape.of(type);
        this.table = Table.of(shape);
        this.view = Permission.view(shape.noun());
        this.team =
                shape.parent().filter(parent -> parent.target() == Team.class).orElse(null);
    }

    @Override
    public Table<R> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        if (everywhere(from.by())) {
            return Clause.TRUE;
        }
        List<String> places = from.by().grants().stream()
                .map(Grant::folder)
                .filter(place -> allowed(from.by(), List.of(place, from.by().root())))
                .toList();
        String column = team == null ? "t.id" : "t.team";
        return places.isEmpty() ? Clause.FALSE : Clause.of(column + " = any(?::uuid[])", (Object) Binds.ids(places));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<R> known) {
        String place = team != null && team.of(known.state()) instanceof Ref<?> ref
                ? ref.id()
                : known.ref().id();
        return Optional.of(everywhere(from.by())
                || allowed(from.by(), List.of(place, from.by().root())));
    }

    private boolean everywhere(Principal by) {
        return allowed(by, List.of("", by.root()));
    }

    private boolean allowed(Principal by, List<String> places) {
        return Access.allows(by, view, Scope.of(by.organization(), places));
    }
}
