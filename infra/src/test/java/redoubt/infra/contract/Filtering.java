package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.model.Kind;
import redoubt.model.wire.Naming;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every filter that is offered selects the rows it should, as worked out from the rows themselves. */
interface Filtering extends Contract {

    /** What has a meaning of its own and is tested by name. */
    Set<String> OF_THEIR_OWN = Set.of("folder", "has_acceptance");

    @Test
    default void everyFilterSelectsTheRightRows() {
        List<JsonNode> rows = varied();
        for (Criterion criterion : plain()) {
            String name = Naming.SNAKE.member(criterion.name());
            for (String value : values(rows, name)) {
                selects(rows, name + "=" + Http.encoded(value), row -> Rows.values(row, name)
                        .contains(value));
            }
        }
    }

    @Test
    default void severalValuesOfOneFilterAreAlternatives() {
        List<JsonNode> rows = varied();
        for (Criterion criterion : plain()) {
            String name = Naming.SNAKE.member(criterion.name());
            List<String> values = values(rows, name).stream().limit(2).toList();
            if (values.size() == 2) {
                Predicate<JsonNode> either =
                        row -> Rows.values(row, name).stream().anyMatch(values::contains);
                selects(
                        rows,
                        name + "="
                                + values.stream()
                                        .map(Http::encoded)
                                        .reduce((a, b) -> a + "," + b)
                                        .get(),
                        either);
                selects(
                        rows,
                        name + "=" + Http.encoded(values.get(0)) + "&" + name + "=" + Http.encoded(values.get(1)),
                        either);
            }
        }
    }

    @Test
    default void everyNegationSelectsTheOthers() {
        List<JsonNode> rows = varied();
        for (Criterion criterion : plain()) {
            String name = Naming.SNAKE.member(criterion.name());
            if (criterion.lookups().contains(Lookup.NOT)) {
                for (String value : values(rows, name)) {
                    selects(rows, name + "__not=" + Http.encoded(value), row -> !Rows.values(row, name)
                            .contains(value));
                }
            }
        }
    }

    @Test
    default void everyRangeHasItsEdgesWhereTheyBelong() {
        List<JsonNode> rows = varied();
        for (Criterion criterion : plain()) {
            String name = Naming.SNAKE.member(criterion.name());
            for (String edge : values(rows, name)) {
                range(rows, criterion, name, edge, Lookup.GTE, sign -> sign >= 0);
                range(rows, criterion, name, edge, Lookup.GT, sign -> sign > 0);
                range(rows, criterion, name, edge, Lookup.LTE, sign -> sign <= 0);
                range(rows, criterion, name, edge, Lookup.LT, sign -> sign < 0);
            }
        }
    }

    @Test
    default void absenceCanBeAskedForWhereItIsPossible() {
        List<JsonNode> rows = varied();
        for (Criterion criterion : plain()) {
            String name = Naming.SNAKE.member(criterion.name());
            if (criterion.lookups().contains(Lookup.ISNULL)) {
                selects(rows, name + "__isnull=true", row -> Rows.values(row, name)
                        .isEmpty());
                selects(rows, name + "__isnull=false", row -> !Rows.values(row, name)
                        .isEmpty());
                refused(name + "__isnull", "nonsense");
            }
        }
    }

    @Test
    default void aValueThatCannotBeIsRefusedUnderTheNameOfItsFilter() {
        for (Criterion criterion : subject().criteria()) {
            String name = Naming.SNAKE.member(criterion.name());
            switch (criterion.kind()) {
                case INTEGER, DECIMAL -> {
                    refused(name, "x");
                    refused(name, "99999999999999999999");
                }
                case BOOLEAN, CHOICE -> refused(name, "nonsense");
                case DATE -> refused(name + (among(criterion) ? "" : "__gte"), "2026-13-01");
                case INSTANT -> refused(name + (among(criterion) ? "" : "__gte"), "yesterday");
                case REF, REFS -> refused(name, "nonsense");
                default -> {}
            }
        }
    }

    @Test
    default void aReferenceToNothingSelectsNothing() {
        varied();
        for (Criterion criterion : subject().criteria()) {
            if (criterion.kind() == Kind.REF || criterion.kind() == Kind.REFS) {
                String name = Naming.SNAKE.member(criterion.name());
                assertThat(subject()
                                .http()
                                .get(subject().path() + "?" + name + "=" + UUID.randomUUID())
                                .ids())
                        .as(name)
                        .isEmpty();
            }
        }
    }

    @Test
    default void aFolderStandsForEverythingBelowIt() {
        String id = subject().created(1).path("id").asString();
        String root =
                subject().live(id).path("folder").isMissingNode() ? subject().home() : root();

        assertThat(subject()
                        .http()
                        .get(subject().path() + "?page_size=500&folder=" + root + "&id=" + id)
                        .ids())
                .containsExactly(id);
        assertThat(subject()
                        .http()
                        .get(subject().path() + "?folder=" + subject().home() + "&id=" + id)
                        .ids())
                .containsExactly(id);
    }

    private String root() {
        return subject().http().get("/api/v1/folders/?content_type=root").ids().getFirst();
    }

    private List<JsonNode> varied() {
        subject().created(0, 12);
        return subject().list("page_size=500").results();
    }

    private List<Criterion> plain() {
        return subject().criteria().stream()
                .filter(criterion -> !OF_THEIR_OWN.contains(Naming.SNAKE.member(criterion.name())))
                .toList();
    }

    private static boolean among(Criterion criterion) {
        return criterion.lookups().contains(Lookup.AMONG);
    }

    private Collection<String> values(List<JsonNode> rows, String name) {
        Set<String> values = new LinkedHashSet<>();
        boolean asked = subject().criteria().stream()
                .anyMatch(criterion -> Naming.SNAKE.member(criterion.name()).equals(name) && among(criterion));
        rows.forEach(row -> values.addAll(asked || !name.equals("id") ? Rows.values(row, name) : List.of()));
        return values.stream().limit(6).toList();
    }

    private void range(
            List<JsonNode> rows, Criterion criterion, String name, String edge, Lookup lookup, IntPredicate wanted) {
        if (criterion.lookups().contains(lookup)) {
            JsonNode bound = rows.stream()
                    .map(row -> row.path(name))
                    .filter(value -> value.asString("").equals(edge))
                    .findFirst()
                    .orElse(JsonNodeFactory.instance.stringNode(edge));
            selects(
                    rows,
                    name + "__" + lookup.name().toLowerCase(java.util.Locale.ROOT) + "=" + Http.encoded(edge),
                    row -> !Rows.values(row, name).isEmpty() && wanted.test(Rows.compare(row.path(name), bound)));
        }
    }

    private void selects(List<JsonNode> rows, String filter, Predicate<JsonNode> wanted) {
        List<String> expected = rows.stream()
                .filter(wanted)
                .map(row -> row.path("id").asString())
                .toList();
        assertThat(subject().list("page_size=500&" + filter).ids()).as(filter).isEqualTo(expected);
    }

    private void refused(String name, String value) {
        assertThat(subject().list(name + "=" + value).expect(400).complaints(name))
                .as("%s=%s", name, value)
                .isNotEmpty();
    }
}
