package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of what is told without being asked says what is so, and others can read it. */
@ExtendWith(SharedRedoubt.class)
class AsyncApiTest {

    private static final String DOCUMENT = "/api/v1/asyncapi.json";

    private final Http http;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    AsyncApiTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void theReferenceParserFindsNothing() throws IOException {
        Path home = Npm.installed("lint", List.of("asyncapi.mjs"));
        Files.writeString(
                home.resolve("asyncapi.json"), http.get(DOCUMENT).expect(200).text());

        Npm.run(home, home.resolve("asyncapi.log"), "node", "asyncapi.mjs", "asyncapi.json");

        assertThat(Files.readString(home.resolve("asyncapi.log"))).contains(" channels, ");
    }

    @Test
    void whatCanBeSubscribedToIsToldOverEveryChannelAndTheRestToAuditors() {
        Set<String> subscribable = new TreeSet<>();
        http.get("/api/v1/webhook-event-types/?page_size=200")
                .expect(200)
                .results()
                .forEach(type -> subscribable.add(type.path("name").asString()));
        JsonNode document = document();

        for (String event : subscribable) {
            assertThat(document.at("/channels/stream/messages").has(event))
                    .as(event)
                    .isTrue();
            assertThat(document.at("/channels/webhook/messages").has(event))
                    .as(event)
                    .isTrue();
            assertThat(document.at("/channels/webhook/messages").has("cloudevents." + event))
                    .as(event)
                    .isTrue();
            assertThat(document.at("/channels/topic/messages").has(event))
                    .as(event)
                    .isTrue();
        }
        assertThat(document.at("/components/messages/audit/payload").toString())
                .contains("\"user.created\"", "\"settings.updated\"")
                .doesNotContain("\"risk.updated\"");
    }

    @Test
    void itsExamplesAreAsItsSchemasSay() {
        JsonNode document = document();
        int seen = 0;
        for (var message : document.at("/components/messages").properties()) {
            for (JsonNode example : message.getValue().path("examples")) {
                assertThat(wrong(document, message.getValue().get("payload"), example.get("payload")))
                        .as(message.getKey())
                        .isEmpty();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(30);
    }

    @Test
    void whatIsToldIsAsItsSchemasSay() {
        long before = http.get("/api/v1/meta/").json().path("event_head").asLong();
        String risk = http.post("/api/v1/risks/", "{\"name\":\"Told %s\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .id();
        http.patch("/api/v1/risks/%s/".formatted(risk), "{\"likelihood\":4,\"impact\":3}")
                .expect(200);
        http.delete("/api/v1/risks/%s/".formatted(risk)).expect(204);
        JsonNode document = document();

        List<JsonNode> told = http.get("/api/v1/events/?resource=%s&after=%d".formatted(risk, before))
                .expect(200)
                .results();

        assertThat(told).hasSize(3).allSatisfy(event -> {
            String type = event.path("type").asString();
            assertThat(wrong(
                            document,
                            document.at("/components/messages").path(type).get("payload"),
                            event))
                    .as(event.toString())
                    .isEmpty();
        });
        ObjectNode broken = told.getFirst().deepCopy().asObject();
        broken.put("type", "risk.vanished").remove("position");
        assertThat(wrong(document, document.at("/components/messages/risk.created/payload"), broken))
                .hasSizeGreaterThan(1);
    }

    @Test
    void itIsOpenToEverybodyAndTheSameInYaml() {
        Http anybody = http.anonymous();
        Reply json = anybody.get(DOCUMENT).expect(200);
        Reply yaml = anybody.get("/api/v1/asyncapi.yaml").expect(200);

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(JsonMapper.shared()
                        .<JsonNode>valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml.text())))
                .isEqualTo(json.json());
        assertThat(json.json().at("/servers/api/host").asString())
                .isEqualTo(RunningRedoubt.PUBLIC.split("//")[1]);
        anybody.get("/api/event-catalogue/").expect(200);
    }

    private JsonNode document() {
        return http.get(DOCUMENT).expect(200).json();
    }

    /** What is wrong with something by a schema that refers to others of the document. */
    private List<Error> wrong(JsonNode document, JsonNode schema, JsonNode told) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.get("components"));
        return schemas.getSchema(whole).validate(told);
    }
}
