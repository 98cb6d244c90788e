package redoubt.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redoubt.api.dialect.Grc;
import redoubt.api.house.Running;
import redoubt.api.route.Endpoint;
import redoubt.api.route.RouteTable;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiDocumentTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static Running running;
    private static List<Endpoint> endpoints;
    private static Documents documents;
    private static JsonNode document;

    @BeforeAll
    static void describe() {
        running = new Running();
        documents = documents(running);
        endpoints = new ArrayList<>(others(running));
        endpoints.addAll(documents.endpoints());
        document = Json.MAPPER.readTree(documents.document().block());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    static List<Endpoint> others(Running running) {
        return running.api.table().endpoints().stream()
                .filter(endpoint -> !endpoint.about().tag().equals("Documents"))
                .toList();
    }

    static Documents documents(Running running) {
        return new Documents(
                new OpenApiFromCatalogue(Grc.DIALECT, running.house.queries, Grc.offers(), "1.2.3"), others(running));
    }

    @Test
    void everyEndpointIsThereAndNothingElse() {
        Set<String> mounted = new TreeSet<>();
        endpoints.forEach(endpoint -> mounted.add(endpoint.method() + " " + endpoint.path()));
        Set<String> described = new TreeSet<>();
        operations().forEach((name, _) -> described.add(name));
        assertThat(described).isEqualTo(mounted).contains("GET /api/schema/", "POST /api/v1/risks/{id}/accept/");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(document, "$ref", references);
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void operationsAreNamedOnceAndSpeakForThemselves() {
        Set<String> names = new HashSet<>();
        operations().forEach((name, operation) -> {
            assertThat(names.add(operation.get("operationId").stringValue()))
                    .as(name)
                    .isTrue();
            assertThat(operation.get("operationId").stringValue()).matches("[a-z][a-z0-9_]*");
            assertThat(operation.get("summary").stringValue()).as(name).isNotBlank();
            assertThat(operation.get("description").stringValue()).as(name).endsWith(".");
            assertThat(operation.get("tags").size()).as(name).isEqualTo(1);
        });
    }

    @Test
    void everyStepOfAPathThatVariesIsExplainedByItsName() {
        operations().forEach((name, operation) -> {
            Set<String> told = new TreeSet<>();
            for (JsonNode each : operation.path("parameters")) {
                JsonNode reference = each.path("$ref");
                JsonNode known = reference.isString()
                        ? document.at(reference.stringValue().substring(1))
                        : each;
                if (known.path("in").asString().equals("path")) {
                    told.add(known.path("name").asString());
                }
            }
            Set<String> steps = new TreeSet<>();
            Pattern.compile("\\{([^}]+)}").matcher(name).results().forEach(step -> steps.add(step.group(1)));
            assertThat(told).as(name).isEqualTo(steps);
        });
    }

    @Test
    void everyTagIsExplained() {
        Set<String> explained = new HashSet<>();
        document.get("tags").forEach(tag -> {
            explained.add(tag.get("name").stringValue());
            assertThat(tag.get("description").stringValue()).endsWith(".");
        });
        operations().values().forEach(operation -> assertThat(explained)
                .contains(operation.get("tags").get(0).stringValue()));
    }

    @Test
    void everythingThatIsSentOrAnsweredHasAnExampleThatFitsItsSchema() {
        FitsSchema fits = new FitsSchema(document);
        int examples = 0;
        for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
            for (JsonNode media : medias(operation.getValue())) {
                assertThat(media.has("example")).as(operation.getKey()).isTrue();
                assertThat(fits.complaints(media.get("example"), media.get("schema")))
                        .as(operation.getKey() + " " + media.get("example"))
                        .isEmpty();
                examples++;
            }
            for (JsonNode told : operation.getValue().get("parameters")) {
                JsonNode parameter = told.has("$ref")
                        ? document.at(told.get("$ref").stringValue().substring(1))
                        : told;
                // What stands beside the schema is filled in by whoever tries the operation.
                boolean sent = parameter.path("required").asBoolean(false);
                assertThat(parameter.has("example"))
                        .as(operation.getKey() + " " + parameter)
                        .isEqualTo(sent);
                JsonNode example = sent ? parameter.get("example") : parameter.at("/schema/examples/0");
                assertThat(fits.complaints(example, parameter.get("schema")))
                        .as(operation.getKey() + " " + parameter)
                        .isEmpty();
            }
        }
        assertThat(examples).isGreaterThan(operations().size() / 2);
    }

    @Test
    void everyRefusalIsToldWithTheBodyThatIsReallyAnswered() {
        FitsSchema fits = new FitsSchema(document);
        JsonNode responses = document.at("/components/responses");
        // Each dialect says no in its own shape; what neither says is not there.
        assertThat(responses.propertyNames())
                .hasSizeGreaterThan(25)
                .allMatch(name -> document.toString().contains("#/components/responses/" + name + "\""))
                .filteredOn(name -> name.startsWith("ThreatModelling"))
                .hasSizeGreaterThan(12);
        responses.forEach(response -> {
            JsonNode media = response.at("/content/application~1json");
            assertThat(fits.complaints(media.get("example"), media.get("schema")))
                    .isEmpty();
        });
        assertThat(example("ValidationError"))
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        assertThat(example("AuthenticationFailed"))
                .isEqualTo("{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}");
        assertThat(example("PermissionDenied"))
                .isEqualTo("{\"error\":\"permission_denied\",\"message\":\"You do not have access to this resource\"}");
        assertThat(example("NotFound")).isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
        assertThat(example("RequestTimeout"))
                .isEqualTo("{\"error\":\"request_timeout\",\"message\":\"Request was sent too slowly\"}");
        assertThat(example("RateLimited"))
                .isEqualTo("{\"error\":\"rate_limited\",\"message\":\"Too many requests\",\"retry_after\":60}");
    }

    @Test
    void onlyWhatIsOpenNeedsNoCredential() {
        assertThat(document.at("/components/securitySchemes/token/name").stringValue())
                .isEqualTo("Authorization");
        assertThat(document.at("/security/0").has("token")).isTrue();
        for (Endpoint endpoint : endpoints) {
            JsonNode operation = operations().get(endpoint.method() + " " + endpoint.path());
            assertThat(operation.has("security")).as(endpoint.path()).isEqualTo(endpoint.open());
            assertThat(operation.get("responses").has("401"))
                    .as(endpoint.path())
                    // What is open to everybody may still refuse a token that is its subject.
                    .isEqualTo(!endpoint.open() || endpoint.about().failures().contains(401));
            assertThat(endpoint.about().failures().contains(401)
                            && !endpoint.path().startsWith("/api/auth/"))
                    .as(endpoint.path())
                    .isFalse();
        }
    }

    @Test
    void theDocumentIsTheSameAtEveryStartAndInWhateverOrderItIsAsked() {
        try (Running other = new Running()) {
            assertThat(documents(other).document().block())
                    .isEqualTo(documents.document().block());
        }
        assertThat(new RouteTable(endpoints).endpoints()).hasSameSizeAs(endpoints);
    }

    @Test
    void whatTheServerReallyShowsFitsItsSchema() {
        FitsSchema fits = new FitsSchema(document);
        JsonNode created = running.risk("Seen by the document").json();
        assertThat(fits.complaints(created, document.at("/components/schemas/Risk")))
                .isEmpty();
        for (String resource : List.of("risks", "folders", "risk-matrices")) {
            JsonNode page = running.get("/api/v1/" + resource + "/").json();
            JsonNode schema = operations()
                    .get("GET /api/v1/" + resource + "/")
                    .at("/responses/200/content/application~1json/schema");
            assertThat(fits.complaints(page, schema)).as(resource).isEmpty();
        }
        ((ObjectNode) created).put("severity_level", "high").remove("version");
        assertThat(fits.complaints(created, document.at("/components/schemas/Risk")))
                .hasSize(2);
    }

    @Test
    void whatIsNotedIsAboutMembersThatExist() {
        JsonNode types = Notes.read().types();
        types.properties().forEach(type -> {
            JsonNode schema = document.at("/components/schemas/" + type.getKey());
            if (schema.has("properties")) {
                type.getValue().properties().forEach(member -> assertThat(
                                schema.get("properties").has(member.getKey())
                                        || KNOWN_TO_LENSES.contains(member.getKey()))
                        .as(type.getKey() + "." + member.getKey())
                        .isTrue());
            }
        });
    }

    /** What the read side derives and the house in memory does not. */
    private static final Set<String> KNOWN_TO_LENSES =
            Set.of(("timezone is_review_due path depth is_used risks_count is_default last_used_at last_used_ip risks"
                + " existing_for_risks requirement_assessments tasks progress assessed_count total_count scores"
                + " total_max_score results statuses compliance_percent resolved_scale in_scope annual_cost"
                + " ranking_score is_overdue overdue_since days_overdue days_until_eta is_expired warnings"
                + " hidden_references has_secret status first_failure_at consecutive_failures last_success_at"
                + " last_attempt_at pending_count checkpoint_position created_position")
                    .split(" "));

    private static String example(String response) {
        return document.at("/components/responses/" + response + "/content/application~1json/example")
                .toString();
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new java.util.LinkedHashMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    assertThat(METHODS).contains(method.getKey());
                    operations.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
                }));
        return operations;
    }

    private static List<JsonNode> medias(JsonNode operation) {
        List<JsonNode> medias = new ArrayList<>();
        operation.path("requestBody").path("content").forEach(medias::add);
        operation.get("responses").forEach(response -> response.path("content").forEach(medias::add));
        return medias;
    }

    private static void collect(JsonNode node, String name, List<String> into) {
        node.properties().forEach(member -> {
            if (member.getKey().equals(name) && member.getValue().isString()) {
                into.add(member.getValue().stringValue());
            }
            collect(member.getValue(), name, into);
        });
        if (node.isArray()) {
            node.forEach(each -> collect(each, name, into));
        }
    }
}
