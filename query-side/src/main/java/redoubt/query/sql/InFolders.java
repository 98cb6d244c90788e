package redoubt.query.sql;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import redoubt.query.landscape.Extent;

/** What lies in folders: which rows lie where somebody may look, and in which order their folders come. */
public final class InFolders {

    private InFolders() {}

    /** For rows that name their folder in that column. */
    public static Clause within(Extent extent, String column) {
        if (extent.whole()) {
            return Clause.TRUE;
        }
        return extent.folders().isEmpty()
                ? Clause.FALSE
                : Clause.of(column + " = any(?::uuid[])", (Object) Binds.ids(extent.folders()));
    }

    /** The same for rows of which published ones are seen from every folder below theirs, too. */
    public static Clause published(Extent extent, String column) {
        Clause inside = within(extent, column);
        return extent.above().isEmpty()
                ? inside
                : Clause.any(List.of(inside, Clause.of("(t.is_published and " + column + " = any(?::uuid[]))", (Object)
                        Binds.ids(extent.above()))));
    }

    /** From folder to folder by their paths, for rows that name their folder in that column. */
    public static Ordering byPath(String column) {
        return new Ordering("folder", from -> {
            List<String> ids = from.land().inPathOrder();
            return ranked(column, ids, IntStream.range(0, ids.size()).boxed().toArray(Integer[]::new));
        });
    }

    /**
     * A key that the landscape knows and the table does not: a number for each folder. By itself it goes from folder to
     * folder in the order of their numbers; a folder made since the landscape was looked at has its turn the next time.
     */
    public static Ordering.Key ranked(String column, List<String> ids, Integer[] ranks) {
        Object folders = ids.stream().map(Binds::id).flatMap(Optional::stream).toArray(UUID[]::new);
        Clause ranking = Clause.of("unnest(?::uuid[], ?::int[]) as f(id, rank)", folders, (Object) ranks);
        return new Ordering.Key(
                Clause.of(" left join ").then(ranking).then(" on f.id = " + column),
                List.of(new Ordering.Expression("f.rank", true, false)),
                Optional.of(new Ordering.Ranks(
                        Clause.of("select f.id, f.rank from ").then(ranking), column)));
    }
}
