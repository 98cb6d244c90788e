package redoubt.query.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;

/**
 * A folder in the tree, as somebody sees it.
 *
 * @param id its identifier; null if it is shown only because something below it is seen
 * @param name its name; null likewise
 * @param contentType what sort of folder it is; null likewise
 * @param counts by camelCase plural, how many things the viewer sees directly in it; null if nobody asked
 * @param children the folders directly below, by name
 */
public record FolderNode(
        @Nullable String id,
        @Nullable String name,
        Folder.@Nullable ContentType contentType,
        @Nullable Map<String, Long> counts,
        List<FolderNode> children) {}
