package redoubt.query.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
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

    private static final Criterion FOLDER =
            new Criterion("folder", Kind.REF, Set.of(Lookup.AMONG, Lookup.NOT), List.of(), false);
    private static final Criterion FOLDER_EXACT =
            new Criterion("folderExact", Kind.REF, Set.of(Lookup.AMONG, Lookup.NOT), List.of(), false);

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
        return List.of(
                Terms.custom(FOLDER, (condition, from) -> within(column, condition, from, true)),
                Terms.custom(FOLDER_EXACT, (condition, from) -> within(column, condition, from, false)));
    }

    /** The same for what stands in several folders, whose identifiers are an array in that column. */
    public static List<Term> amongFolders(String column) {
        return foldersHeld((_, ids) -> Clause.of(column + " && ?::uuid[]", ids)).stream()
                .map(Terms::telling)
                .toList();
    }

    /**
     * The same for what stands nowhere itself and is held in folders.
     *
     * @param held what must hold for what is held in any of those folders, whose identifiers are an array
     */
    public static List<Term> foldersHeld(BiFunction<Viewpoint, Object, Clause> held) {
        return List.of(
                Terms.custom(
                        FOLDER,
                        (condition, from) ->
                                any(condition, sought(condition, from, true), ids -> held.apply(from, ids))),
                Terms.custom(
                        FOLDER_EXACT,
                        (condition, from) ->
                                any(condition, sought(condition, from, false), ids -> held.apply(from, ids))));
    }

    private static Clause any(Condition condition, Set<String> folders, Function<Object, Clause> found) {
        if (folders.isEmpty()) {
            return condition.lookup() == Lookup.NOT ? Clause.TRUE : Clause.FALSE;
        }
        Clause held = found.apply(Binds.ids(folders));
        return condition.lookup() == Lookup.NOT ? Clause.of("not (").then(held).then(")") : held;
    }

    private static Clause within(String column, Condition condition, Viewpoint from, boolean below) {
        Set<String> folders = sought(condition, from, below);
        if (folders.isEmpty()) {
            return condition.lookup() == Lookup.NOT ? Clause.TRUE : Clause.FALSE;
        }
        String operator = condition.lookup() == Lookup.NOT ? " <> all" : " = any";
        return Clause.of(column + operator + "(?::uuid[])", (Object) Binds.ids(folders));
    }

    /** A folder that the viewer may not see matches nothing, as if it did not exist. */
    static Set<String> sought(Condition condition, Viewpoint from, boolean below) {
        Extent seen = from.extent("folder");
        Set<String> folders = new HashSet<>();
        condition.values().stream()
                .map(String.class::cast)
                .filter(id -> from.land().folder(id).isPresent() && seen.contains(id))
                .forEach(id -> folders.addAll(below ? from.land().subtree(id) : Set.of(id)));
        return folders;
    }
}
