package redoubt.model.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource stands.
 *
 * @param organization its tenant
 * @param folders the identifiers of its folder and that folder's ancestors, nearest first, or of its team and the root
 *     folder; empty for things that stand in neither
 * @param further the same for each further folder of what stands in several: whoever wants something of it needs the right
 *     to it in all of them
 * @param owner for personal things: the identifier of the user whose they are; else null
 */
public record Scope(
        String organization,
        List<String> folders,
        List<List<String>> further,
        @Nullable String owner) {

    /** The scope of something that stands in one folder at most. */
    public Scope(String organization, List<String> folders, @Nullable String owner) {
        this(organization, folders, List.of(), owner);
    }

    /** The scope of something that is nobody's own. */
    public static Scope of(String organization, List<String> folders) {
        return new Scope(organization, folders, null);
    }

    /**
     * The scope of something that stands in several folders at once.
     *
     * @param chains each of them with its ancestors, nearest first
     */
    public static Scope across(String organization, List<List<String>> chains) {
        return chains.isEmpty()
                ? of(organization, List.of())
                : new Scope(organization, chains.getFirst(), chains.subList(1, chains.size()), null);
    }

    /** Whether it is neither in a folder nor anybody's own: only the organization says whose it is. */
    public boolean nowhere() {
        return folders.isEmpty() && owner == null;
    }
}
