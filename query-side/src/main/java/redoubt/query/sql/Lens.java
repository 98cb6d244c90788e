package redoubt.query.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Change;
import redoubt.model.Filter;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.landscape.Landscapes;
import redoubt.query.table.Table;

/** How one resource is seen: by whom, filtered and ordered by what, and with what beside its fields. */
public interface Lens<R> {

    /** Its table. */
    Table<R> table();

    /** The resource. */
    default Shape<R> shape() {
        return table().shape();
    }

    /** What lists are read from: the table, or a view of it with the same columns and more. */
    default String source() {
        return table().name();
    }

    /** Where the identifiers of rows are found whose order, or what they must fulfil, has an index of its own. */
    default String finding() {
        return source().equals(table().name()) ? table().found() : source();
    }

    /** Which rows of the organization the viewer may see, for the table under the alias {@code t}. */
    Clause visible(Viewpoint from);

    /** The same for one resource, without asking the database; empty if that cannot be told here. */
    Optional<Boolean> visible(Viewpoint from, Known<R> known);

    /**
     * Whether whoever sees the resource is told of what happened to it although it lies in no folder, where otherwise only
     * those are told who may read the audit log.
     */
    default boolean tells(Change<R> change) {
        return false;
    }

    /**
     * Whether all who hold the same rights in an organization see the same of a resource, whoever they are. It need not be said
     * of those of which it is true, and must not be said of others.
     */
    default boolean alike() {
        return false;
    }

    /** The folder that the resource lies in; empty for things outside folders. */
    default Optional<String> place(Ref<R> ref, R state) {
        return Optional.empty();
    }

    /** Everything by which lists can be filtered. */
    default List<Term> terms() {
        List<Term> terms = new ArrayList<>(Everywhere.terms());
        terms.addAll(columns());
        return terms;
    }

    /** By what the house alone filters lists. */
    default List<Term> reserved() {
        return List.of();
    }

    /** The terms of the components that carry {@link Filter}. */
    default List<Term> columns() {
        return table().columns().stream()
                .filter(column -> column.field().is(Filter.class))
                .map(Terms::column)
                .toList();
    }

    /** Everything by which lists can be ordered. */
    default List<Ordering> orderings() {
        List<Ordering> orderings = new ArrayList<>(List.of(Ordering.created(), Ordering.updated()));
        orderings.addAll(Ordering.columns(table()));
        return orderings;
    }

    /** The nouns of the tables whose rows decide how many rows a list has; empty if others decide too. */
    default Set<String> countedBy() {
        return Set.of(shape().noun());
    }

    /** The nouns of the tables whose rows decide who sees which row; empty if others decide too. */
    default Set<String> visibleBy() {
        return countedBy();
    }

    /**
     * The nouns of the resources on which it depends what is shown beside the fields, and which references: those that
     * decide who sees what, and those that are referred to.
     */
    default Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Landscapes.NOUNS);
        shape().references()
                .forEach(field -> nouns.add(Ref.of(field.target(), "").noun()));
        return nouns;
    }

    /** What the resource shows beside its fields, in order. */
    default List<Derived> derived() {
        return List.of();
    }

    /**
     * The values of {@link #derived} by name, for each of the resources, in their order. What is hidden from the viewer
     * is counted elsewhere.
     *
     * @param from the viewpoint of the moment that is looked at
     * @param position the position of the log at that moment, {@link redoubt.query.Moment#PRESENT} for now
     */
    default Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<R>> known) {
        return Mono.just(
                known.stream().<Map<String, @Nullable Object>>map(_ -> Map.of()).toList());
    }

    /** The name that the viewer knows the resource by; empty if it has none. */
    default String title(Viewpoint from, R state) {
        return shape().nameOf(state).orElse("");
    }

    /** The names of all members that the viewer may be shown; null for every one. */
    default @Nullable Set<String> shown(Viewpoint from) {
        return null;
    }

    /** The text that the viewer may search, in SQL. */
    default String searched(Viewpoint from) {
        return "t.search";
    }
}
