package redoubt.query.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/**
 * Users: who manages them sees all; others see themselves and those with whom they share a folder, and of them their names,
 * which is all that they can search as well.
 */
public final class UserLens implements Lens<User> {

    /** As its index has it. */
    private static final String SEARCHED_NAMES =
            "((read.fold(t.first_name) || U&'\\001F' || read.fold(t.last_name)) collate \"C\")";

    private static final Set<String> NAMES = Set.of("id", "firstName", "lastName");

    private final Table<User> table = Table.of(Shape.of(User.class));
    private final List<Term> terms = new ArrayList<>();

    /** The lens; it holds no state but what it offers. */
    public UserLens() {
        terms.addAll(Lens.super.terms());
        terms.add(Terms.telling(Terms.custom(criterion("email", Kind.TEXT), UserLens::reached)));
        terms.add(Terms.custom(
                Terms.criterion("role", Kind.CHOICE, false, false, List.of(Role.values())), UserLens::holding));
        terms.addAll(Everywhere.foldersHeld(UserLens::placed));
    }

    private static Criterion criterion(String name, Kind kind) {
        return Terms.criterion(name, kind, false, false, List.of());
    }

    /** Addresses are the same in whatever letters. */
    private static Clause reached(Condition condition, Viewpoint from) {
        return negated(
                condition,
                Clause.of(
                        "(read.caseless(t.email) collate \"C\") = any(array(select read.caseless(v) collate \"C\""
                                + " from unnest(?::text[]) v))",
                        (Object) Binds.many(Kind.TEXT, condition.values())));
    }

    private static Clause holding(Condition condition, Viewpoint from) {
        return negated(condition, held(from, Clause.of("a.role = any(?::text[])", (Object)
                Binds.many(Kind.CHOICE, condition.values()))));
    }

    private static Clause placed(Viewpoint from, Object folders) {
        return held(from, Clause.of("a.folders && ?::uuid[]", folders));
    }

    private static Clause held(Viewpoint from, Clause such) {
        return Clause.of(
                        "t.id in (select a.\"user\" from read.role_assignment_found a where a.org = ?::uuid and ",
                        from.by().organization())
                .then(such)
                .then(")");
    }

    private static Clause negated(Condition condition, Clause found) {
        return condition.lookup() == Lookup.NOT ? Clause.of("not (").then(found).then(")") : found;
    }

    @Override
    public Table<User> table() {
        return table;
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Term> reserved() {
        return List.of(Terms.value(
                "expiring", Kind.DATE, true, true, _ -> Clause.of("(case when t.is_active then t.expiry_date end)")));
    }

    @Override
    public Clause visible(Viewpoint from) {
        if (Access.knowsAccounts(from.by())) {
            return Clause.TRUE;
        }
        Extent extent = from.extent("folder");
        String shared =
                "(t.id = ? or exists (select from read.role_assignment a where a.org = t.org and a.\"user\" = t.id";
        return extent.whole()
                ? Clause.of(shared + "))", self(from.by()))
                : Clause.of(
                        shared + " and (a.folders && ?::uuid[] or (a.is_recursive and a.folders && ?::uuid[]))))",
                        self(from.by()),
                        Binds.ids(extent.folders()),
                        Binds.ids(extent.above()));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<User> known) {
        return Access.knowsAccounts(from.by())
                        || known.ref().id().equals(from.by().actor().user())
                ? Optional.of(true)
                : Optional.empty();
    }

    @Override
    public Set<String> countedBy() {
        return Set.of("user", "role_assignment");
    }

    @Override
    public String title(Viewpoint from, User state) {
        return Access.knowsAccounts(from.by()) ? state.displayName() : state.name();
    }

    @Override
    public @Nullable Set<String> shown(Viewpoint from) {
        return Access.knowsAccounts(from.by()) ? null : NAMES;
    }

    @Override
    public String searched(Viewpoint from) {
        return Access.knowsAccounts(from.by()) ? "t.search" : SEARCHED_NAMES;
    }

    /** The identifier of the one who asks; for the system, one that nobody has. */
    static Object self(Principal by) {
        return Optional.ofNullable(by.actor().user()).flatMap(Binds::id).orElse(new UUID(0, 0));
    }
}
