package redoubt.query.grc;

import redoubt.query.landscape.Extent;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/** The rows that lie where somebody may look. */
final class InFolders {

    private InFolders() {}

    /** For rows that name their folder in that column. */
    static Clause within(Extent extent, String column) {
        if (extent.whole()) {
            return Clause.TRUE;
        }
        return extent.folders().isEmpty()
                ? Clause.FALSE
                : Clause.of(column + " = any(?::uuid[])", (Object) Binds.ids(extent.folders()));
    }
}
