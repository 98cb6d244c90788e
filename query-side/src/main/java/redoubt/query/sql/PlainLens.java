package redoubt.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redoubt.grc.Folder;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.table.Table;

/**
 * How a resource is seen that lives in a folder and is no more than its record says: who may view such things in a folder
 * sees those that lie there.
 */
final class PlainLens<R> implements Lens<R> {

    private final Table<R> table;
    private final Field<R, ?> folder;
    private final String column;

    /**
     * The lens.
     *
     * @throws IllegalArgumentException if the resource does not live in a folder, so that it must be told who sees it
     */
    PlainLens(Shape<R> shape) {
        this.table = Table.of(shape);
        this.folder = shape.parent()
                .filter(parent -> parent.target() == Folder.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A " + shape.noun() + " lives in no folder and has no lens of its own"));
        this.column = "t.\"" + table.column(folder).name() + "\"";
    }

    @Override
    public Table<R> table() {
        return table;
    }

    @Override
    public List<Term> terms() {
        List<Term> terms = new ArrayList<>(Lens.super.terms());
        terms.removeIf(term -> term.criterion().name().equals("folder"));
        terms.addAll(Everywhere.folders(column));
        return terms;
    }

    @Override
    public List<Ordering> orderings() {
        List<Ordering> orderings = new ArrayList<>(Lens.super.orderings());
        orderings.replaceAll(each -> each.name().equals(folder.name()) ? InFolders.byPath(column) : each);
        return orderings;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent(shape().noun()), column);
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<R> known) {
        return Optional.of(from.extent(shape().noun()).contains(home(known.state())));
    }

    @Override
    public Optional<String> place(Ref<R> ref, R state) {
        return Optional.of(home(state));
    }

    private String home(R state) {
        return ((Ref<?>) Objects.requireNonNull(folder.of(state))).id();
    }
}
