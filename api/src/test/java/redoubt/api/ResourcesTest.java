package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import tools.jackson.databind.JsonNode;

class ResourcesTest {

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aRiskIsCreatedReadChangedAndDeleted() {
        Told created = running.post("/api/v1/risks/", """
            {"name":"Third-Party Data Breach","description":"Risk of data exposure through vendor systems",
             "folder":"%s","likelihood":3,"impact":4,"treatment":"mitigate"}\
            """.formatted(House.ROOT));
        assertThat(created.status()).isEqualTo(201);
        JsonNode risk = created.json();
        String path = "/api/v1/risks/" + created.id() + "/";
        assertThat(created.header("Location")).isEqualTo(Running.PUBLIC + path);
        assertThat(created.header("ETag")).matches("\"1\\.[0-9a-f]{8}\"");
        assertThat(created.header("X-Redoubt-Position")).isEqualTo("3");
        assertThat(risk.get("treatment").stringValue()).isEqualTo("mitigate");
        assertThat(risk.get("status").stringValue()).isEqualTo("open");
        assertThat(risk.get("owner").isEmpty()).isTrue();
        assertThat(risk.get("created_by").stringValue()).isEqualTo(House.ADMIN);

        Told read = running.get(path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo(created.text());
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));

        Told patched = running.ask("PATCH", path)
                .header("If-Match", created.header("ETag"))
                .body("application/merge-patch+json", "{\"impact\":5}".getBytes())
                .send();
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("impact").intValue()).isEqualTo(5);
        assertThat(patched.json().get("version").intValue()).isEqualTo(2);

        assertThat(running.ask("DELETE", path).send().status()).isEqualTo(204);
        assertThat(running.ask("DELETE", path).send().status()).isEqualTo(404);
        assertThat(running.get(path).text()).isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
    }

    @Test
    void nothingAtAllIsAnsweredAsTheReferenceSays() {
        Told refused = running.post("/api/v1/risks/", "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
    }

    @Test
    void listsHaveExactlyFourMembersAndNeighboursByAbsoluteUrl() {
        for (int i = 0; i < 5; i++) {
            running.risk("Risk " + i);
        }
        Told list = running.get("/api/v1/risks?ordering=-name&page=2&page_size=2&search=risk");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(list.json().get("count").intValue()).isEqualTo(5);
        assertThat(list.json().get("next").stringValue())
                .isEqualTo(Running.PUBLIC + "/api/v1/risks/?ordering=-name&page=3&page_size=2&search=risk");
        assertThat(list.json().get("previous").stringValue())
                .isEqualTo(Running.PUBLIC + "/api/v1/risks/?ordering=-name&page=1&page_size=2&search=risk");
        assertThat(list.header("X-Redoubt-Projection-Position")).isEqualTo("7");
        assertThat(running.get("/api/v1/risks/?page_size=5").json().get("next").isNull())
                .isTrue();
        assertThat(running.get("/api/v1/risks/?page_size=4").json().get("next").stringValue())
                .isEqualTo(Running.PUBLIC + "/api/v1/risks/?page_size=4&page=2");
        assertThat(running.get("/api/v1/risks/?page=2").status()).isEqualTo(404);
        assertThat(running.get("/api/v1/risks/?search=nowhere")
                        .json()
                        .get("results")
                        .isEmpty())
                .isTrue();
    }
}
