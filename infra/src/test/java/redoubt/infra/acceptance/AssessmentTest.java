package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What an auditor relies on. */
@ExtendWith(SharedRedoubt.class)
class AssessmentTest {

    private static final String ASSESSMENTS = Audits.ASSESSMENTS;
    private static final String ROWS = Audits.ROWS;

    private final Http http;
    private final Audits audits;

    AssessmentTest(RunningRedoubt redoubt) {
        http = redoubt.http();
        audits = Audits.of(http);
    }

    @Test
    void anAssessmentIsThereWithARowForEachRequirement() {
        Reply made = audits.begun("");
        assertThat(made.json().path("total_count").asInt()).isEqualTo(12);
        assertThat(made.json().path("progress").asInt()).isZero();
        assertThat(made.json().path("max_score").asInt()).isEqualTo(5);
        assertThat(made.json().path("scores").path("implementation").isNull()).isTrue();

        List<JsonNode> rows = audits.rows(made.id());
        assertThat(rows).hasSize(15);
        JsonNode first = rows.get(1);
        assertThat(first.path("requirement").path("ref_id").asString()).isEqualTo("G1");
        assertThat(first.path("version").asInt()).isZero();
        assertThat(first.path("resolved_scale").path("max").asInt()).isEqualTo(5);
        assertThat(first.path("folder").asString()).isEqualTo(made.text("folder"));
        assertThat(http.get(ASSESSMENTS + made.id() + "/history/").results()).hasSize(1);
        assertThat(http.get(ROWS + first.path("id").asString() + "/history/").results())
                .isEmpty();
        assertThat(http.get(FrameworkTest.FRAMEWORKS + audits.framework() + "/")
                        .json()
                        .path("is_used")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void t20EverywhereTheNumbersAreTheSame() {
        String id = audits.begun(",\"progress_mode\":\"result\"").id();
        List<JsonNode> rows = audits.rows(id);
        audits.update(rows.get(1), "{\"result\":\"compliant\",\"score\":4}");
        audits.update(rows.get(2), "{\"result\":\"non_compliant\",\"score\":1}");
        Reply last = audits.update(rows.get(3), "{\"result\":\"not_applicable\"}");
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
        assertThat(http.get(ASSESSMENTS + "?id=" + id + "&progress__gt=25").ids())
                .isEmpty();
        assertThat(http.get(ASSESSMENTS + "?ordering=-progress,name&search="
                                + audits.name().substring(6))
                        .ids())
                .containsExactly(id);
        JsonNode section = tree.path("requirements").get(0);
        assertThat(section.path("rollup").path("total_count").asInt()).isEqualTo(4);
        assertThat(section.path("rollup").path("assessed_count").asInt()).isEqualTo(3);
        assertThat(section.path("children").get(0).path("score").asInt()).isEqualTo(4);
    }

    @Test
    void whatIsChangedIsUndoneAndWhatIsGoneWithItsRowsStaysGone() {
        Reply made = audits.begun("");
        String one = ASSESSMENTS + made.id() + "/";
        http.patch(one, "{\"observation\":\"Too early\"}").expect(200);
        assertThat(http.post(one + "revert/", "{\"version\":1}").expect(200).text("observation"))
                .isEmpty();
        String row = ROWS + audits.rows(made.id()).get(1).path("id").asString() + "/";
        http.patch(row, "{\"score\":2}").expect(200);
        http.patch(row, "{\"score\":4,\"status\":\"done\"}").expect(200);
        Reply undone = http.post(row + "revert/", "{\"version\":1}").expect(200);
        assertThat(undone.json().path("score").asInt()).isEqualTo(2);
        assertThat(undone.text("status")).isEqualTo("to_do");
        assertThat(undone.version()).isEqualTo(3);

        http.delete(one).expect(204);

        assertThat(http.post(one + "revert/", "{\"version\":1}").expect(409).text("code"))
                .isEqualTo("not_revertible");
        http.post(row + "revert/", "{\"version\":1}").expect(404, 409);
        http.get(one).expect(404);
    }

    @Test
    void t20CompletionIsToldOnceForEachTime() {
        String id = audits.begun("").id();
        String path = ASSESSMENTS + id + "/";
        http.patch(path, "{\"status\":\"done\"}").expect(200);
        http.patch(path, "{\"status\":\"done\"}").expect(200);
        JsonNode row = audits.rows(id).get(1);
        JsonNode refused = http.patch(ROWS + row.path("id").asString() + "/", "{\"score\":1}")
                .expect(409)
                .json();
        assertThat(refused.path("code").asString()).isEqualTo("assessment_done");
        http.post(path + "reopen/", "{}").expect(400);
        http.post(path + "reopen/", "{\"reason\":\"Something was missed\"}").expect(200);
        JsonNode again = http.post(path + "complete/", "{\"comment\":\"Now\"}")
                .expect(200)
                .json();

        assertThat(again.path("completion_count").asInt()).isEqualTo(2);
        assertThat(again.path("completed_at").asString()).endsWith("Z");
        assertThat(http.get(path + "history/?type=assessment.completed").results())
                .hasSize(2);
    }

    @Test
    void itsHistoryMayBeToldTogetherWithThatOfItsRows() {
        String id = audits.begun("").id();
        String path = ASSESSMENTS + id + "/";
        audits.update(audits.rows(id).get(1), "{\"score\":2}");
        http.patch(path, "{\"description\":\"Of all sites\"}").expect(200);
        audits.update(audits.rows(id).get(1), "{\"score\":3}");

        assertThat(http.get(path + "history/").results()).hasSize(2);
        List<JsonNode> all =
                http.get(path + "history/?include=requirement_assessments").results();
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
    void aLaterAssessmentTakesOverAndTellsWhatIsDifferent() {
        String earlier = audits.begun("").id();
        audits.update(audits.rows(earlier).get(1), "{\"result\":\"compliant\",\"score\":4}");
        String later = audits.begun(",\"baseline\":\"" + earlier + "\"").id();
        assertThat(audits.rows(later).get(1).path("score").asInt()).isEqualTo(4);
        audits.update(audits.rows(later).get(1), "{\"result\":\"non_compliant\"}");

        JsonNode compared = http.get(ASSESSMENTS + later + "/compare/?with=" + earlier)
                .expect(200)
                .json();
        assertThat(compared.path("changed")).hasSize(1);
        assertThat(compared.path("changed").get(0).path("field").asString()).isEqualTo("result");
        assertThat(compared.path("changed").get(0).path("left").asString()).isEqualTo("non_compliant");
        http.get(ASSESSMENTS + later + "/compare/").expect(400);
        http.get(ASSESSMENTS + later + "/compare/?with=" + UUID.randomUUID()).expect(400);
        http.get(ASSESSMENTS + UUID.randomUUID() + "/compare/?with=" + earlier).expect(404);
    }

    @Test
    void aSectionIsCountedAsTheWholeIs() {
        String id = audits.begun(",\"score_calculation_method\":\"average_of_averages\"")
                .id();
        audits.update(audits.rows(id).get(1), "{\"result\":\"compliant\",\"score\":4}");
        audits.update(audits.rows(id).get(2), "{\"result\":\"compliant\",\"score\":1}");

        JsonNode tree = http.get(ASSESSMENTS + id + "/tree/").json();
        assertThat(tree.path("scores").path("implementation").decimalValue()).isEqualByComparingTo("2.5");
        JsonNode section = tree.path("requirements").get(0).path("rollup");
        assertThat(section.path("scores").path("implementation").decimalValue()).isEqualByComparingTo("2.5");
    }

    @Test
    void twoPointsAreComparedWithWhatBecameOfTheRows() {
        String id = audits.begun("").id();
        String path = ASSESSMENTS + id + "/";
        audits.update(audits.rows(id).get(1), "{\"score\":2}");
        http.patch(path, "{\"description\":\"Of all sites\"}").expect(200);
        audits.update(audits.rows(id).get(1), "{\"score\":3}");
        audits.update(audits.rows(id).get(2), "{\"observation\":\"Seen\"}");

        assertThat(http.get(path + "diff/?from=v1").json().path("changes")).hasSize(1);
        JsonNode all = http.get(path + "diff/?from=v1&include=requirement_assessments")
                .expect(200)
                .json();
        assertThat(all.path("events").asInt()).isEqualTo(4);
        assertThat(all.path("changes").valueStream().map(each -> each.path("field")
                        .asString()))
                .containsExactly("description", "is_scored", "score", "observation");
        JsonNode score = all.path("changes").get(2);
        assertThat(score.path("old").isNull()).isTrue();
        assertThat(score.path("new").asInt()).isEqualTo(3);
        assertThat(score.path("resource").path("type").asString()).isEqualTo("requirement_assessment");
        JsonNode later =
                http.get(path + "diff/?from=v2&include=requirement_assessments").json();
        assertThat(later.path("changes").get(0).path("old").asInt()).isEqualTo(2);
        http.get(path + "diff/?from=v1&include=nonsense").expect(400);
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
        Reply made = http.post(ASSESSMENTS, "{\"name\":\"" + audits.name() + "\",\"framework\":\"" + large + "\"}")
                .expect(201);
        assertThat(made.json().path("total_count").asInt()).isEqualTo(1_000);
        assertThat(http.get(ASSESSMENTS + made.id() + "/requirement-assessments/?page_size=500&page=2")
                        .results())
                .hasSize(500);
        assertThat(http.get(ASSESSMENTS + made.id() + "/history/").results()).hasSize(1);
    }
}
