package redoubt.query.grc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redoubt.grc.Framework;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Term;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Frameworks: seen where frameworks may be viewed, published ones also from every folder below theirs. */
public final class FrameworkLens implements Lens<Framework> {

    private final Table<Framework> table = Table.of(Shape.of(Framework.class));
    private final List<Term> terms = new ArrayList<>();

    /** The lens; it holds no state but what it offers. */
    public FrameworkLens() {
        terms.addAll(Lens.super.terms());
        terms.addAll(Everywhere.folders("t.folder"));
    }

    @Override
    public Table<Framework> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.published(from.extent("framework"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Framework> known) {
        Framework state = known.state();
        return Optional.of(
                Published.seen(from.extent("framework"), state.folder().id(), state.isPublished()));
    }

    @Override
    public Optional<String> place(Ref<Framework> ref, Framework state) {
        return Optional.of(state.folder().id());
    }

    @Override
    public List<Term> terms() {
        return terms;
    }
}
