package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The public page of the API, sentence by sentence. */
@ExtendWith(SharedRedoubt.class)
class SeedTest {

    private static final String SAMPLE = """
        {
        "name": "Third-Party Data Breach",
        "description": "Risk of data exposure through vendor systems",
        "folder": "%s",
        "likelihood": 3,
        "impact": 4,
        "treatment": "mitigate"
        }\
        """;

    private final Http http;
    private String folder = "";

    SeedTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Seed " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void theTokenGoesIntoTheAuthorizationHeader() {
        http.get("/api/v1/risks/").expect(200);
        http.anonymous().get("/api/v1/risks/").expect(401);
    }

    @Test
    void theSampleRiskIsCreatedAndItsSeverityIsHigh() {
        Reply created = http.post("/api/v1/risks/", SAMPLE.formatted(folder)).expect(201);
        JsonNode risk = created.json();

        assertThat(risk.path("name").asString()).isEqualTo("Third-Party Data Breach");
        assertThat(risk.path("description").asString()).isEqualTo("Risk of data exposure through vendor systems");
        assertThat(risk.path("folder").asString()).isEqualTo(folder);
        assertThat(risk.path("status").asString()).isEqualTo("open");
        assertThat(risk.path("likelihood").asInt()).isEqualTo(3);
        assertThat(risk.path("impact").asInt()).isEqualTo(4);
        assertThat(risk.path("treatment").asString()).isEqualTo("mitigate");
        assertThat(risk.path("severity").asString()).isEqualTo("high");
        assertThat(UUID.fromString(created.id()).version()).isEqualTo(7);
        assertThat(created.text("created_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}(\\d{3})?)?Z");
    }

    @Test
    void theSampleHasExactlyTheMembersOfItsContract() {
        JsonNode risk = http.post("/api/v1/risks/", SAMPLE.formatted(folder))
                .expect(201)
                .json();
        String matrix = risk.path("risk_matrix").asString();
        String me = risk.path("created_by").asString();
        String born = risk.path("created_at").asString();

        assertThat(risk)
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"id\":\"" + risk.path("id").asString() + "\",\"name\":\"Third-Party Data Breach\","
                                + "\"description\":\"Risk of data exposure through vendor systems\",\"ref_id\":null,"
                                + "\"folder\":\"" + folder + "\",\"status\":\"open\",\"treatment\":\"mitigate\","
                                + "\"risk_matrix\":\"" + matrix
                                + "\",\"likelihood\":3,\"impact\":4,\"severity\":\"high\","
                                + "\"severity_level\":3,\"severity_rank\":0.75,\"score\":12,\"inherent_likelihood\":null,"
                                + "\"inherent_impact\":null,\"inherent_severity\":null,\"inherent_severity_level\":null,"
                                + "\"inherent_score\":null,\"residual_likelihood\":null,\"residual_impact\":null,"
                                + "\"residual_severity\":null,\"residual_severity_level\":null,\"residual_score\":null,"
                                + "\"strength_of_knowledge\":null,\"justification\":null,\"owner\":[],\"applied_controls\":[],"
                                + "\"existing_applied_controls\":[],\"assets\":[],\"threats\":[],\"labels\":[],"
                                + "\"identified_at\":null,\"due_date\":null,\"review_date\":null,\"acceptance\":null,"
                                + "\"within_tolerance\":null,\"is_overdue\":false,\"is_review_due\":false,\"closed_at\":null,"
                                + "\"warnings\":[\"no_residual_rating\"],\"hidden_references\":{},\"created_at\":\""
                                + born
                                + "\",\"updated_at\":\"" + born + "\",\"created_by\":\"" + me + "\",\"updated_by\":\""
                                + me
                                + "\",\"version\":1}"));
    }

    @Test
    void theSampleIsFoundByItsStatusAndSeverityByItsWordsAndAsTheNewest() {
        String id = http.post("/api/v1/risks/", SAMPLE.formatted(folder))
                .expect(201)
                .id();

        assertThat(list("status=open&severity=high").ids()).containsExactly(id);
        assertThat(list("search=data%20exposure").ids()).containsExactly(id);
        assertThat(http.get("/api/v1/risks/?ordering=-created_at")
                        .expect(200)
                        .ids()
                        .getFirst())
                .isEqualTo(id);
        assertThat(list("status=closed&severity=high").ids()).isEmpty();
        assertThat(list("search=data%20breaches").ids()).isEmpty();
    }

    @Test
    void theSameSampleMayBeCreatedTwice() {
        String one = http.post("/api/v1/risks/", SAMPLE.formatted(folder))
                .expect(201)
                .id();
        String other = http.post("/api/v1/risks/", SAMPLE.formatted(folder))
                .expect(201)
                .id();

        assertThat(list("").ids()).containsExactly(one, other);
    }

    @Test
    void aRiskIsReadUpdatedAndDeleted() {
        String path = "/api/v1/risks/"
                + http.post("/api/v1/risks/", SAMPLE.formatted(folder)).id() + "/";

        assertThat(http.get(path).expect(200).text("name")).isEqualTo("Third-Party Data Breach");
        assertThat(http.put(path, "{\"name\":\"Data Breach Risk\",\"likelihood\":5,\"impact\":5}")
                        .expect(200)
                        .text("severity"))
                .isEqualTo("critical");
        http.delete(path).expect(204);
        assertThat(http.get(path).expect(404).text())
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
    }

    @Test
    void aHundredAndFiftyRisksMakeSixPages() {
        createMany(150);
        Reply first = list("page=1&page_size=25");
        Reply usual = list("");

        assertThat(first.text()).startsWith("{\"count\":150,\"next\":\"" + RunningRedoubt.PUBLIC + "/api/v1/risks/?");
        assertThat(first.text("next")).contains("page=2&page_size=25");
        assertThat(usual.text("next")).endsWith("page=2");
        assertThat(usual.json().path("previous").isNull()).isTrue();
        assertThat(usual.results()).hasSize(25).isEqualTo(first.results());
        assertThat(list("page=6").json().path("next").isNull()).isTrue();
        assertThat(list("page=6").ids()).hasSize(25);
        list("page=7").expect(404);
    }

    @Test
    void whatIsWrongIsToldInTheWordsOfThePage() {
        String read = http.post("/api/v1/api-tokens/", "{\"name\":\"CI/CD Integration\",\"read_only\":true}")
                .expect(201)
                .text("token");

        assertThat(http.post("/api/v1/risks/", "{}").expect(400).text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        assertThat(http.as("expired").get("/api/v1/risks/").expect(401).text())
                .isEqualTo("{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}");
        assertThat(http.as(read).post("/api/v1/risks/", "{}").expect(403).text())
                .isEqualTo("{\"error\":\"permission_denied\",\"message\":\"You do not have access to this resource\"}");
        for (String nowhere :
                List.of("/api/v1/risks/" + UUID.randomUUID() + "/", "/api/v1/nothing/", "/nothing", "/api/v1/")) {
            assertThat(http.get(nowhere).expect(404).text())
                    .isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
        }
    }

    @Test
    void theEventsAreCalledAsThePageCallsThem() {
        String id = http.post("/api/v1/risks/", SAMPLE.formatted(folder))
                .expect(201)
                .id();
        http.patch("/api/v1/risks/" + id + "/", "{\"impact\":5}").expect(200);
        http.delete("/api/v1/risks/" + id + "/").expect(204);

        assertThat(http.get("/api/v1/events/?resource=" + id).results().stream()
                        .map(event -> event.path("type").asString()))
                .containsExactly("risk.created", "risk.updated", "risk.deleted");
    }

    private Reply list(String parameters) {
        return http.get("/api/v1/risks/?folder=" + folder + (parameters.isEmpty() ? "" : "&" + parameters));
    }

    private void createMany(int risks) {
        for (int made = 0; made < risks; made += 50) {
            var bulk = JsonMapper.shared().createObjectNode();
            ArrayNode operations = bulk.putArray("operations");
            for (int i = 0; i < 50; i++) {
                operations
                        .addObject()
                        .put("op", "create")
                        .putObject("data")
                        .put("name", "Risk " + (made + i))
                        .put("folder", folder);
            }
            assertThat(http.post("/api/v1/risks/bulk/", bulk)
                            .expect(200)
                            .json()
                            .path("succeeded")
                            .asInt())
                    .isEqualTo(50);
        }
    }
}
