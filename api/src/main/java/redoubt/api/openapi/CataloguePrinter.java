package redoubt.api.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redoubt.api.route.Endpoint;
import redoubt.command.Behaviour;
import redoubt.model.Always;
import redoubt.model.Catalogue;
import redoubt.model.Computed;
import redoubt.model.Field;
import redoubt.model.Named;
import redoubt.model.Noted;
import redoubt.model.Parent;
import redoubt.model.Personal;
import redoubt.model.Required;
import redoubt.model.Search;
import redoubt.model.Secret;
import redoubt.model.Shape;
import redoubt.model.Unique;
import redoubt.model.wire.Naming;
import redoubt.query.Criterion;
import redoubt.query.Queries;

/**
 * Prints everything that the product promises as sorted text: resources with their fields, routes, actions and events. An
 * approved copy of it makes every change of the promise a line in a review.
 */
public final class CataloguePrinter {

    private static final Naming NAMING = Naming.SNAKE;

    private CataloguePrinter() {}

    /** The text; the same for the same things, whatever order they come in. */
    public static String print(
            Catalogue catalogue,
            Queries queries,
            Collection<Behaviour<?, ?, ?>> behaviours,
            Collection<Endpoint> endpoints) {
        return Stream.of(
                        section("resources", resources(catalogue, queries)),
                        section(
                                "routes",
                                endpoints.stream().map(CataloguePrinter::route).sorted()),
                        section(
                                "actions",
                                behaviours.stream()
                                        .map(CataloguePrinter::action)
                                        .sorted()),
                        section("events", catalogue.eventNames().stream().sorted()))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String title, Stream<String> lines) {
        return "# " + title + "\n" + lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Stream<String> resources(Catalogue catalogue, Queries queries) {
        return catalogue.resources().stream()
                .map(shape -> resource(shape, queries))
                .sorted()
                .map(String::stripTrailing);
    }

    private static String resource(Shape<?> shape, Queries queries) {
        List<String> lines = new ArrayList<>();
        lines.add(shape.noun() + " (" + shape.plural() + ")");
        shape.fields().stream().map(field -> "  " + field(field)).sorted().forEach(lines::add);
        queries.derived(shape).stream()
                .map(derived ->
                        "  " + NAMING.member(derived.name()) + " derived" + (derived.nullable() ? " nullable" : ""))
                .sorted()
                .forEach(lines::add);
        queries.criteria(shape).stream()
                .map(each -> "  ? " + criterion(each))
                .sorted()
                .forEach(lines::add);
        queries.orderings(shape).stream()
                .map(each -> "  ^ " + NAMING.member(each))
                .sorted()
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String field(Field<?, ?> field) {
        List<String> words = new ArrayList<>(List.of(NAMING.member(field.name()), lower(field.kind())));
        switch (field.kind()) {
            case REF, REFS -> words.add("of " + Names.noun(field.target()));
            case CHOICE ->
                words.add("of "
                        + Stream.of(((Class<?>) field.type()).getEnumConstants())
                                .map(each -> NAMING.constant((Enum<?>) each))
                                .collect(Collectors.joining("|")));
            default -> {}
        }
        Stream.of(
                        Required.class,
                        Always.class,
                        Computed.class,
                        Secret.class,
                        Noted.class,
                        Named.class,
                        Parent.class,
                        Personal.class,
                        Search.class,
                        Unique.class)
                .filter(field::is)
                .forEach(each -> words.add(each.getSimpleName().toLowerCase(java.util.Locale.ROOT)));
        return String.join(" ", words);
    }

    private static String criterion(Criterion criterion) {
        String lookups = new TreeSet<>(criterion.lookups())
                .stream().map(CataloguePrinter::lower).collect(Collectors.joining(" "));
        return (NAMING.member(criterion.name()) + " " + lower(criterion.kind()) + " " + lookups).strip();
    }

    private static String route(Endpoint endpoint) {
        return endpoint.path() + " " + endpoint.method() + " "
                + endpoint.about().operation() + (endpoint.open() ? " open" : "");
    }

    private static String action(Behaviour<?, ?, ?> behaviour) {
        return Names.noun(behaviour.of()) + "." + behaviour.name() + " takes "
                + behaviour.permission().codename() + (behaviour.offered() ? "" : " (the house itself)");
    }

    private static String lower(Enum<?> constant) {
        return NAMING.constant(constant);
    }
}
