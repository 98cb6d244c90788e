package redoubt.infra.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Registers that are brought in as files. */
@ExtendWith(SharedRedoubt.class)
class ImportTest {

    private static final String RISKS = "/api/v1/risks/";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final RunningRedoubt redoubt;
    private final Http http;
    private String folder = "";

    ImportTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = folder("Import");
    }

    @Test
    void aDryRunTellsOfEveryRowAndCreatesNothing() {
        Reply report = bring(
                        "name,likelihood,impact,folder\r\nPhishing,4,3,%s\r\n,9,3,%s\r\nFlood,often,2,%s\r\n"
                                .formatted(folder, folder, folder),
                        CSV,
                        "")
                .expect(200);

        assertThat(report.json().path("dry_run").asBoolean()).isTrue();
        assertThat(report.json().path("applied").asBoolean()).isFalse();
        assertThat(report.json().path("rows").asInt()).isEqualTo(3);
        assertThat(report.json().path("failed").asInt()).isEqualTo(2);
        JsonNode results = report.json().path("results");
        assertThat(results.path(0)).isEqualTo(Json.MAPPER.readTree("{\"row\":2,\"status\":\"valid\"}"));
        assertThat(results.path(1).path("row").asInt()).isEqualTo(3);
        assertThat(results.path(1).path("error").path("details").propertyNames())
                .containsExactlyInAnyOrder("name", "likelihood");
        assertThat(results.path(2)
                        .path("error")
                        .path("details")
                        .path("likelihood")
                        .path(0)
                        .asString())
                .isEqualTo("A valid integer is required.");
        assertThat(risks()).isEmpty();
    }

    @Test
    void allRowsAreCreatedAndShownAtOnce() {
        Reply report = bring(
                        "Name;Likelihood;Impact;Labels;Due date;Status;Folder\n"
                                + "Phishing;4;3;cloud;2030-01-31;In progress;" + folder + "\n\n"
                                + "Flood;1;5;;;;" + folder + "\n",
                        CSV,
                        "?dry_run=false")
                .expect(200);

        assertThat(report.json().path("applied").asBoolean()).isTrue();
        List<String> ids = report.json()
                .path("results")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
        assertThat(risks()).containsExactlyElementsOf(ids).hasSize(2);
        JsonNode first = http.get(RISKS + ids.getFirst() + "/").expect(200).json();
        assertThat(first.path("severity").asString()).isEqualTo("high");
        assertThat(first.path("status").asString()).isEqualTo("in_progress");
        assertThat(first.path("due_date").asString()).isEqualTo("2030-01-31");
        assertThat(first.path("labels").path(0).asString()).isEqualTo("cloud");
        assertThat(http.get(RISKS + ids.getLast() + "/history/").results())
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("type").asString()).isEqualTo("risk.created"));
    }

    @Test
    void rowsWithoutAFolderAreCreatedInTheOneThatIsAskedFor() {
        bring("name\nPhishing\n", CSV, "?dry_run=false&folder=" + folder).expect(200);

        assertThat(risks()).hasSize(1);
        bring("name\nPhishing\n", CSV, "?folder=nowhere").expect(400);
        assertThat(bring("name\nPhishing\n", CSV, "?folder=" + UUID.randomUUID())
                        .expect(200)
                        .json()
                        .at("/results/0/error/details/folder/0")
                        .asString())
                .isEqualTo("Object not found or not accessible.");
    }

    @Test
    void oneBadRowKeepsAllOthersOut() {
        Reply refused = bring(
                        "{\"name\":\"Good\",\"folder\":\"%s\"}\n{\"name\":\"Bad\",\"impact\":99,\"folder\":\"%s\"}\nnonsense\n"
                                .formatted(folder, folder),
                        NDJSON,
                        "?dry_run=false")
                .expect(400);

        assertThat(refused.text("error")).isEqualTo("validation_error");
        assertThat(refused.json().path("details").propertyNames())
                .containsExactlyInAnyOrder("non_field_errors", "rows.2.impact", "rows.3.non_field_errors");
        assertThat(refused.complaints("non_field_errors"))
                .containsExactly("2 of 3 rows cannot be imported, so nothing was.");
        assertThat(risks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"csv, text/csv", "ndjson, application/x-ndjson"})
    void whatWasExportedComesBackAsItWas(String format, String mediaType) {
        bring(
                        "{\"name\":\"=SUM(A1)\",\"description\":\"- one\\n- two\",\"likelihood\":3,\"impact\":4,"
                                + "\"labels\":[\"a;b\",\"c\"],\"due_date\":\"2030-01-31\",\"folder\":\"" + folder
                                + "\"}\n{\"name\":\"Second\",\"folder\":\"" + folder + "\"}",
                        NDJSON,
                        "?dry_run=false")
                .expect(200);
        String file = http.get(RISKS + "export/?format=" + format + "&folder=" + folder)
                .expect(200)
                .text();
        List<JsonNode> before = shown();
        http.delete("/api/v1/folders/" + folder + "/?cascade=true&confirm="
                + Http.encoded(http.get("/api/v1/folders/" + folder + "/").text("name")));
        String other = folder("Again");

        bring(file.replace(folder, other), mediaType, "?dry_run=false").expect(200);

        folder = other;
        assertThat(shown()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void whatIsTakenIsToldWhetherByARowOrByARiskThatIsThere() {
        http.post(RISKS, "{\"name\":\"There\",\"ref_id\":\"R-1\",\"folder\":\"" + folder + "\"}")
                .expect(201);

        JsonNode results = bring(
                        "name,ref_id,folder\nOne,r-1,%s\nTwo,R-2,%s\nThree,r-2,%s\n".formatted(folder, folder, folder),
                        CSV,
                        "")
                .expect(200)
                .json()
                .path("results");

        assertThat(results.path(0).at("/error/details/ref_id/0").asString())
                .isEqualTo("This value is taken by another risk here.");
        assertThat(results.path(1).path("status").asString()).isEqualTo("valid");
        assertThat(results.path(2).at("/error/details/ref_id/0").asString())
                .isEqualTo("An earlier row has the same value.");
    }

    @Test
    void whoFollowsItHearsOfEachRowAndOfTheEnd() {
        String file = IntStream.range(0, 1_201)
                .mapToObj(row -> "{\"name\":\"Risk " + row + "\",\"folder\":\"" + folder + "\"}")
                .collect(Collectors.joining("\n"));

        Reply told = http.with("Accept", NDJSON)
                .with("Content-Type", NDJSON)
                .send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file))
                .expect(200);

        List<JsonNode> lines = told.text().lines().map(Json.MAPPER::readTree).toList();
        assertThat(lines).hasSize(1_202);
        assertThat(lines.getLast().path("_end").asBoolean()).isTrue();
        assertThat(lines.getLast().path("applied").asBoolean()).isTrue();
        assertThat(lines.getLast().path("rows").asInt()).isEqualTo(1_201);
        assertThat(http.get(RISKS + "?folder=" + folder).json().path("count").asInt())
                .isEqualTo(1_201);
        assertThat(lines.subList(0, 1_201))
                .allSatisfy(line -> assertThat(line.path("status").asString()).isEqualTo("valid"));
    }

    @Test
    void aRepeatedImportIsDoneOnce() {
        String file = "name,folder\nOnce," + folder + "\n";
        Http once = http.with("Content-Type", CSV)
                .with("Idempotency-Key", UUID.randomUUID().toString());

        Reply first = once.send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file))
                .expect(200);
        Reply second = once.send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file))
                .expect(200);
        once.send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file + "More," + folder))
                .expect(422);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(risks()).hasSize(1);
    }

    @Test
    void anImportWhoseAnswerWasLostIsToldAgain() {
        String file = "name,folder\nOne,%s\nTwo,%s\n".formatted(folder, folder);
        Http once = http.with("Content-Type", CSV)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        // What is told line by line is kept nowhere, as if it had been lost.
        once.with("Accept", NDJSON)
                .send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file))
                .expect(200);

        Reply again = once.send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofString(file))
                .expect(200);

        assertThat(again.json().path("applied").asBoolean()).isTrue();
        assertThat(again.json().path("rows").asInt()).isEqualTo(2);
        assertThat(again.number("X-Redoubt-Position")).isPositive();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(risks()).hasSize(2);
    }

    @Test
    void nobodyBringsInWhereTheyMayNotWrite() {
        String token = http.post(
                        "/api/v1/api-tokens/", "{\"name\":\"Elsewhere\",\"folder\":\"" + folder("Else") + "\"}")
                .expect(201)
                .text("token");
        String reading = http.post("/api/v1/api-tokens/", "{\"name\":\"Reading\",\"read_only\":true}")
                .expect(201)
                .text("token");
        byte[] file = ("name,folder\nIntruder," + folder).getBytes(UTF_8);

        Reply refused = redoubt.http()
                .as(token)
                .with("Content-Type", CSV)
                .send("POST", RISKS + "import/?dry_run=false", BodyPublishers.ofByteArray(file))
                .expect(400);
        assertThat(refused.complaints("rows.2.folder")).containsExactly("Object not found or not accessible.");
        redoubt.http()
                .as(reading)
                .with("Content-Type", CSV)
                .send("POST", RISKS + "import/", BodyPublishers.ofByteArray(file))
                .expect(403);
        assertThat(risks()).isEmpty();
    }

    private Reply bring(String file, String mediaType, String question) {
        return bring(file.getBytes(UTF_8), mediaType, question);
    }

    private Reply bring(byte[] file, String mediaType, String question) {
        return http.with("Content-Type", mediaType)
                .send("POST", RISKS + "import/" + question, BodyPublishers.ofByteArray(file));
    }

    private List<String> risks() {
        return http.get(RISKS + "?folder=" + folder).expect(200).ids();
    }

    /** What there is, without what is new about everything that comes into being. */
    private List<JsonNode> shown() {
        return http.get(RISKS + "?ordering=name&folder=" + folder).expect(200).results().stream()
                .map(risk -> ((tools.jackson.databind.node.ObjectNode) risk)
                        .without(List.of("id", "folder", "created_at", "updated_at")))
                .map(JsonNode.class::cast)
                .toList();
    }

    private String folder(String name) {
        return http.post("/api/v1/folders/", "{\"name\":\"" + name + " " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }
}
