package redoubt.api.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.custom.Views;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.Query;
import redoubt.query.Window;
import redoubt.query.report.ControlSummary;
import redoubt.query.report.DeletePreview;
import redoubt.query.report.FolderNode;
import redoubt.query.report.RiskSummary;

/** The views in memory. */
final class HouseViews implements Views {

    private final House house;

    HouseViews(House house) {
        this.house = house;
    }

    @Override
    public Mono<RiskSummary> riskSummary(Principal by, List<Condition> where, List<String> search) {
        Query<Risk> query = new Query<>(Shape.of(Risk.class), by, where, search, List.of(), Window.numbered(1, 1_000));
        return house.queries.page(query).map(page -> {
            Map<Risk.Status, Long> byStatus = new LinkedHashMap<>();
            page.items().forEach(sight -> byStatus.merge(sight.known().state().status(), 1L, Long::sum));
            return new RiskSummary(page.count(), byStatus, Map.of(), Map.of(), null, 0);
        });
    }

    @Override
    public Mono<ControlSummary> controlSummary(Principal by, List<Condition> where, List<String> search) {
        Query<Control> query =
                new Query<>(Shape.of(Control.class), by, where, search, List.of(), Window.numbered(1, 1_000));
        return house.queries.page(query).map(page -> {
            Map<Control.Status, Long> byStatus = new LinkedHashMap<>();
            page.items().forEach(sight -> byStatus.merge(sight.known().state().status(), 1L, Long::sum));
            return new ControlSummary(page.count(), byStatus, Map.of(), 0, Map.of(), 0, 0, 0, List.of());
        });
    }

    @Override
    public Mono<FolderNode> folderTree(Principal by, @Nullable String root, boolean withCounts) {
        String from = root == null ? House.ROOT : root;
        return Mono.defer(() -> Mono.justOrEmpty(house.find(Ref.of(Folder.class, from))))
                .map(folder -> new FolderNode(
                        folder.ref().id(),
                        folder.state().name(),
                        folder.state().contentType(),
                        withCounts ? Map.of("riskMatrices", 1L) : null,
                        List.of(new FolderNode(null, null, null, null, List.of()))));
    }

    @Override
    public Mono<DeletePreview> deletePreview(Principal by, Ref<Folder> folder) {
        return Mono.defer(() -> Mono.justOrEmpty(house.find(folder)))
                .map(_ -> new DeletePreview(Map.of("risks", 2L), 2, false, List.of(Permission.delete("risk"))));
    }
}
