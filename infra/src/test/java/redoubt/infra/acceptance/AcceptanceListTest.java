package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has to be seen before the dialect of governance is believed, as far as no other test is named after it. */
@ExtendWith(SharedRedoubt.class)
class AcceptanceListTest {

    private static final String API = "/api/v1/";
    private static final String RISKS = API + "risks/";

    private final Http http;

    AcceptanceListTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void t02AnEmptyRiskIsRefusedAndTheSampleOfThePageIsCreatedAndFound() {
        assertThat(http.post(RISKS, "{}").expect(400).text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        Reply created = http.post(RISKS, """
            {"name":"Third-Party Data Breach","description":"Risk of data exposure through vendor systems",
             "folder":"%s","likelihood":3,"impact":4,"treatment":"mitigate"}
            """.formatted(folder())).expect(201);
        assertThat(created.text("severity")).isEqualTo("high");
        for (String question : List.of(
                "?status=open&severity=high&ordering=-created_at",
                "?search=data%20exposure&ordering=-created_at",
                "?ordering=-created_at")) {
            assertThat(http.get(RISKS + question).ids()).as(question).startsWith(created.id());
        }
    }

    @Test
    void t03OfAHundredAndFiftyRisksThereAreSixPages() {
        String folder = folder();
        List<String> operations = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            operations.add("{\"op\":\"create\",\"data\":{\"name\":\"Risk\",\"folder\":\"" + folder + "\"}}");
        }
        for (List<String> part : List.of(operations, operations.subList(0, 50))) {
            http.post(RISKS + "bulk/", "{\"operations\":[" + String.join(",", part) + "]}")
                    .expect(200);
        }

        JsonNode first = http.get(RISKS + "?folder=" + folder).expect(200).json();
        assertThat(first.path("count").asInt()).isEqualTo(150);
        assertThat(first.path("results")).hasSize(25);
        assertThat(first.path("next").asString())
                .startsWith(RunningRedoubt.PUBLIC + RISKS)
                .contains("page=2");
        assertThat(first.path("previous").isNull()).isTrue();
        assertThat(http.get(RISKS + "?page=6&folder=" + folder)
                        .expect(200)
                        .json()
                        .path("next")
                        .isNull())
                .isTrue();
        http.get(RISKS + "?page=7&folder=" + folder).expect(404);
    }

    /** A collection, how one of it is created, and how it is changed, one change after another. */
    static Stream<List<String>> lives() {
        return Stream.of(
                List.of(
                        "risks",
                        "'likelihood':3,'impact':4",
                        "{'impact':5,'labels':['a']}",
                        "{'status':'closed'}",
                        "{'status':'open','likelihood':null,'impact':null}"),
                List.of(
                        "applied-controls",
                        "'effort':'M','cost':{'run':{'people_days':4}}",
                        "{'status':'active'}",
                        "{'cost':{'run':{'people_days':5}},'eta':'2031-01-31'}",
                        "{'cost':null}"),
                List.of("assets", "'type':'PR'", "{'business_value':'High'}", "{'type':'SP','labels':['b']}"),
                List.of("threats", "'provider':'Own'", "{'is_published':false}", "{'ref_id':'T-1'}"),
                List.of("folders", "", "{'description':'Elsewhere'}", "{'risk_tolerance':'medium'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lives")
    void t16ThePastOfEachVersionIsWhatWasShownThenAndItsHistoryTellsWhatChanged(List<String> life) {
        String folder = folder();
        String collection = API + life.getFirst() + "/";
        String home = life.getFirst().equals("folders") ? "parent_folder" : "folder";
        String more = life.get(1).isEmpty() ? "" : "," + life.get(1);
        Reply created = http.post(
                        collection, json("{'name':'%s','%s':'%s'%s}".formatted(UUID.randomUUID(), home, folder, more)))
                .expect(201);
        String one = collection + created.id() + "/";
        List<Reply> shown = new ArrayList<>(List.of(created));
        for (String change : life.subList(2, life.size())) {
            shown.add(http.patch(one, json(change)).expect(200));
        }

        for (int n = 0; n < shown.size(); n++) {
            Reply then = shown.get(n);
            int version = then.version();
            assertThat(http.get(one + "?version=" + version).expect(200).json()).isEqualTo(then.json());
            assertThat(http.get(one + "?as_of=" + then.header("X-Redoubt-Position"))
                            .expect(200)
                            .json())
                    .isEqualTo(then.json());
            if (n > 0) {
                assertThat(told(http.get(one + "diff/?from=v%d&to=v%d".formatted(version - 1, version))
                                .expect(200)
                                .json()
                                .path("changes")))
                        .as("%s version %d", life.getFirst(), version)
                        .containsAllEntriesOf(between(shown.get(n - 1).json(), then.json(), life.get(n + 1)));
            }
        }
        assertThat(http.get(one + "history/?page_size=100").results().stream()
                        .filter(each -> each.path("type").asString().endsWith(".updated")))
                .hasSize(shown.size() - 1);
    }

    /** What a difference says, by the name of the member: from what to what. */
    private static TreeMap<String, String> told(JsonNode changes) {
        TreeMap<String, String> told = new TreeMap<>();
        changes.forEach(
                change -> told.put(change.path("field").asString(), change.path("old") + " -> " + change.path("new")));
        return told;
    }

    /** The same of what a client asked to be changed, from what it was shown before and after. */
    private static TreeMap<String, String> between(JsonNode before, JsonNode after, String change) {
        TreeMap<String, String> between = new TreeMap<>();
        JsonNode asked = tools.jackson.databind.json.JsonMapper.shared().readTree(json(change));
        for (String name : ((ObjectNode) asked).propertyNames()) {
            if (!before.path(name).isContainer() && !after.path(name).isContainer()) {
                between.put(name, before.path(name) + " -> " + after.path(name));
            }
        }
        return between;
    }

    private String folder() {
        return http.post(API + "folders/", json("{'name':'" + UUID.randomUUID() + "'}"))
                .expect(201)
                .id();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
