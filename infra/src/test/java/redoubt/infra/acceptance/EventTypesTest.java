package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What somebody relies on who subscribes to events: which there are, and what they look like. */
@ExtendWith(SharedRedoubt.class)
class EventTypesTest {

    private static final String TYPES = "/api/v1/webhook-event-types/";

    private final Http http;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    EventTypesTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void everyKindOfEventIsToldWithAnExampleThatIsAsItsSchemaSays() {
        List<JsonNode> types = types();
        assertThat(types).allSatisfy(type -> {
            String name = type.path("name").asString();
            assertThat(type.path("description").asString()).endsWith(".");
            assertThat(name).startsWith(type.path("resource_type").asString() + ".");
            assertThat(type.path("schema_version").asInt()).isPositive();
            assertThat(wrong(name, type.path("example"))).as(name).isEmpty();
        });
        assertThat(names(types, "is_seed"))
                .containsExactlyInAnyOrder(
                        "risk.created",
                        "risk.updated",
                        "risk.deleted",
                        "control.created",
                        "control.updated",
                        "assessment.completed",
                        "task.overdue");
        assertThat(names(types, "milestone")).contains("risk.accepted", "folder.moved", "assessment.reopened");
        assertThat(names(types, null))
                .doesNotHaveDuplicates()
                .contains("framework.created", "threat.deleted")
                .doesNotContain("framework.updated", "requirement.created", "user.created", "settings.updated");
    }

    @Test
    void whatHappensIsAsItsSchemaSays() {
        long before = http.get("/api/v1/meta/").json().path("event_head").asLong();
        String name = "Schema " + UUID.randomUUID();
        String folder = made("folders", "{\"name\":\"%s\"}".formatted(name));
        String other = made("folders", "{\"name\":\"%s 2\"}".formatted(name));
        String control = made("applied-controls", "{\"name\":\"Locks\",\"folder\":\"%s\"}".formatted(folder));
        String risk = made(
                "risks",
                "{\"name\":\"Theft\",\"folder\":\"%s\",\"likelihood\":3,\"impact\":4,\"applied_controls\":[\"%s\"]}"
                        .formatted(folder, control));
        http.post("/api/v1/risks/%s/accept/".formatted(risk), "{\"justification\":\"We can live with it.\"}")
                .expect(200);
        http.post("/api/v1/risks/%s/revoke-acceptance/".formatted(risk), "{\"reason\":\"We cannot.\"}")
                .expect(200);
        http.patch("/api/v1/folders/%s/".formatted(other), "{\"parent_folder\":\"%s\"}".formatted(folder))
                .expect(200);
        http.patch("/api/v1/applied-controls/%s/".formatted(control), "{\"status\":\"active\"}")
                .expect(200);
        http.delete("/api/v1/folders/%s/?cascade=true&confirm=%s".formatted(folder, Http.encoded(name)))
                .expect(204);

        Set<String> seen = new HashSet<>();
        for (JsonNode event : http.get("/api/v1/events/?limit=100&folder=" + folder + "," + other + "&after=" + before)
                .expect(200)
                .results()) {
            seen.add(event.path("type").asString());
            assertThat(wrong(event.path("type").asString(), event.path("data")))
                    .as(event.toString())
                    .isEmpty();
        }
        assertThat(seen)
                .contains(
                        "folder.created",
                        "folder.updated",
                        "folder.moved",
                        "folder.deleted",
                        "control.updated",
                        "risk.created",
                        "risk.accepted",
                        "risk.acceptance_revoked",
                        "risk.deleted");
    }

    @Test
    void aSchemaRefusesWhatIsNotSo() {
        assertThat(wrong("risk.updated", types().getFirst().path("example"))).isNotEmpty();
        assertThat(http.get(TYPES + "risk.accepted/schema/").header("Content-Type"))
                .isEqualTo("application/schema+json");
        assertThat(schema("risk.updated").path("$id").asString())
                .isEqualTo(RunningRedoubt.PUBLIC + TYPES + "risk.updated/schema/");
        http.get(TYPES + "risk.vanished/schema/").expect(404);
        http.get(TYPES + "user.created/schema/").expect(404);
        http.anonymous().get(TYPES).expect(401);
    }

    private String made(String collection, String json) {
        return http.post("/api/v1/" + collection + "/", json).expect(201).id();
    }

    private List<JsonNode> types() {
        return http.get(TYPES + "?page_size=200").expect(200).results();
    }

    private JsonNode schema(String name) {
        return http.get(TYPES + name + "/schema/").expect(200).json();
    }

    private List<Error> wrong(String name, JsonNode data) {
        return schemas.getSchema(schema(name)).validate(data);
    }

    private static List<String> names(List<JsonNode> types, String flag) {
        List<String> names = new ArrayList<>();
        for (JsonNode type : types) {
            if (flag == null || type.path(flag).asBoolean()) {
                names.add(type.path("name").asString());
            }
        }
        return names;
    }
}
