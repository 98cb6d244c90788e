package redoubt.query.grc;

import redoubt.query.landscape.Extent;
import redoubt.query.sql.InFolders;

/** Catalogues: seen where such things may be viewed, and if they are published also from every folder below theirs. */
final class Published {

    private Published() {}

    /** Whether one of them is seen; what lists hold is the business of {@link InFolders#published}. */
    static boolean seen(Extent extent, String folder, boolean published) {
        return published ? extent.reaches(folder) : extent.contains(folder);
    }
}
