package redoubt.query.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redoubt.grc.Folder;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.landscape.Extent;
import redoubt.query.table.Table;

/**
 * How a resource is seen that lives in a folder and is no more than its record says: who may view such things in a folder
 * sees those that lie there, and if they can be published, published ones from every folder below theirs.
 */
public final class PlainLens<R> implements Lens<R> {

    private static final List<Derived> DERIVED = List.of(new Derived(Sights.HIDDEN, Map.class, false));

    private final Table<R> table;
    private final Field<R, ?> folder;
    private final Optional<Field<R, ?>> published;
    private final String column;
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Set<String> countedBy;

    /**
     * The lens.
     *
     * @throws IllegalArgumentException if the resource does not live in a folder, so that it must be told who sees it
     */
    PlainLens(Shape<R> shape) {
        this(shape, List.of(), Set.of());
    }

    private PlainLens(Shape<R> shape, List<Term> more, Set<String> others) {
        this.table = Table.of(shape);
        this.folder = shape.parent()
                .filter(parent -> parent.target() == Folder.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A " + shape.noun() + " lives in no folder and has no lens of its own"));
        this.published = shape.field("isPublished");
        this.column = "t.\"" + table.column(folder).name() + "\"";
        terms.addAll(Lens.super.terms());
        terms.removeIf(term -> term.criterion().name().equals("folder"));
        terms.addAll(Everywhere.folders(column));
        terms.addAll(more);
        orderings.addAll(Lens.super.orderings());
        orderings.replaceAll(each -> each.name().equals(folder.name()) ? InFolders.byPath(column) : each);
        this.countedBy =
                Stream.concat(Lens.super.countedBy().stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The lens of a resource that is also found by what points at it from those other resources. */
    public static <R> PlainLens<R> pointedAt(Class<R> type, Backlink... links) {
        return new PlainLens<>(
                Shape.of(type),
                Arrays.stream(links).map(Backlink::term).toList(),
                Arrays.stream(links).map(Backlink::noun).collect(Collectors.toSet()));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<R> table() {
        return table;
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
    public Set<String> countedBy() {
        return countedBy;
    }

    @Override
    public Set<String> visibleBy() {
        return Lens.super.countedBy();
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Clause visible(Viewpoint from) {
        Extent extent = from.extent(shape().right());
        return published.isPresent() ? InFolders.published(extent, column) : InFolders.within(extent, column);
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<R> known) {
        Extent extent = from.extent(shape().right());
        String home = home(known.state());
        boolean open = published
                .map(field -> Boolean.TRUE.equals(field.of(known.state())))
                .orElse(false);
        return Optional.of(open ? extent.reaches(home) : extent.contains(home));
    }

    @Override
    public Optional<String> place(Ref<R> ref, R state) {
        return Optional.of(home(state));
    }

    private String home(R state) {
        return ((Ref<?>) Objects.requireNonNull(folder.of(state))).id();
    }
}
