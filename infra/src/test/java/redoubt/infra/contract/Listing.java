package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Field;
import redoubt.model.Search;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How many of them are seen at once: pages, order and search. */
interface Listing extends Contract {

    @Test
    default void aListIsWhatWasMadeOldestFirst() {
        List<ObjectNode> made = subject().created(0, 3);
        Reply list = subject().list("").expect(200);

        assertThat(list.json().propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(list.json().path("count").asInt()).isEqualTo(3);
        assertThat(list.json().path("next").isNull()).isTrue();
        assertThat(list.json().path("previous").isNull()).isTrue();
        assertThat(list.results()).containsExactlyElementsOf(made);
        assertThat(list.number("X-Redoubt-Projection-Position")).isPositive();
    }

    @Test
    default void anEmptyListIsAList() {
        assertThat(subject().list("").expect(200).text())
                .isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
    }

    @Test
    default void pagesLeadFromOneToTheNextAndBack() {
        List<String> made = subject().created(0, 5).stream().map(Listing::id).toList();
        Reply first = subject().list("page_size=2&page=1&ordering=created_at").expect(200);

        assertThat(first.json().path("count").asInt()).isEqualTo(5);
        assertThat(first.json().path("previous").isNull()).isTrue();
        assertThat(first.text("next"))
                .startsWith(RunningRedoubt.PUBLIC + subject().path() + "?")
                .endsWith("&page_size=2&page=2&ordering=created_at");
        assertThat(first.ids()).isEqualTo(made.subList(0, 2));

        Reply second = follow(first, "next");
        Reply third = follow(second, "next");
        assertThat(second.ids()).isEqualTo(made.subList(2, 4));
        assertThat(third.ids()).isEqualTo(made.subList(4, 5));
        assertThat(third.json().path("next").isNull()).isTrue();
        assertThat(follow(third, "previous").ids()).isEqualTo(second.ids());
        assertThat(follow(second, "previous").ids()).isEqualTo(first.ids());
    }

    @Test
    default void aPageBeyondTheLastIsNotFound() {
        subject().created(1);

        for (String page : List.of("2", "10000", "99999999999999999999")) {
            assertThat(subject().list("page=" + page).expect(404).text())
                    .isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
        }
    }

    @Test
    default void aPageThatIsNoneIsRefused() {
        for (String page : List.of("0", "-1", "x", "", "1.0", "１")) {
            assertThat(subject().list("page=" + Http.encoded(page)).expect(400).complaints("page"))
                    .as("page=%s", page)
                    .isNotEmpty();
        }
        for (String size : List.of("0", "-1", "501", "x", "")) {
            assertThat(subject().list("page_size=" + size).expect(400).complaints("page_size"))
                    .as("page_size=%s", size)
                    .isNotEmpty();
        }
        subject().list("page_size=500").expect(200);
    }

    @Test
    default void aParameterNobodyKnowsIsRefused() {
        assertThat(subject().list("nonsense=1").expect(400).complaints("nonsense"))
                .isNotEmpty();
        assertThat(subject().list("name__nonsense=1").expect(400).complaints("name__nonsense"))
                .isNotEmpty();
        assertThat(subject().list("ordering=nonsense").expect(400).complaints("ordering"))
                .isNotEmpty();
        assertThat(subject().list("ordering=" + "name,".repeat(6)).expect(400).complaints("ordering"))
                .isNotEmpty();
    }

    @Test
    default void everyOrderingHoldsBothWays() {
        subject().created(0, 12);
        List<JsonNode> all = subject().list("").results();
        for (String ordering : subject().orderings()) {
            for (boolean descending : List.of(false, true)) {
                List<JsonNode> expected = new ArrayList<>(all);
                expected.sort(Rows.by(ordering, descending));
                String asked = (descending ? "-" : "") + ordering;

                assertThat(subject().list("ordering=" + asked).ids())
                        .as("ordering=%s", asked)
                        .isEqualTo(expected.stream().map(Listing::id).toList());
            }
        }
    }

    @Test
    default void everySearchedMemberIsSearchedWithoutRegardToCaseAndAccents() {
        ObjectNode other = subject().created(0);
        int n = 1;
        for (Field<?, ?> field : searched()) {
            ObjectNode body = subject().body(n++).put(Subject.member(field), "Zürich %_* Qu" + n + "x Ångström");
            String id = subject().create(body).expect(201).id();

            for (String words :
                    List.of("QU" + n + "X", "zurich qu" + n + "x", "\"%_* qu" + n + "x\"", "qu" + n + "x angstrom"))
                assertThat(subject().list("search=" + Http.encoded(words)).ids())
                        .as("%s in %s", words, Subject.member(field))
                        .containsExactly(id);
            assertThat(subject()
                            .list("search=" + Http.encoded("qu" + n + "x nowhere"))
                            .ids())
                    .isEmpty();
            assertThat(subject()
                            .list("search=" + Http.encoded("\"zurich qu" + n + "x\""))
                            .ids())
                    .isEmpty();
        }
        assertThat(subject().list("search=" + Http.encoded("%_*")).ids())
                .doesNotContain(id(other))
                .hasSize(n - 1);
        assertThat(subject().list("search=").ids()).hasSize(n);
    }

    @Test
    default void aSearchHasItsBounds() {
        subject().list("search=" + Http.encoded("a ".repeat(10).strip())).expect(200);
        assertThat(subject()
                        .list("search=" + Http.encoded("a ".repeat(11).strip()))
                        .expect(400)
                        .complaints("search"))
                .isNotEmpty();
        assertThat(subject().list("search=" + "a".repeat(201)).expect(400).complaints("search"))
                .isNotEmpty();
    }

    private List<? extends Field<?, ?>> searched() {
        return subject().fields().stream()
                .filter(field -> field.is(Search.class))
                .toList();
    }

    private Reply follow(Reply page, String link) {
        return subject()
                .http()
                .get(page.text(link).substring(RunningRedoubt.PUBLIC.length()))
                .expect(200);
    }

    private static String id(JsonNode row) {
        return row.path("id").asString();
    }
}
