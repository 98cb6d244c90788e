package redoubt.query.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.query.Condition;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Lenses;
import redoubt.query.sql.Sights;
import redoubt.query.sql.SqlQueries;
import redoubt.query.sql.Viewpoint;

/** The door to the views that are more than lists. Never blocks; safe for any thread. */
public final class Reports {

    private final SqlQueries queries;
    private final Lenses lenses;
    private final Sights sights;
    private final RiskNumbers numbers;
    private final ControlNumbers controls;
    private final Contents contents;

    /** Reports from the same tables that the queries are answered from. */
    public Reports(Asking asking, SqlQueries queries, Lenses lenses, Sights sights) {
        this.queries = queries;
        this.lenses = lenses;
        this.sights = sights;
        this.numbers = new RiskNumbers(asking);
        this.controls = new ControlNumbers(asking);
        this.contents = new Contents(asking, lenses);
    }

    /**
     * The risks that a list with these conditions and search words would have, in numbers.
     *
     * @return fails with {@link redoubt.model.failure.Refused} for conditions that make no sense
     */
    public Mono<RiskSummary> riskSummary(Principal by, List<Condition> where, List<String> search) {
        Lens<Risk> lens = lenses.of(Shape.of(Risk.class));
        return sights.now(by).flatMap(from -> queries.where(lens, from, where, search)
                .flatMap(compiled -> numbers.of(compiled, from)));
    }

    /**
     * The controls that a list with these conditions and search words would have, in numbers.
     *
     * @return fails with {@link redoubt.model.failure.Refused} for conditions that make no sense
     */
    public Mono<ControlSummary> controlSummary(Principal by, List<Condition> where, List<String> search) {
        Lens<Control> lens = lenses.of(Shape.of(Control.class));
        return sights.now(by).flatMap(from -> queries.where(lens, from, where, search)
                .flatMap(compiled -> controls.of(compiled, from)));
    }

    /**
     * The tree of folders. Folders out of sight stand in it without a name where they lead to one in sight.
     *
     * @param root where to begin; null for the top
     * @return nothing if there is no such folder in sight
     */
    public Mono<FolderNode> folderTree(Principal by, @Nullable String root, boolean withCounts) {
        return sights.now(by).flatMap(from -> {
            Mono<Map<Lens<?>, Map<String, Long>>> counted =
                    withCounts ? contents.counts(by.organization(), lens -> seen(lens, from)) : Mono.just(Map.of());
            return counted.flatMap(counts -> Mono.justOrEmpty(start(from, root))
                    .flatMap(folder -> Mono.justOrEmpty(node(folder, from, withCounts, counts))));
        });
    }

    private static Clause seen(Lens<?> lens, Viewpoint from) {
        return Clause.all(List.of(Clause.of("t.org = ?::uuid", from.by().organization()), lens.visible(from)));
    }

    private static Optional<Known<Folder>> start(Viewpoint from, @Nullable String root) {
        return root == null
                ? from.land().tops().stream().findFirst()
                : from.land().folder(root).filter(_ -> from.extent("folder").contains(root));
    }

    private static Optional<FolderNode> node(
            Known<Folder> folder, Viewpoint from, boolean withCounts, Map<Lens<?>, Map<String, Long>> counts) {
        Extent extent = from.extent("folder");
        String id = folder.ref().id();
        if (!extent.reaches(id)) {
            return Optional.empty();
        }
        List<FolderNode> children = from.land().children(id).stream()
                .flatMap(child -> node(child, from, withCounts, counts).stream())
                .toList();
        if (!extent.contains(id)) {
            return Optional.of(new FolderNode(null, null, null, null, children));
        }
        Map<String, Long> here = new LinkedHashMap<>();
        counts.forEach((lens, byFolder) -> here.put(Contents.member(lens), byFolder.getOrDefault(id, 0L)));
        return Optional.of(new FolderNode(
                id, folder.state().name(), folder.state().contentType(), withCounts ? here : null, children));
    }

    /** What would go with a folder; nothing if there is no such folder in sight. */
    public Mono<DeletePreview> deletePreview(Principal by, Ref<Folder> folder) {
        return sights.now(by)
                .flatMap(from -> Mono.justOrEmpty(start(from, folder.id())).flatMap(doomed -> {
                    Set<String> folders = from.land().subtree(folder.id());
                    return contents.counts(by.organization(), lens -> inside(lens, folders, by))
                            .map(counts -> preview(from, doomed, folders, counts));
                }));
    }

    private static Clause inside(Lens<?> lens, Set<String> folders, Principal by) {
        String column = lens.table().column(lens.shape().parent().orElseThrow()).name();
        return Clause.of(
                "t.org = ?::uuid and t.\"" + column + "\" = any(?::uuid[])", by.organization(), Binds.ids(folders));
    }

    private static DeletePreview preview(
            Viewpoint from, Known<Folder> doomed, Set<String> folders, Map<Lens<?>, Map<String, Long>> counts) {
        Map<String, Long> byKind = new LinkedHashMap<>();
        List<Permission> missing = new ArrayList<>();
        byKind.put("folders", folders.size() - 1L);
        need(from, Permission.delete("folder"), folders, missing);
        counts.forEach((lens, byFolder) -> {
            byKind.put(
                    Contents.member(lens),
                    byFolder.values().stream().mapToLong(Long::longValue).sum());
            need(from, Permission.delete(lens.shape().right()), byFolder.keySet(), missing);
        });
        long total = byKind.values().stream().mapToLong(Long::longValue).sum();
        boolean deletable = missing.isEmpty()
                && total <= DeletePreview.MOST
                && !doomed.state().isRoot();
        return new DeletePreview(byKind, total, deletable, missing);
    }

    private static void need(Viewpoint from, Permission permission, Set<String> folders, List<Permission> missing) {
        boolean everywhere = folders.stream()
                .allMatch(folder -> Access.allows(
                        from.by(),
                        permission,
                        Scope.of(from.land().organization(), from.land().path(folder))));
        if (!everywhere) {
            missing.add(permission);
        }
    }
}
