package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the public page of the dialect promises about compliance assessments, statement by statement. */
@ExtendWith(SharedRedoubt.class)
class SeedLedgerOfAssessmentsTest {

    private static final String ASSESSMENTS = "/api/v1/compliance-assessments/";

    private final Http http;
    private String folder = "";
    private String framework = "";

    SeedLedgerOfAssessmentsTest(RunningRedoubt redoubt) {
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Ledger " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
        framework = http.get(FrameworkTest.FRAMEWORKS + "?urn=urn:redoubt:framework:baseline-1")
                .ids()
                .getFirst();
    }

    @Test
    void s19ComplianceAssessmentsAreListed() {
        String one = assessment("One");
        String other = assessment("Other");

        assertThat(http.get(ASSESSMENTS + "?folder=" + folder).ids()).containsExactly(one, other);
    }

    @Test
    void s20AComplianceAssessmentIsCreated() {
        Reply made = http.post(
                        ASSESSMENTS,
                        "{\"name\":\"Created\",\"framework\":\"" + framework + "\",\"folder\":\"" + folder + "\"}")
                .expect(201);

        assertThat(made.text("status")).isEqualTo("planned");
    }

    @Test
    void s21OneComplianceAssessmentIsRead() {
        assertThat(http.get(ASSESSMENTS + assessment("Read") + "/").expect(200).text("name"))
                .isEqualTo("Read");
    }

    /** Also the twentieth of the acceptance tests: once for each completion, with the numbers that everybody else is shown. */
    @Test
    void s33ThatAnAssessmentIsCompletedIsAnEventEachTime() {
        String id = assessment("Events");
        String path = ASSESSMENTS + id + "/";
        JsonNode row =
                http.get(path + "requirement-assessments/?ref_id=G1").results().getFirst();
        http.patch(
                        "/api/v1/requirement-assessments/" + row.path("id").asString() + "/",
                        "{\"status\":\"done\",\"result\":\"compliant\",\"score\":3}")
                .expect(200);
        JsonNode body = http.get(path).json();

        http.put(path, ((tools.jackson.databind.node.ObjectNode) body.deepCopy()).put("status", "done"))
                .expect(200);
        assertThat(completions(id)).hasSize(1);
        http.put(path, http.get(path).json()).expect(200);
        assertThat(completions(id)).hasSize(1);
        http.post(path + "reopen/", "{\"reason\":\"Something was missed\"}").expect(200);
        http.post(path + "complete/", "{}").expect(200);

        assertThat(completions(id))
                .extracting(each -> each.path("completion_count").asInt())
                .containsExactly(1, 2);
        JsonNode detail = http.get(path).json();
        JsonNode listed = http.get(ASSESSMENTS + "?id=" + id).results().getFirst();
        for (String member : List.of("progress", "scores", "results", "completion_count")) {
            assertThat(listed.path(member)).as(member).isEqualTo(detail.path(member));
            assertThat(completions(id).getLast().path(member)).as(member).isEqualTo(detail.path(member));
        }
        assertThat(detail.path("progress").asInt()).isEqualTo(8);
        assertThat(detail.path("scores").path("implementation").decimalValue()).isEqualByComparingTo("3.0");
    }

    private List<JsonNode> completions(String assessment) {
        return http.get("/api/v1/events/?types=assessment.completed&resource=" + assessment).results().stream()
                .map(event -> event.path("data"))
                .toList();
    }

    private String assessment(String name) {
        return http.post(
                        ASSESSMENTS,
                        "{\"name\":\"" + name + "\",\"framework\":\"" + framework + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }
}
