package redoubt.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.custom.Views;
import redoubt.grc.Folder;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.report.ControlSummary;
import redoubt.query.report.DeletePreview;
import redoubt.query.report.FolderNode;
import redoubt.query.report.Reports;
import redoubt.query.report.RiskSummary;

/** The reports of the read side as the face asks for them. */
record ReportViews(Reports reports) implements Views {

    @Override
    public Mono<RiskSummary> riskSummary(Principal by, List<Condition> where, List<String> search) {
        return reports.riskSummary(by, where, search);
    }

    @Override
    public Mono<ControlSummary> controlSummary(Principal by, List<Condition> where, List<String> search) {
        return reports.controlSummary(by, where, search);
    }

    @Override
    public Mono<FolderNode> folderTree(Principal by, @Nullable String root, boolean withCounts) {
        return reports.folderTree(by, root, withCounts);
    }

    @Override
    public Mono<DeletePreview> deletePreview(Principal by, Ref<Folder> folder) {
        return reports.deletePreview(by, folder);
    }
}
