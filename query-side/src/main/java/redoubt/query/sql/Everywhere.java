package redoubt.query.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redoubt.model.Kind;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.landscape.Extent;

/** The criteria that every list answers to, and those of everything that lies in folders. */
public final class Everywhere {

    private static final int MOST_IDS = 200;

    private Everywhere() {}

    /** By the identifier and by who did what when. */
    public static List<Term> terms() {
        Term id = Terms.value("id", Kind.REF, false, false, _ -> Clause.of("t.id"));
        return List.of(
                Terms.custom(
                        new Criterion("id", Kind.REF, Set.of(Lookup.AMONG), List.of(), false), (condition, from) -> {
                            if (condition.values().size() > MOST_IDS) {
                                throw new Refused(Failure.Invalid.of(
                                        "id", "Ensure this list has no more than " + MOST_IDS + " elements."));
                            }
                            return id.compile(condition, from);
                        }),
                Terms.value("createdAt", Kind.INSTANT, true, false, _ -> Clause.of("t.created_at")),
                Terms.value("updatedAt", Kind.INSTANT, true, false, _ -> Clause.of("t.updated_at")),
                Terms.value("createdBy", Kind.REF, false, true, _ -> Clause.of("t.created_by")),
                Terms.value("updatedBy", Kind.REF, false, true, _ -> Clause.of("t.updated_by")));
    }

    /** By the folder, with and without what is below it; the folder's identifier stands in that column. */
    public static List<Term> folders(String column) {
        Set<Lookup> lookups = Set.of(Lookup.AMONG, Lookup.NOT);
        return List.of(
                Terms.custom(
                        new Criterion("folder", Kind.REF, lookups, List.of(), false),
                        (condition, from) -> within(column, condition, from, true)),
                Terms.custom(
                        new Criterion("folderExact", Kind.REF, lookups, List.of(), false),
                        (condition, from) -> within(column, condition, from, false)));
    }

    /** A folder that the viewer may not see matches nothing, as if it did not exist. */
    private static Clause within(String column, Condition condition, Viewpoint from, boolean below) {
        Extent seen = from.extent("folder");
        Set<String> folders = new HashSet<>();
        condition.values().stream()
                .map(String.class::cast)
                .filter(id -> from.land().folder(id).isPresent() && seen.contains(id))
                .forEach(id -> folders.addAll(below ? from.land().subtree(id) : Set.of(id)));
        if (folders.isEmpty()) {
            return condition.lookup() == Lookup.NOT ? Clause.TRUE : Clause.FALSE;
        }
        String operator = condition.lookup() == Lookup.NOT ? " <> all" : " = any";
        return Clause.of(column + operator + "(?::uuid[])", (Object) Binds.ids(folders));
    }
}
