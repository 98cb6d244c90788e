package redoubt.query.sql;

import redoubt.query.landscape.Extent;

/** The rows that lie where somebody may look. */
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
}
