package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists that are taken away as files. */
@ExtendWith(SharedRedoubt.class)
class ExportTest {

    private static final String RISKS = "/api/v1/risks/";

    private final RunningRedoubt redoubt;
    private final Http http;
    private String folder = "";

    ExportTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Export " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void everyLineIsTheResourceAsItIsShownElsewhere() {
        String first = risk("First");
        String second = risk("Second");

        Reply file = http.get(RISKS + "export/?folder=" + folder).expect(200);

        assertThat(file.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(file.header("Content-Disposition"))
                .matches("attachment; filename=\"redoubt-risks-\\d{4}-\\d{2}-\\d{2}\\.ndjson\"");
        assertThat(file.header("Cache-Control")).isEqualTo("no-store");
        assertThat(lines(file)).containsExactly(shown(first), shown(second));
    }

    @Test
    void aListIsTakenAwayFilteredAndSearchedAsItIsShown() {
        String high = risk("Data breach in the cloud");
        risk("Power cut");

        assertThat(ids("search=" + Http.encoded("cloud breach"))).containsExactly(high);
        assertThat(ids("name=" + Http.encoded("Power cut"))).hasSize(1).doesNotContain(high);
        assertThat(ids("status=closed")).isEmpty();
    }

    @Test
    void aLongListIsWholeAndEachOfItOnce() {
        List<String> made = new ArrayList<>();
        for (int request = 0; request < 12; request++) {
            ObjectNode body = Json.MAPPER.createObjectNode().put("atomic", true);
            ArrayNode operations = body.putArray("operations");
            for (int i = 0; i < 100; i++) {
                operations
                        .addObject()
                        .put("op", "create")
                        .putObject("data")
                        .put("name", "Risk " + request + " " + i)
                        .put("folder", folder);
            }
            http.post(RISKS + "bulk/", body)
                    .expect(200)
                    .json()
                    .path("results")
                    .forEach(each -> made.add(each.path("id").asString()));
        }

        assertThat(ids("")).containsExactlyElementsOf(made).hasSize(1_200);
    }

    @Test
    void t22ASpreadsheetFindsEveryMemberAndNoFormula() {
        ObjectNode risk = Json.MAPPER
                .createObjectNode()
                .put("name", "=HYPERLINK(\"http://evil.example\")")
                .put("description", "Two lines,\nand a \"quote\"")
                .put("folder", folder)
                .put("likelihood", 3)
                .put("impact", 4);
        risk.putArray("labels").add("cloud").add("pii");
        String id = http.post(RISKS, risk).expect(201).id();

        Reply file = http.get(RISKS + "export/?format=csv&folder=" + folder).expect(200);

        assertThat(file.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(file.text()).contains("\r\n");
        NamedCsvRecord row = records(file).getFirst();
        assertThat(row.getHeader())
                .containsExactlyElementsOf(
                        http.get(RISKS + id + "/").expect(200).json().propertyNames());
        assertThat(row.getField("id")).isEqualTo(id);
        assertThat(row.getField("name")).isEqualTo("'=HYPERLINK(\"http://evil.example\")");
        assertThat(row.getField("description")).isEqualTo("Two lines,\nand a \"quote\"");
        assertThat(row.getField("labels")).isEqualTo("cloud;pii");
        assertThat(row.getField("severity")).isEqualTo("high");
        assertThat(row.getField("owner")).isEmpty();
        assertThat(row.getField("acceptance")).isEmpty();
    }

    @Test
    void anEmptyListInCsvIsAHead() {
        Reply file = http.get(RISKS + "export/?format=csv&folder=" + folder).expect(200);

        assertThat(file.text().lines()).singleElement().asString().startsWith("id,name,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=xml", "ordering=name", "page=2", "status=nonsense", "nonsense=1"})
    void whatMakesNoSenseIsToldBeforeTheFileBegins(String question) {
        Reply refused = http.get(RISKS + "export/?" + question).expect(400);

        assertThat(refused.json().path("details").propertyNames())
                .containsExactly(question.substring(0, question.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"applied-controls", "assets", "threats", "folders", "risk-matrices", "users", "api-tokens"})
    void everyListCanBeTakenAway(String plural) {
        Reply page = http.get("/api/v1/" + plural + "/?page_size=500").expect(200);

        assertThat(lines(http.get("/api/v1/" + plural + "/export/").expect(200)).stream()
                        .map(each -> each.path("id").asString()))
                .hasSize(page.json().path("count").asInt())
                .doesNotHaveDuplicates()
                .containsAll(page.ids());
    }

    @Test
    void nobodyTakesAwayWhatTheyMayNotSee() {
        risk("Secret");
        String elsewhere = http.post("/api/v1/folders/", "{\"name\":\"Elsewhere " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
        String token = http.post("/api/v1/api-tokens/", "{\"name\":\"Elsewhere\",\"folder\":\"" + elsewhere + "\"}")
                .expect(201)
                .text("token");

        assertThat(lines(redoubt.http().as(token).get(RISKS + "export/").expect(200)))
                .isEmpty();
        redoubt.http().anonymous().get(RISKS + "export/").expect(401);
    }

    @Test
    void aFileEndsWhenTheRightToItDoes() throws Exception {
        Http importing = http.with("Content-Type", "application/x-ndjson");
        String row = "{\"name\":\"Row\",\"description\":\"" + "long ".repeat(100) + "\"}\n";
        importing
                .send(
                        "POST",
                        RISKS + "import/?dry_run=false&folder=" + folder,
                        HttpRequest.BodyPublishers.ofString(row.repeat(20_000)))
                .expect(200);
        Reply made =
                http.post("/api/v1/api-tokens/", "{\"name\":\"Downloading\"}").expect(201);
        Http reader = redoubt.http().as(made.text("token"));
        var request = reader.request("GET", RISKS + "export/?folder=" + folder, HttpRequest.BodyPublishers.noBody());

        var response = reader.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var file = response.body()) {
            assertThat(file.read()).isEqualTo('{');
            http.delete("/api/v1/api-tokens/" + made.id() + "/").expect(204);
            TimeUnit.SECONDS.sleep(1);

            assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    private List<String> ids(String question) {
        return lines(http.get(RISKS + "export/?folder=" + folder + "&" + question)
                        .expect(200))
                .stream()
                .map(each -> each.path("id").asString())
                .toList();
    }

    private JsonNode shown(String risk) {
        return http.get(RISKS + risk + "/").expect(200).json();
    }

    private String risk(String name) {
        return http.post(RISKS, "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }

    private static List<JsonNode> lines(Reply file) {
        return file.text().lines().map(Json.MAPPER::readTree).toList();
    }

    private static List<NamedCsvRecord> records(Reply file) {
        return CsvReader.builder().ofNamedCsvRecord(file.text()).stream().toList();
    }
}
