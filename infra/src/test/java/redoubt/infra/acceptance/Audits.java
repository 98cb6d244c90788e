package redoubt.infra.acceptance;

import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Assessments by the framework that is there from the beginning.
 *
 * @param name what they are called
 * @param framework the identifier of that framework
 */
record Audits(Http http, String name, String framework) {

    static final String ASSESSMENTS = "/api/v1/compliance-assessments/";
    static final String ROWS = "/api/v1/requirement-assessments/";

    /** Under a name that nobody else has. */
    static Audits of(Http http) {
        return new Audits(
                http,
                "Audit " + UUID.randomUUID(),
                http.get(FrameworkTest.FRAMEWORKS + "?urn=urn:redoubt:framework:baseline-1")
                        .ids()
                        .getFirst());
    }

    /** One that begins with these members as well. */
    Reply begun(String more) {
        return http.post(ASSESSMENTS, "{\"name\":\"" + name + "\",\"framework\":\"" + framework + "\"" + more + "}")
                .expect(201);
    }

    List<JsonNode> rows(String assessment) {
        return http.get(ASSESSMENTS + assessment + "/requirement-assessments/?page_size=500")
                .expect(200)
                .results();
    }

    Reply update(JsonNode row, String patch) {
        return http.patch(ROWS + row.path("id").asString() + "/", patch).expect(200);
    }
}
