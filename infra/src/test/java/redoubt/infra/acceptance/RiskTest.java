package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a risk manager relies on. */
@ExtendWith(SharedRedoubt.class)
class RiskTest {

    private static final String RISKS = "/api/v1/risks/";

    private final Http http;
    private String folder = "";

    RiskTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Risks " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void m1TheSeverityIsReadFromTheMatrixInEachOfItsCells() {
        String[] rows = {
            "very_low very_low low low low",
            "very_low low low medium medium",
            "low low medium high high",
            "low medium high high critical",
            "medium high high critical critical"
        };
        String path = path(create("\"name\":\"Rated\""));
        String matrix = http.get(path).text("risk_matrix");
        for (int likelihood = 1; likelihood <= 5; likelihood++) {
            String[] row = rows[likelihood - 1].split(" ");
            for (int impact = 1; impact <= 5; impact++) {
                String rating = "{\"likelihood\":%d,\"impact\":%d}".formatted(likelihood, impact);
                JsonNode risk = http.patch(path, rating).expect(200).json();
                JsonNode evaluated = http.post("/api/v1/risk-matrices/" + matrix + "/evaluate/", rating)
                        .expect(200)
                        .json();

                assertThat(risk.path("severity").asString()).as(rating).isEqualTo(row[impact - 1]);
                assertThat(risk.path("score").asInt()).isEqualTo(likelihood * impact);
                assertThat(evaluated.path("severity").asString()).as(rating).isEqualTo(row[impact - 1]);
                assertThat(evaluated.path("level").asInt())
                        .isEqualTo(risk.path("severity_level").asInt());
            }
        }
        assertThat(http.patch(path, "{\"impact\":null}")
                        .expect(200)
                        .json()
                        .path("severity")
                        .isNull())
                .isTrue();
        http.patch(path, "{\"impact\":6}").expect(400);
    }

    @Test
    void theStatusFollowsItsMachine() {
        Map<String, List<String>> allowed = Map.of(
                "open", List.of("in_progress", "mitigated", "closed"),
                "in_progress", List.of("open", "mitigated", "closed"),
                "mitigated", List.of("open", "in_progress", "closed"),
                "closed", List.of("open", "in_progress"));
        List<String> all = List.of("open", "in_progress", "mitigated", "accepted", "closed");
        allowed.forEach((from, targets) -> {
            for (String to : all) {
                String path = path(create("\"name\":\"Moving\",\"status\":\"" + from + "\""));
                Reply moved = http.patch(path, "{\"status\":\"" + to + "\"}");
                if (to.equals(from) || targets.contains(to)) {
                    assertThat(moved.expect(200).text("status")).isEqualTo(to);
                } else {
                    assertThat(moved.expect(409).text("code"))
                            .as("%s to %s", from, to)
                            .isEqualTo("invalid_transition");
                    assertThat(moved.text("from")).isEqualTo(from);
                    assertThat(moved.text("to")).isEqualTo(to);
                }
            }
        });
        http.post(RISKS, body("\"name\":\"Born accepted\",\"status\":\"accepted\""))
                .expect(400, 409);
    }

    @Test
    void aRiskIsAcceptedWithAReasonAndTheAcceptanceIsTakenBack() {
        String path = path(create("\"name\":\"Lived with\",\"likelihood\":2,\"impact\":2"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        http.post(path + "accept/", "{}").expect(400);
        http.post(path + "accept/", "{\"justification\":\"Cheap\",\"expires_on\":\"%s\"}".formatted(today))
                .expect(400);
        JsonNode accepted = http.post(
                        path + "accept/",
                        "{\"justification\":\"Cheap\",\"expires_on\":\"%s\"}".formatted(today.plusDays(30)))
                .expect(200)
                .json();

        assertThat(accepted.path("status").asString()).isEqualTo("accepted");
        assertThat(accepted.path("treatment").asString()).isEqualTo("accept");
        assertThat(accepted.path("acceptance").path("justification").asString()).isEqualTo("Cheap");
        assertThat(accepted.path("acceptance").path("state").path("severity").asString())
                .isEqualTo("low");
        assertThat(http.put(path, accepted).expect(200).json().path("status").asString())
                .isEqualTo("accepted");
        assertThat(http.get(RISKS + "?has_acceptance=true&folder=" + folder).ids())
                .hasSize(1);
        assertThat(http.post(path + "accept/", "{\"justification\":\"Again\"}")
                        .expect(409)
                        .text("code"))
                .isEqualTo("invalid_transition");
        http.patch(path, "{\"status\":\"open\"}").expect(409);

        JsonNode revoked = http.post(path + "revoke-acceptance/", "{\"reason\":\"Too dear\"}")
                .expect(200)
                .json();
        assertThat(revoked.path("status").asString()).isEqualTo("open");
        assertThat(revoked.path("treatment").asString()).isEqualTo("open");
        assertThat(revoked.path("acceptance").isNull()).isTrue();
        http.post(path + "revoke-acceptance/", "{\"reason\":\"Twice\"}").expect(409);
        assertThat(http.get(path + "history/?ordering=version").results().stream()
                        .map(entry -> entry.path("type").asString()))
                .containsExactly(
                        "risk.created", "risk.updated", "risk.accepted", "risk.updated", "risk.acceptance_revoked");
        assertThat(http.get(path + "history/?field=acceptance").results()).hasSize(2);
        assertThat(http.get(path + "history/?field=acceptance.justification").results())
                .hasSize(2);
        assertThat(http.get(path + "history/?field=acceptance.just").results()).isEmpty();
    }

    @Test
    void anUnratedRiskCannotBeAccepted() {
        Reply refused = http.post(path(create("\"name\":\"Unrated\"")) + "accept/", "{\"justification\":\"Why not\"}");

        assertThat(refused.expect(400).complaints("non_field_errors")).isNotEmpty();
    }

    @Test
    void aReferenceIsUniqueInItsFolderWhateverItsCase() {
        create("\"name\":\"First\",\"ref_id\":\"R-1\"");

        assertThat(http.post(RISKS, body("\"name\":\"Second\",\"ref_id\":\"r-1\""))
                        .expect(400)
                        .complaints("ref_id"))
                .isNotEmpty();
    }

    @Test
    void theSummaryCountsWhatTheListShows() {
        create("\"name\":\"One\",\"likelihood\":3,\"impact\":4");
        create("\"name\":\"Two\",\"likelihood\":3,\"impact\":4,\"status\":\"closed\"");
        create("\"name\":\"Three\",\"due_date\":\"2020-01-01\"");
        JsonNode summary =
                http.get(RISKS + "summary/?folder=" + folder).expect(200).json();

        assertThat(summary.path("count").asInt()).isEqualTo(3);
        assertThat(summary.path("by_status").path("open").asInt()).isEqualTo(2);
        assertThat(summary.path("by_status").path("closed").asInt()).isEqualTo(1);
        assertThat(summary.path("by_severity").path("high").asInt()).isEqualTo(2);
        assertThat(summary.path("by_treatment").path("open").asInt()).isEqualTo(3);
        assertThat(summary.path("heatmap").path(2).path(3).asInt()).isEqualTo(2);
        assertThat(summary.path("overdue").asInt()).isEqualTo(1);
        assertThat(http.get(RISKS + "summary/?status=closed&folder=" + folder)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void manyThingsAreDoneInOneRequestEachForItself() {
        String one = create("\"name\":\"One\"");
        String other = create("\"name\":\"Other\"");
        Reply done = http.post(
                        RISKS + "bulk/",
                        "{\"operations\":["
                                + "{\"op\":\"create\",\"data\":" + body("\"name\":\"New\"") + "},"
                                + "{\"op\":\"update\",\"id\":\"" + one + "\",\"version\":7,\"data\":{\"impact\":2}},"
                                + "{\"op\":\"delete\",\"id\":\"" + other + "\",\"version\":1},"
                                + "{\"op\":\"create\",\"data\":{}}]}")
                .expect(200);
        JsonNode results = done.json().path("results");

        assertThat(done.json().path("succeeded").asInt()).isEqualTo(2);
        assertThat(done.json().path("failed").asInt()).isEqualTo(2);
        assertThat(results.path(0).path("status").asInt()).isEqualTo(201);
        assertThat(results.path(0).path("body").path("name").asString()).isEqualTo("New");
        assertThat(results.path(1).path("status").asInt()).isEqualTo(412);
        assertThat(results.path(1).path("error").path("current_version").asInt())
                .isEqualTo(1);
        assertThat(results.path(2).path("status").asInt()).isEqualTo(204);
        assertThat(results.path(3).path("error").toString())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        assertThat(http.get(RISKS + "?folder=" + folder).names()).containsExactlyInAnyOrder("One", "New");
    }

    @Test
    void allOrNothingIsNothingWhenOneFails() {
        Reply refused = http.post(
                RISKS + "bulk/",
                "{\"atomic\":true,\"operations\":[" + "{\"op\":\"create\",\"data\":" + body("\"name\":\"New\"")
                        + "},{\"op\":\"create\",\"data\":{}}]}");

        assertThat(refused.expect(400).header("X-Redoubt-Failed-Index")).isEqualTo("1");
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        assertThat(http.get(RISKS + "?folder=" + folder).ids()).isEmpty();
        http.post(
                        RISKS + "bulk/",
                        "{\"atomic\":true,\"operations\":["
                                + "{\"op\":\"create\",\"data\":" + body("\"name\":\"A\"") + "},"
                                + "{\"op\":\"create\",\"data\":" + body("\"name\":\"B\"") + "}]}")
                .expect(200);
        assertThat(http.get(RISKS + "?folder=" + folder).names()).containsExactly("A", "B");
    }

    @Test
    void aReferenceIsShownWithItsNameWhenThatIsAskedFor() {
        String path = path(create("\"name\":\"Expanded\""));
        JsonNode expanded =
                http.get(path + "?expand=folder,risk_matrix").expect(200).json();

        assertThat(expanded.path("folder").path("id").asString()).isEqualTo(folder);
        assertThat(expanded.path("folder").path("str").asString()).startsWith("Risks ");
        assertThat(expanded.path("risk_matrix").path("str").asString()).isNotEmpty();
        http.get(path + "?expand=nonsense").expect(400);
    }

    private String create(String members) {
        return http.post(RISKS, body(members)).expect(201).id();
    }

    private String body(String members) {
        return "{" + members + ",\"folder\":\"" + folder + "\"}";
    }

    private static String path(String id) {
        return RISKS + id + "/";
    }
}
