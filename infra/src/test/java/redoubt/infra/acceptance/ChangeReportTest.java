package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.infra.acceptance.Housemates.Somebody;
import tools.jackson.databind.JsonNode;

/** What changed between two moments. */
@ExtendWith(SharedRedoubt.class)
@Timeout(120)
class ChangeReportTest {

    private static final String REPORT = "/api/v1/reports/changes/";
    private static final String RISKS = "/api/v1/risks/";
    private static final String CONTROLS = "/api/v1/applied-controls/";
    private static final String TASKS = "/api/v1/tasks/";

    private final Http http;
    private final Housemates mates;
    private String folder = "";

    ChangeReportTest(RunningRedoubt redoubt) {
        this.http = redoubt.http();
        this.mates = new Housemates(redoubt);
    }

    @BeforeEach
    void aFolder() {
        folder = mates.folder("");
    }

    @Test
    void eachKindOfChangeIsToldWithWhatItWasAndWhatItIs() {
        String raised = risk("Raised", 2, 2);
        String lowered = risk("Lowered", 5, 5);
        String closed = risk("Closed", 2, 2);
        String accepted = risk("Accepted", 2, 2);
        String revoked = risk("Revoked", 2, 2);
        accept(revoked);
        String gone = risk("Gone", 1, 1);
        String toAndFro = risk("To and fro", 2, 2);
        String begun = made(CONTROLS, "{\"name\":\"Begun\",\"folder\":\"" + folder + "\"}");
        String lost = made(CONTROLS, "{\"name\":\"Lost\",\"folder\":\"" + folder + "\",\"status\":\"active\"}");
        String task = made(TASKS, "{\"name\":\"Done\",\"folder\":\"" + folder + "\"}");
        String below = mates.folder(folder);
        String other = mates.folder(folder);
        long from = head();

        patch(RISKS + raised, "{\"impact\":5,\"likelihood\":5}");
        patch(RISKS + lowered, "{\"impact\":1,\"likelihood\":1}");
        patch(RISKS + closed, "{\"status\":\"closed\"}");
        accept(accepted);
        http.post(RISKS + revoked + "/revoke-acceptance/", "{\"reason\":\"No longer\"}")
                .expect(200);
        http.delete(RISKS + gone + "/").expect(204);
        patch(RISKS + toAndFro, "{\"impact\":5}");
        patch(RISKS + toAndFro, "{\"impact\":2}");
        patch(CONTROLS + begun, "{\"status\":\"active\"}");
        patch(CONTROLS + lost, "{\"status\":\"degraded\"}");
        patch(TASKS + task, "{\"status\":\"completed\"}");
        patch("/api/v1/folders/" + below, "{\"parent_folder\":\"" + other + "\"}");
        String created = risk("Created", 3, 4);

        JsonNode report = report("from=" + from + "&folder=" + folder);

        assertThat(kinds(report))
                .containsExactlyInAnyOrder(
                        "risk_created " + created,
                        "risk_deleted " + gone,
                        "risk_closed " + closed,
                        "risk_raised " + raised,
                        "risk_lowered " + lowered,
                        "risk_accepted " + accepted,
                        "risk_acceptance_revoked " + revoked,
                        "control_implemented " + begun,
                        "control_lost " + lost,
                        "task_completed " + task,
                        "folder_moved " + below);
        JsonNode one = change(report, "risk_raised");
        assertThat(one.path("field").asString()).isEqualTo("severity");
        assertThat(one.path("old").asString()).isEqualTo("low");
        assertThat(one.path("new").asString()).isEqualTo("critical");
        assertThat(one.path("resource").path("name").asString()).isEqualTo("Raised");
        assertThat(one.path("folder").asString()).isEqualTo(folder);
        assertThat(one.path("events").asInt()).isEqualTo(1);
        assertThat(report.path("counts").path("risk_raised").asInt()).isEqualTo(1);
        assertThat(report.path("counts").path("risk_reopened").asInt()).isZero();
        assertThat(report.path("events").asInt()).isGreaterThanOrEqualTo(13);
        assertThat(change(report, "folder_moved").path("new").asString())
                .startsWith(change(report, "folder_moved").path("old").asString() + "/");
    }

    @Test
    void howFarAssessmentsAreIsToldFromTheirRows() {
        String framework = http.get("/api/v1/frameworks/?urn=urn:redoubt:framework:baseline-1")
                .ids()
                .getFirst();
        String assessment = made(
                "/api/v1/compliance-assessments/",
                "{\"name\":\"Yearly\",\"framework\":\"" + framework + "\",\"folder\":\"" + folder + "\"}");
        long from = head();
        http.post(
                        "/api/v1/compliance-assessments/" + assessment + "/requirement-assessments/bulk/",
                        "{\"updates\":[{\"ref_id\":\"G1\",\"status\":\"done\",\"result\":\"compliant\",\"score\":4}]}")
                .expect(200);
        http.post("/api/v1/compliance-assessments/" + assessment + "/complete/", "{\"comment\":\"Enough\"}")
                .expect(200);

        JsonNode report = report("from=" + from + "&folder=" + folder);

        assertThat(kinds(report))
                .containsExactlyInAnyOrder(
                        "assessment_completed " + assessment,
                        "assessment_progress_moved " + assessment,
                        "assessment_score_moved " + assessment);
        assertThat(change(report, "assessment_progress_moved").path("old").asInt())
                .isZero();
        assertThat(change(report, "assessment_progress_moved").path("new").asInt())
                .isPositive();
    }

    @Test
    void whatHappenedAfterTheSecondMomentIsNotTold() {
        long before = head();
        String risk = risk("Once", 2, 2);
        long created = head();
        patch(RISKS + risk, "{\"impact\":5,\"likelihood\":5}");
        long raised = head();
        http.delete(RISKS + risk + "/").expect(204);

        assertThat(kinds(report("from=" + before + "&to=" + created + "&folder=" + folder)))
                .containsExactly("risk_created " + risk);
        assertThat(kinds(report("from=" + created + "&to=" + raised + "&folder=" + folder)))
                .containsExactly("risk_raised " + risk);
        assertThat(kinds(report("from=" + raised + "&folder=" + folder))).containsExactly("risk_deleted " + risk);
        assertThat(kinds(report("from=" + before + "&folder=" + folder))).isEmpty();
    }

    @Test
    void aSpreadsheetAndATextForPeopleTellTheSame() {
        long from = head();
        risk("=1+1 *new* <b>", 3, 4);

        Reply csv = http.get(REPORT + "?format=csv&folder=" + folder + "&from=" + from)
                .expect(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        List<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(csv.text()).stream().toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().getField("kind")).isEqualTo("risk_created");
        assertThat(rows.getFirst().getField("resource_name")).isEqualTo("'=1+1 *new* <b>");

        Reply text = http.get(REPORT + "?format=md&folder=" + folder + "&from=" + from)
                .expect(200);
        assertThat(text.header("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
        assertThat(text.text())
                .startsWith("# What changed\n\nFrom ")
                .contains("\n## Risk created (1)\n\n- **=1+1 \\*new\\* \\<b\\>** in ")
                .contains(": severity nothing → high (position ");
    }

    @Test
    void onlyWhatTheCallerMaySeeNowIsTold() {
        String other = mates.folder("");
        Somebody ada = mates.somebody();
        long from = head();
        String mine = risk("Mine", 2, 2);
        String hidden = made(RISKS, "{\"name\":\"Hidden\",\"folder\":\"" + other + "\"}");
        String moved = risk("Moved away", 2, 2);
        patch(RISKS + moved, "{\"folder\":\"" + other + "\"}");
        ada.http().get(REPORT + "?from=" + from).expect(403);
        mates.give(ada, "reader", folder);
        ada.http().get(REPORT + "?from=" + from).expect(403);
        mates.give(ada, "auditor", folder);

        JsonNode report = ada.http().get(REPORT + "?from=" + from).expect(200).json();

        assertThat(kinds(report)).contains("risk_created " + mine);
        assertThat(report.toString())
                .doesNotContain(hidden)
                .doesNotContain(moved)
                .doesNotContain("Moved away");
        assertThat(ada.http()
                        .get(REPORT + "?folder=" + other + "&from=" + from)
                        .expect(200)
                        .json()
                        .path("changes"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "to=1, from",
        "from=yesterday, from",
        "from=999999999, from",
        "from=2999-01-01T00:00:00Z, from",
        "from=2&to=1, from",
        "from=1&to=999999999, to",
        "from=1&folder=x, folder",
        "from=1&format=xml, format",
        "from=1&nonsense=1, nonsense"
    })
    void whatMakesNoSenseIsToldByItsParameter(String query, String about) {
        assertThat(http.get(REPORT + "?" + query)
                        .expect(400)
                        .json()
                        .path("details")
                        .propertyNames())
                .containsExactly(about);
    }

    private String risk(String name, int likelihood, int impact) {
        return made(
                RISKS,
                "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\",\"likelihood\":" + likelihood + ",\"impact\":"
                        + impact + "}");
    }

    private String made(String path, String json) {
        return http.post(path, json).expect(201).id();
    }

    private void patch(String path, String json) {
        http.patch(path + "/", json).expect(200);
    }

    private void accept(String risk) {
        http.post(RISKS + risk + "/accept/", "{\"justification\":\"Cheaper\"}").expect(200);
    }

    private long head() {
        return http.get("/api/v1/meta/").expect(200).json().path("event_head").asLong();
    }

    private JsonNode report(String query) {
        return http.get(REPORT + "?" + query).expect(200).json();
    }

    private static List<String> kinds(JsonNode report) {
        return StreamSupport.stream(report.path("changes").spliterator(), false)
                .map(each -> each.path("kind").asString() + " "
                        + each.path("resource").path("id").asString())
                .toList();
    }

    private static JsonNode change(JsonNode report, String kind) {
        return StreamSupport.stream(report.path("changes").spliterator(), false)
                .filter(each -> each.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
