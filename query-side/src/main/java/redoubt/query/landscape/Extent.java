package redoubt.query.landscape;

import java.util.Set;

/**
 * Where somebody has a permission.
 *
 * @param whole whether that is the whole organization, folders yet unknown included
 * @param folders otherwise the identifiers of the folders
 * @param above identifiers of all ancestors of those folders
 */
public record Extent(boolean whole, Set<String> folders, Set<String> above) {

    /** Whether the folder is part of it. */
    public boolean contains(String folder) {
        return whole || folders.contains(folder);
    }

    /** Whether the folder is part of it or lies on the way to a part of it. */
    public boolean reaches(String folder) {
        return contains(folder) || above.contains(folder);
    }
}
