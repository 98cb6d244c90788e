package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What an auditor relies on. */
@ExtendWith(SharedRedoubt.class)
class AssessmentTest {

    private static final String ASSESSMENTS = "/api/v1/compliance-assessments/";
    private static final String ROWS = "/api/v1/requirement-assessments/";

    private final Http http;
    private final String name = "Audit " + UUID.randomUUID();
    private String framework = "";

    AssessmentTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void theBaseline() {
        framework = http.get(FrameworkTest.FRAMEWORKS + "?urn=urn:redoubt:framework:baseline-1")
                .ids()
                .getFirst();
    }

    @Test
    void anAssessmentIsThereWithARowForEachRequirement() {
        Reply made = begun("");
        assertThat(made.json().path("total_count").asInt()).isEqualTo(12);
        assertThat(made.json().path("progress").asInt()).isZero();
        assertThat(made.json().path("max_score").asInt()).isEqualTo(5);
        assertThat(made.json().path("scores").path("implementation").isNull()).isTrue();

        List<JsonNode> rows = rows(made.id());
        assertThat(rows).hasSize(15);
        JsonNode first = rows.get(1);
        assertThat(first.path("requirement").path("ref_id").asString()).isEqualTo("G1");
        assertThat(first.path("version").asInt()).isZero();
        assertThat(first.path("resolved_scale").path("max").asInt()).isEqualTo(5);
        assertThat(first.path("folder").asString()).isEqualTo(made.text("folder"));
        assertThat(http.get(ASSESSMENTS + made.id() + "/history/").results()).hasSize(1);
        assertThat(http.get(ROWS + first.path("id").asString() + "/history/").results()).isEmpty();
        assertThat(http.get(FrameworkTest.FRAMEWORKS + framework + "/").json().path("is_used").asBoolean())
                .isTrue();
    }

    @Test
    void everywhereTheNumbersAreTheSame() {
        String id = begun(",\"progress_mode\":\"result\"").id();
        List<JsonNode> rows = rows(id);
        update(rows.get(1), "{\"result\":\"compliant\",\"score\":4}");
        update(rows.get(2), "{\"result\":\"non_compliant\",\"score\":1}");
        Reply last = update(rows.get(3), "{\"result\":\"not_applicable\"}");
        long position = last.number("X-Redoubt-Position");

        JsonNode detail = http.get(ASSESSMENTS + id + "/").json();
        assertThat(detail.path("progress").asInt()).isEqualTo(25);
        assertThat(detail.path("assessed_count").asInt()).isEqualTo(3);
        assertThat(detail.path("scores").path("implementation").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(detail.path("compliance_percent").asInt()).isEqualTo(9);
        assertThat(detail.path("version").asInt()).isEqualTo(1);
        JsonNode listed = http.get(ASSESSMENTS + "?id=" + id).results().getFirst();
        JsonNode tree = http.get(ASSESSMENTS + id + "/tree/").json();
        JsonNode then = http.get(ASSESSMENTS + id + "/?as_of=" + position).json();
        JsonNode grown = http.get(ASSESSMENTS + id + "/tree/?as_of=" + position).json();
        for (String member : List.of(
                "progress", "assessed_count", "total_count", "scores", "results", "statuses", "compliance_percent")) {
            for (JsonNode other : List.of(listed, tree, then, grown)) {
                assertThat(other.path(member)).as(member).isEqualTo(detail.path(member));
            }
        }
        assertThat(http.get(ASSESSMENTS + "?id=" + id + "&progress=25").ids()).containsExactly(id);
        assertThat(http.get(ASSESSMENTS + "?id=" + id + "&progress__gt=25").ids()).isEmpty();
        assertThat(http.get(ASSESSMENTS + "?ordering=-progress,name&search=" + name.substring(6)).ids())
                .containsExactly(id);
        JsonNode section = tree.path("requirements").get(0);
        assertThat(section.path("rollup").path("total_count").asInt()).isEqualTo(4);
        assertThat(section.path("rollup").path("assessed_count").asInt()).isEqualTo(3);
        assertThat(section.path("children").get(0).path("score").asInt()).isEqualTo(4);
    }

    @Test
    void aRowRemembersWhatItWasBeforeAnybodyTouchedIt() {
        String id = begun("").id();
        long before = http.get("/api/v1/audit-log/head/").json().path("position").asLong();
        JsonNode row = rows(id).get(1);
        String path = ROWS + row.path("id").asString() + "/";
        update(row, "{\"score\":2}");
        update(row, "{\"observation\":\"Seen\",\"status\":\"done\"}");

        JsonNode now = http.get(path).json();
        assertThat(now.path("version").asInt()).isEqualTo(2);
        assertThat(now.path("is_scored").asBoolean()).isTrue();
        assertThat(http.get(path + "?as_of=" + before).json().path("score").isNull()).isTrue();
        assertThat(http.get(path + "?version=1").json().path("score").asInt()).isEqualTo(2);
        assertThat(http.get(path + "history/").results())
                .extracting(entry -> entry.path("type").asString())
                .containsExactly("requirement_assessment.updated", "requirement_assessment.updated");
        assertThat(http.get(path + "diff/?from=v1&to=v2").json().path("changes")).hasSize(2);
        List<JsonNode> then = http.get(ASSESSMENTS + id + "/requirement-assessments/?as_of=" + before)
                .results();
        assertThat(then).hasSize(15);
        assertThat(then.get(1).path("score").isNull()).isTrue();
        http.with("If-Match", "\"1\"").patch(path, "{\"score\":3}").expect(412);
        http.with("If-Match", "\"2\"").patch(path, "{\"score\":3}").expect(200);
    }

    @Test
    void completionIsToldOnceForEachTime() {
        String id = begun("").id();
        String path = ASSESSMENTS + id + "/";
        http.patch(path, "{\"status\":\"done\"}").expect(200);
        http.patch(path, "{\"status\":\"done\"}").expect(200);
        JsonNode row = rows(id).get(1);
        JsonNode refused = http.patch(ROWS + row.path("id").asString() + "/", "{\"score\":1}")
                .expect(409)
                .json();
        assertThat(refused.path("code").asString()).isEqualTo("assessment_done");
        http.post(path + "reopen/", "{}").expect(400);
        http.post(path + "reopen/", "{\"reason\":\"Something was missed\"}").expect(200);
        JsonNode again = http.post(path + "complete/", "{\"comment\":\"Now\"}").expect(200).json();

        assertThat(again.path("completion_count").asInt()).isEqualTo(2);
        assertThat(again.path("completed_at").asString()).endsWith("Z");
        assertThat(http.get(path + "history/?type=assessment.completed").results()).hasSize(2);
    }

    @Test
    void itsHistoryMayBeToldTogetherWithThatOfItsRows() {
        String id = begun("").id();
        String path = ASSESSMENTS + id + "/";
        update(rows(id).get(1), "{\"score\":2}");
        http.patch(path, "{\"description\":\"Of all sites\"}").expect(200);
        update(rows(id).get(1), "{\"score\":3}");

        assertThat(http.get(path + "history/").results()).hasSize(2);
        List<JsonNode> all = http.get(path + "history/?include=requirement_assessments").results();
        assertThat(all)
                .extracting(entry -> entry.path("type").asString())
                .containsExactly(
                        "requirement_assessment.updated",
                        "assessment.updated",
                        "requirement_assessment.updated",
                        "assessment.created");
        assertThat(all.getFirst().path("changes").get(0).path("old").asInt()).isEqualTo(2);
        assertThat(all.getFirst().path("resource").path("type").asString()).isEqualTo("requirement_assessment");
        http.get(path + "history/?include=nonsense").expect(400);
    }

    @Test
    void manyRowsAreChangedAtOnceByWhateverNameTheyHave() {
        String id = begun("").id();
        List<JsonNode> rows = rows(id);
        JsonNode answer = http.post(
                        ASSESSMENTS + id + "/requirement-assessments/bulk/",
                        "{\"updates\":[{\"ref_id\":\"G1\",\"score\":3},{\"id\":\""
                                + rows.get(2).path("id").asString()
                                + "\",\"score\":9},{\"urn\":\"urn:redoubt:framework:baseline-1:p1\",\"status\":\"done\"},"
                                + "{\"urn\":\"nothing\",\"score\":1}]}")
                .expect(200)
                .json();

        assertThat(answer.path("succeeded").asInt()).isEqualTo(2);
        assertThat(answer.path("results").valueStream().map(each -> each.path("status").asInt()))
                .containsExactly(200, 400, 200, 404);
        assertThat(answer.path("results").get(0).path("body").path("score").asInt()).isEqualTo(3);
        http.post(ASSESSMENTS + id + "/requirement-assessments/bulk/", "{\"updates\":[]}").expect(400);
        http.post(ASSESSMENTS + id + "/requirement-assessments/bulk/", "{\"updates\":[{\"score\":1}]}")
                .expect(400);
    }

    @Test
    void aLaterAssessmentTakesOverAndTellsWhatIsDifferent() {
        String earlier = begun("").id();
        update(rows(earlier).get(1), "{\"result\":\"compliant\",\"score\":4}");
        String later = begun(",\"baseline\":\"" + earlier + "\"").id();
        assertThat(rows(later).get(1).path("score").asInt()).isEqualTo(4);
        update(rows(later).get(1), "{\"result\":\"non_compliant\"}");

        JsonNode compared = http.get(ASSESSMENTS + later + "/compare/?with=" + earlier).expect(200).json();
        assertThat(compared.path("changed")).hasSize(1);
        assertThat(compared.path("changed").get(0).path("field").asString()).isEqualTo("result");
        assertThat(compared.path("changed").get(0).path("left").asString()).isEqualTo("non_compliant");
        http.get(ASSESSMENTS + later + "/compare/").expect(400);
        http.get(ASSESSMENTS + later + "/compare/?with=" + UUID.randomUUID()).expect(400);
        http.get(ASSESSMENTS + UUID.randomUUID() + "/compare/?with=" + earlier).expect(404);
    }

    @Test
    void rowsAreFoundOverAllAssessments() {
        String id = begun("").id();
        update(rows(id).get(4), "{\"result\":\"compliant\",\"score\":5}");

        String within = ROWS + "?compliance_assessment=" + id;
        assertThat(http.get(within).json().path("count").asInt()).isEqualTo(15);
        assertThat(http.get(within + "&result=compliant&score__gte=4").results()).hasSize(1);
        assertThat(http.get(within + "&ref_id=G4").results()).hasSize(1);
        assertThat(http.get(within + "&urn=urn:redoubt:framework:baseline-1:g4").results()).hasSize(1);
        assertThat(http.get(within + "&search=second%20factor").results()).hasSize(1);
        assertThat(http.get(within + "&ordering=-score").results().getFirst().path("score").asInt())
                .isEqualTo(5);
        assertThat(http.get(within + "&framework=" + framework + "&status=to_do&is_scored=false")
                        .results())
                .hasSize(14);
    }

    @Test
    void whereTheAssessmentGoesItsRowsGoToo() {
        String folder = http.post("/api/v1/folders/", "{\"name\":\"" + name + "\"}").expect(201).id();
        String id = begun("").id();
        String row = rows(id).get(1).path("id").asString();
        http.patch(ASSESSMENTS + id + "/", "{\"folder\":\"" + folder + "\"}").expect(200);
        assertThat(http.get(ROWS + row + "/").text("folder")).isEqualTo(folder);
        assertThat(http.get(ROWS + "?folder=" + folder).json().path("count").asInt()).isEqualTo(15);

        http.delete(ASSESSMENTS + id + "/").expect(204);
        http.get(ROWS + row + "/").expect(404);
        http.get(ASSESSMENTS + id + "/requirement-assessments/").expect(404);
        assertThat(http.get(ROWS + "?folder=" + folder).json().path("count").asInt()).isZero();
    }

    @Test
    void aThousandRowsAreOneEvent() {
        String urn = "urn:test:" + UUID.randomUUID();
        String large = http.post(
                        FrameworkTest.FRAMEWORKS,
                        "{\"urn\":\"" + urn + "\",\"name\":\"Large\",\"requirements\":["
                                + IntStream.range(0, 1_000)
                                        .mapToObj(i -> "{\"urn\":\"" + urn + ":" + i + "\",\"assessable\":true}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                .expect(201)
                .id();
        Reply made = http.post(ASSESSMENTS, "{\"name\":\"" + name + "\",\"framework\":\"" + large + "\"}")
                .expect(201);
        assertThat(made.json().path("total_count").asInt()).isEqualTo(1_000);
        assertThat(http.get(ASSESSMENTS + made.id() + "/requirement-assessments/?page_size=500&page=2")
                        .results())
                .hasSize(500);
        assertThat(http.get(ASSESSMENTS + made.id() + "/history/").results()).hasSize(1);
    }

    private Reply begun(String more) {
        return http.post(ASSESSMENTS, "{\"name\":\"" + name + "\",\"framework\":\"" + framework + "\"" + more + "}")
                .expect(201);
    }

    private List<JsonNode> rows(String assessment) {
        return http.get(ASSESSMENTS + assessment + "/requirement-assessments/?page_size=500")
                .expect(200)
                .results();
    }

    private Reply update(JsonNode row, String patch) {
        return http.patch(ROWS + row.path("id").asString() + "/", patch).expect(200);
    }
}
