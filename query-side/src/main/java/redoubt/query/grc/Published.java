package redoubt.query.grc;

import java.util.List;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.InFolders;

/** Catalogues: seen where such things may be viewed, and if they are published also from every folder below theirs. */
final class Published {

    private Published() {}

    /** For the table {@code t}, which says in {@code folder} where they lie and in {@code is_published} what they are. */
    static Clause visible(Extent extent) {
        Clause inside = InFolders.within(extent, "t.folder");
        return extent.above().isEmpty()
                ? inside
                : Clause.any(List.of(inside, Clause.of("(t.is_published and t.folder = any(?::uuid[]))", (Object)
                        Binds.ids(extent.above()))));
    }

    /** The same for one of them, in memory. */
    static boolean seen(Extent extent, String folder, boolean published) {
        return published ? extent.reaches(folder) : extent.contains(folder);
    }
}
