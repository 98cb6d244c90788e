package redoubt.api.custom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.report.ControlSummary;
import redoubt.query.report.DeletePreview;
import redoubt.query.report.FolderNode;
import redoubt.query.report.RiskSummary;

/** What the read side shows beside lists and single things. Never blocks. */
public interface Views {

    /** The risks that a list with these conditions and words would have, in numbers. */
    Mono<RiskSummary> riskSummary(Principal by, List<Condition> where, List<String> search);

    /** The controls that a list with these conditions and words would have, in numbers. */
    Mono<ControlSummary> controlSummary(Principal by, List<Condition> where, List<String> search);

    /** The tree of folders from a root on, null for the top; nothing if there is no such folder in sight. */
    Mono<FolderNode> folderTree(Principal by, @Nullable String root, boolean withCounts);

    /** What would go with a folder; nothing if there is no such folder in sight. */
    Mono<DeletePreview> deletePreview(Principal by, Ref<Folder> folder);
}
