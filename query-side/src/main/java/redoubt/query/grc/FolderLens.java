package redoubt.query.grc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Term;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Folders: seen where folders may be viewed, shown with their place in the tree. */
public final class FolderLens implements Lens<Folder> {

    private static final List<Derived> DERIVED =
            List.of(new Derived("path", List.class, false), new Derived("depth", Integer.class, false));

    private final Table<Folder> table = Table.of(Shape.of(Folder.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();

    /** The lens; it holds no state but what it offers. */
    public FolderLens() {
        terms.addAll(Lens.super.terms());
        terms.addAll(Everywhere.folders("t.id"));
        orderings.addAll(Lens.super.orderings());
        orderings.add(new Ordering("depth", FolderLens::byDepth));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<Folder> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent("folder"), "t.id");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Folder> known) {
        return Optional.of(from.extent("folder").contains(known.ref().id()));
    }

    @Override
    public Optional<String> place(Ref<Folder> ref, Folder state) {
        return Optional.of(ref.id());
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Ordering> orderings() {
        return orderings;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<Folder>> known) {
        Extent seen = from.extent("folder");
        return Mono.just(
                known.stream().map(folder -> place(folder, from.land(), seen)).toList());
    }

    /** The steps from the root down; the root is named only in its own path, and what is out of sight has no name. */
    static Map<String, @Nullable Object> place(Known<Folder> folder, Landscape land, Extent seen) {
        List<String> path = land.path(folder.ref().id());
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (int i = path.size() - 1; i >= 0; i--) {
            String id = path.get(i);
            if (i < path.size() - 1 || path.size() == 1) {
                Map<String, @Nullable Object> step = new LinkedHashMap<>();
                boolean shown = seen.contains(id);
                step.put("id", shown ? id : null);
                step.put("name", shown ? name(land, id) : null);
                steps.add(step);
            }
        }
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put("path", steps);
        derived.put("depth", Math.max(0, path.size() - 1));
        return derived;
    }

    private static @Nullable String name(Landscape land, String id) {
        return land.folder(id).map(folder -> folder.state().name()).orElse(null);
    }

    private static Ordering.Key byDepth(Viewpoint from) {
        List<String> ids = from.land().inPathOrder();
        Integer[] depths =
                ids.stream().map(id -> from.land().path(id).size() - 1).toArray(Integer[]::new);
        return InFolders.ranked("t.id", ids, depths);
    }
}
