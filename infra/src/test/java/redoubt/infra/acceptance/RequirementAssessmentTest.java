package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What was found, requirement by requirement. */
@ExtendWith(SharedRedoubt.class)
class RequirementAssessmentTest {

    private static final String ASSESSMENTS = Audits.ASSESSMENTS;
    private static final String ROWS = Audits.ROWS;

    private final Http http;
    private final Audits audits;

    RequirementAssessmentTest(RunningRedoubt redoubt) {
        http = redoubt.http();
        audits = Audits.of(http);
    }

    @Test
    void aRowRemembersWhatItWasBeforeAnybodyTouchedIt() {
        String id = audits.begun("").id();
        long before =
                http.get("/api/v1/audit-log/head/").json().path("position").asLong();
        JsonNode row = audits.rows(id).get(1);
        String path = ROWS + row.path("id").asString() + "/";
        audits.update(row, "{\"score\":2}");
        audits.update(row, "{\"observation\":\"Seen\",\"status\":\"done\"}");

        JsonNode now = http.get(path).json();
        assertThat(now.path("version").asInt()).isEqualTo(2);
        assertThat(now.path("is_scored").asBoolean()).isTrue();
        assertThat(http.get(path + "?as_of=" + before).json().path("score").isNull())
                .isTrue();
        assertThat(http.get(path + "?version=1").json().path("score").asInt()).isEqualTo(2);
        assertThat(http.get(path + "history/").results())
                .extracting(entry -> entry.path("type").asString())
                .containsExactly("requirement_assessment.updated", "requirement_assessment.updated");
        assertThat(http.get(path + "diff/?from=v1&to=v2").json().path("changes"))
                .hasSize(2);
        List<JsonNode> then = http.get(ASSESSMENTS + id + "/requirement-assessments/?as_of=" + before)
                .results();
        assertThat(then).hasSize(15);
        assertThat(then.get(1).path("score").isNull()).isTrue();
        http.with("If-Match", "\"1\"").patch(path, "{\"score\":3}").expect(412);
        http.with("If-Match", "\"2\"").patch(path, "{\"score\":3}").expect(200);
    }

    @Test
    void manyRowsAreChangedAtOnceByWhateverNameTheyHave() {
        String id = audits.begun("").id();
        List<JsonNode> rows = audits.rows(id);
        JsonNode answer = http.post(
                        ASSESSMENTS + id + "/requirement-assessments/bulk/",
                        "{\"updates\":[{\"ref_id\":\"G1\",\"score\":3},{\"id\":\""
                                + rows.get(2).path("id").asString()
                                + "\",\"score\":9},{\"urn\":\"urn:redoubt:framework:baseline-1:p1\",\"status\":\"done\"},"
                                + "{\"urn\":\"nothing\",\"score\":1}]}")
                .expect(200)
                .json();

        assertThat(answer.path("succeeded").asInt()).isEqualTo(2);
        assertThat(answer.path("results").valueStream().map(each -> each.path("status")
                        .asInt()))
                .containsExactly(200, 400, 200, 404);
        assertThat(answer.path("results").get(0).path("body").path("score").asInt())
                .isEqualTo(3);
        http.post(ASSESSMENTS + id + "/requirement-assessments/bulk/", "{\"updates\":[]}")
                .expect(400);
        http.post(ASSESSMENTS + id + "/requirement-assessments/bulk/", "{\"updates\":[{\"score\":1}]}")
                .expect(400);
    }

    @Test
    void rowsAreFoundOverAllAssessments() {
        String id = audits.begun("").id();
        audits.update(audits.rows(id).get(4), "{\"result\":\"compliant\",\"score\":5}");

        String within = ROWS + "?compliance_assessment=" + id;
        assertThat(http.get(within).json().path("count").asInt()).isEqualTo(15);
        assertThat(http.get(within + "&result=compliant&score__gte=4").results())
                .hasSize(1);
        assertThat(http.get(within + "&ref_id=G4").results()).hasSize(1);
        assertThat(http.get(within + "&urn=urn:redoubt:framework:baseline-1:g4").results())
                .hasSize(1);
        assertThat(http.get(within + "&search=second%20factor").results()).hasSize(1);
        assertThat(http.get(within + "&ordering=-score")
                        .results()
                        .getFirst()
                        .path("score")
                        .asInt())
                .isEqualTo(5);
        assertThat(http.get(within + "&framework=" + audits.framework() + "&status=to_do&is_scored=false")
                        .results())
                .hasSize(14);
    }

    @Test
    void whatIsDoneAboutARequirementIsSaidInItsRowAndReadFromBothSides() {
        String id = audits.begun("").id();
        String control = http.post("/api/v1/applied-controls/", "{\"name\":\"Keys\",\"status\":\"active\"}")
                .expect(201)
                .id();
        JsonNode row = audits.rows(id).get(1);
        String path = ROWS + row.path("id").asString() + "/";
        Reply named = audits.update(row, "{\"applied_controls\":[\"" + control + "\"]}");
        long position = named.number("X-Redoubt-Position");

        String controls = "/api/v1/applied-controls/";
        assertThat(http.get(controls + control + "/")
                        .json()
                        .path("requirement_assessments")
                        .get(0)
                        .asString())
                .isEqualTo(row.path("id").asString());
        assertThat(http.get(controls + "?requirement_assessments="
                                + row.path("id").asString())
                        .ids())
                .containsExactly(control);
        assertThat(http.get(controls + "?compliance_assessments=" + id).ids()).containsExactly(control);
        assertThat(http.get(controls + "?id=" + control + "&linked=requirement_assessments")
                        .ids())
                .containsExactly(control);
        assertThat(http.get(controls + "?id=" + control + "&linked=--").ids()).isEmpty();
        assertThat(http.get(ROWS + "?applied_controls=" + control).ids())
                .containsExactly(row.path("id").asString());

        JsonNode told = http.post(ASSESSMENTS + id + "/sync-from-controls/", "{}")
                .expect(200)
                .json();
        assertThat(told.path("applied").asBoolean()).isFalse();
        assertThat(told.path("changes").get(0).path("to").asString()).isEqualTo("compliant");
        assertThat(http.get(path).json().path("result").asString()).isEqualTo("not_assessed");
        http.post(ASSESSMENTS + id + "/sync-from-controls/", "{\"dry_run\":false}")
                .expect(200);
        assertThat(http.get(path).json().path("result").asString()).isEqualTo("compliant");

        http.delete(controls + control + "/").expect(204);
        assertThat(http.get(path).json().path("applied_controls")).isEmpty();
        assertThat(http.get(path + "?as_of=" + position).json().path("applied_controls"))
                .hasSize(1);
    }

    @Test
    void bothListsCanBeTakenAway() {
        String id = audits.begun("").id();
        assertThat(http.get(ASSESSMENTS + "export/?format=csv&id=" + id)
                        .expect(200)
                        .text())
                .contains(audits.name());
        assertThat(http.get(ROWS + "export/?format=csv&compliance_assessment=" + id)
                        .expect(200)
                        .text())
                .contains("G1");
    }

    @Test
    void whereTheAssessmentGoesItsRowsGoToo() {
        String folder = http.post("/api/v1/folders/", "{\"name\":\"" + audits.name() + "\"}")
                .expect(201)
                .id();
        String id = audits.begun("").id();
        String row = audits.rows(id).get(1).path("id").asString();
        http.patch(ASSESSMENTS + id + "/", "{\"folder\":\"" + folder + "\"}").expect(200);
        assertThat(http.get(ROWS + row + "/").text("folder")).isEqualTo(folder);
        assertThat(http.get(ROWS + "?folder=" + folder).json().path("count").asInt())
                .isEqualTo(15);

        http.delete(ASSESSMENTS + id + "/").expect(204);
        http.get(ROWS + row + "/").expect(404);
        http.get(ASSESSMENTS + id + "/requirement-assessments/").expect(404);
        assertThat(http.get(ROWS + "?folder=" + folder).json().path("count").asInt())
                .isZero();
    }
}
