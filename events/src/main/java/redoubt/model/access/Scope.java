package redoubt.model.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource stands.
 *
 * @param organization its tenant
 * @param folders the identifiers of its folder and that folder's ancestors, nearest first, or of its team and the root
 *     folder; empty for things that stand in neither
 * @param owner for personal things: the identifier of the user whose they are; else null
 */
public record Scope(
        String organization, List<String> folders, @Nullable String owner) {

    /** The scope of something that is nobody's own. */
    public static Scope of(String organization, List<String> folders) {
        return new Scope(organization, folders, null);
    }

    /** Whether it is neither in a folder nor anybody's own: only the organization says whose it is. */
    public boolean nowhere() {
        return folders.isEmpty() && owner == null;
    }
}
