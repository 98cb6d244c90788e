package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What somebody relies on who brings a framework in. */
@ExtendWith(SharedRedoubt.class)
class FrameworkTest {

    static final String FRAMEWORKS = "/api/v1/frameworks/";
    private static final String BASELINE = "urn:redoubt:framework:baseline-1";

    private final Http http;
    private final String urn = "urn:test:" + UUID.randomUUID();

    FrameworkTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void aNewInstanceHasOneToBeginWith() {
        JsonNode baseline = http.get(FRAMEWORKS + "?urn=" + BASELINE).results().getFirst();

        assertThat(baseline.path("assessable_count").asInt()).isEqualTo(12);
        assertThat(baseline.path("requirements_count").asInt()).isEqualTo(15);
        assertThat(baseline.path("max_score").asInt()).isEqualTo(5);
        assertThat(baseline.path("is_published").asBoolean()).isTrue();
        assertThat(baseline.has("requirements")).isFalse();
        JsonNode tree = http.get(requirements(baseline.path("id").asString()) + "tree/")
                .expect(200)
                .json();
        assertThat(tree).hasSize(3);
        assertThat(tree.valueStream()
                        .mapToInt(section -> section.path("children").size())
                        .sum())
                .isEqualTo(12);
    }

    @Test
    void itsRequirementsComeInItsOrderAndCanBeFound() {
        String id = imported("""
            {"urn":"%s:s","assessable":false,"name":"Section","order_id":7},
            {"urn":"%s:b","parent_urn":"%s:s","assessable":true,"order_id":9,"ref_id":"R-2","name":"Répétition",
             "implementation_groups":["core"]},
            {"urn":"%s:a","parent_urn":"%s:s","assessable":true,"order_id":8,"ref_id":"R-1","weight":3}\
            """);
        String list = requirements(id);

        assertThat(urns(http.get(list))).containsExactly(urn + ":s", urn + ":a", urn + ":b");
        assertThat(urns(http.get(list + "?assessable=true"))).containsExactly(urn + ":a", urn + ":b");
        assertThat(urns(http.get(list + "?implementation_groups=core"))).containsExactly(urn + ":b");
        assertThat(urns(http.get(list + "?parent_urn=" + urn + ":s"))).containsExactly(urn + ":a", urn + ":b");
        assertThat(urns(http.get(list + "?ref_id=R-1"))).containsExactly(urn + ":a");
        assertThat(urns(http.get(list + "?search=repetition"))).containsExactly(urn + ":b");
        assertThat(urns(http.get(list + "?ordering=-order_id&page_size=2"))).containsExactly(urn + ":b", urn + ":a");
        assertThat(http.get(list + "?page_size=2").json().path("count").asInt()).isEqualTo(3);
        JsonNode first = http.get(list).results().get(1);
        assertThat(first.path("weight").asInt()).isEqualTo(3);
        assertThat(first.path("framework").asString()).isEqualTo(id);
        http.get(list + "?nonsense=1").expect(400);
        http.get(requirements(UUID.randomUUID().toString())).expect(404);
        http.get(requirements(UUID.randomUUID().toString()) + "tree/").expect(404);
    }

    @Test
    void aThousandRequirementsAreOneEventAndOnePage() {
        String id = imported(IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"urn\":\"%s:" + i + "\",\"assessable\":true}")
                .collect(Collectors.joining(",")));

        JsonNode page =
                http.get(requirements(id) + "?page_size=500&page=2").expect(200).json();
        assertThat(page.path("count").asInt()).isEqualTo(1_000);
        assertThat(page.path("results")).hasSize(500);
        assertThat(page.path("results").get(499).path("urn").asString()).isEqualTo(urn + ":999");
        assertThat(http.get(FRAMEWORKS + id + "/history/").results()).hasSize(1);
    }

    @Test
    void itMayBeWrittenInYaml() {
        Reply made = http.with("Content-Type", "application/yaml")
                .post(FRAMEWORKS, """
                    # What everybody here keeps to
                    urn: %s
                    name: "House rules"
                    version_label: "1.10"
                    max_score: 5
                    requirements:
                      - {urn: "%s:1", assessable: false, name: Doors}
                      - urn: "%s:1.1"
                        parent_urn: "%s:1"
                        assessable: true
                        description: |
                          Keys are kept
                          where nobody finds them.
                    """.formatted(urn, urn, urn, urn))
                .expect(201);

        assertThat(made.text("version_label")).isEqualTo("1.10");
        assertThat(http.get(requirements(made.id()) + "?assessable=true")
                        .results()
                        .getFirst()
                        .path("description")
                        .asString())
                .isEqualTo("Keys are kept\nwhere nobody finds them.");
    }

    @Test
    void yamlThatIsMoreThanDataIsRefused() {
        Http yaml = http.with("Content-Type", "application/yaml");
        for (String text : List.of(
                "urn: a\nurn: b",
                "- a",
                "a: [",
                "a: &a [*a]",
                "\t",
                "a: " + "[".repeat(40) + "]".repeat(40),
                "? [a]\n: b",
                "urn: !!java.net.URL [\"http://localhost\"]",
                "a: b\n---\nc: d")) {
            yaml.post(FRAMEWORKS, text).expect(400);
        }
        assertThat(yaml.post(FRAMEWORKS, "urn: 7").expect(400).complaints("urn"))
                .isNotEmpty();
        http.with("Content-Type", "application/yaml")
                .post("/api/v1/folders/", "name: a")
                .expect(415);
    }

    @Test
    void eachRequirementIsToldWhatIsWrongWithItAndNothingIsKept() {
        Reply refused = http.post(
                        FRAMEWORKS,
                        "{\"urn\":\"" + urn + "\",\"name\":\"N\",\"requirements\":[{\"urn\":\"a\",\"assessable\":true},"
                                + "{\"urn\":\"b\",\"parent_urn\":\"nowhere\",\"assessable\":true}]}")
                .expect(400);
        assertThat(refused.complaints("requirements.1.parent_urn")).hasSize(1);
        assertThat(http.post(FRAMEWORKS, "{\"urn\":\"" + urn + "\",\"name\":\"N\",\"requirements\":[{\"urn\":\"a\"}]}")
                        .expect(400)
                        .complaints("requirements.0.assessable"))
                .containsExactly("This field is required.");
        assertThat(http.get(FRAMEWORKS + "?urn=" + urn).results()).isEmpty();
    }

    @Test
    void aPublishedOneIsSeenFromBelowAndNotChangedByAnybody() {
        String id = imported("{\"urn\":\"%s:1\",\"assessable\":true}");

        http.put(FRAMEWORKS + id + "/", "{\"name\":\"Other\"}").expect(405);
        http.patch(FRAMEWORKS + id + "/", "{\"name\":\"Other\"}").expect(405);
    }

    @Test
    void itGoesWithAllThatIsInIt() {
        String id = imported("{\"urn\":\"%s:1\",\"assessable\":true}");
        http.delete(FRAMEWORKS + id + "/").expect(204);

        http.get(FRAMEWORKS + id + "/").expect(404);
        http.get(requirements(id)).expect(404);
        http.delete(FRAMEWORKS + id + "/").expect(404);
        assertThat(http.get(FRAMEWORKS + id + "/history/").results())
                .extracting(entry -> entry.path("type").asString())
                .containsExactly("framework.deleted", "framework.created");
        imported("{\"urn\":\"%s:1\",\"assessable\":true}");
    }

    private String imported(String requirements) {
        return http.post(
                        FRAMEWORKS,
                        "{\"urn\":\"%s\",\"name\":\"Rules\",\"implementation_groups_definition\":".formatted(urn)
                                + "[{\"ref_id\":\"core\",\"name\":\"Core\"}],\"requirements\":["
                                + requirements.replace("%s", urn) + "]}")
                .expect(201)
                .id();
    }

    private static String requirements(String framework) {
        return FRAMEWORKS + framework + "/requirements/";
    }

    private static List<String> urns(Reply page) {
        return page.expect(200).results().stream()
                .map(each -> each.path("urn").asString())
                .toList();
    }
}
