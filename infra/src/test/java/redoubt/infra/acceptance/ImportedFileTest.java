package redoubt.infra.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files that registers come in, and files that are none. */
@ExtendWith(SharedRedoubt.class)
class ImportedFileTest {

    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Http http;
    private String folder = "";

    ImportedFileTest(RunningRedoubt redoubt) {
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"File " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void aWorkbookIsASheetOfRisks() throws IOException {
        byte[] workbook = workbook(sheet -> {
            List<String> head = List.of("Name", "Likelihood", "Impact", "Due date", "Folder");
            IntStream.range(0, head.size()).forEach(column -> sheet.value(0, column, head.get(column)));
            sheet.value(1, 0, "Phishing");
            sheet.value(1, 1, 4);
            sheet.value(1, 2, 3);
            sheet.value(1, 3, LocalDate.of(2030, 1, 31));
            sheet.style(1, 3).format("yyyy-mm-dd").set();
            sheet.value(1, 4, folder);
            sheet.value(3, 0, "Flood");
            sheet.value(3, 1, "maybe");
            sheet.value(3, 4, folder);
        });

        Reply report = bring(workbook, XLSX, "").expect(200);
        assertThat(report.json()
                        .path("results")
                        .valueStream()
                        .map(row -> row.path("row").asInt() + " "
                                + row.path("status").asString()))
                .containsExactly("2 valid", "4 refused");
        assertThat(report.json().at("/results/1/error/details").propertyNames()).containsExactly("likelihood");
    }

    @Test
    void whatIsReferredToIsFoundByWhatPeopleCallIt() {
        String name = http.get("/api/v1/folders/" + folder + "/").text("name");
        String inner = http.post("/api/v1/folders/", "{\"name\":\"Inner\",\"parent_folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        String control = http.post(
                        "/api/v1/applied-controls/",
                        "{\"name\":\"Locks\",\"ref_id\":\"C-1 %1$s\",\"folder\":\"%2$s\"}".formatted(name, folder))
                .expect(201)
                .id();
        String asset = http.post("/api/v1/assets/", "{\"name\":\"Vault %s\",\"folder\":\"%s\"}".formatted(name, folder))
                .expect(201)
                .id();
        String address = http.get("/api/v1/me/").text("email");

        bring("""
            name,folder,applied_controls,assets,owner
            Theft,%1$s/Inner,C-1 %1$s,Vault %1$s;%2$s,%3$s
            """.formatted(name, asset, address), CSV, "?dry_run=false").expect(200);

        JsonNode risk = http.get("/api/v1/risks/?folder=" + inner).results().getFirst();
        assertThat(risk.path("applied_controls").toString()).isEqualTo("[\"" + control + "\"]");
        assertThat(risk.path("assets").toString()).isEqualTo("[\"" + asset + "\"]");
        assertThat(risk.path("owner")).hasSize(1);
    }

    @Test
    void aNameThatIsNotClearIsToldWithItsRowAndNothingIsCreated() {
        for (int n = 0; n < 2; n++) {
            http.post("/api/v1/assets/", "{\"name\":\"Twin %1$s\",\"folder\":\"%1$s\"}".formatted(folder))
                    .expect(201);
        }
        Reply report = bring("""
            name,folder,assets,risk_matrix
            Theft,%1$s,Twin %1$s,No such matrix
            Fire,nowhere %1$s/Inner,,
            """.formatted(folder), CSV, "?dry_run=false").expect(400);
        assertThat(report.complaints("rows.2.assets")).isNotEmpty();
        assertThat(report.text()).contains("Several are called", "No such matrix", "nowhere");
        assertThat(http.get("/api/v1/risks/?folder=" + folder).ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | '' | 400",
                "text/csv | name | 400",
                "text/csv | name,colour | 400",
                "text/csv | name,name | 400",
                "application/x-ndjson | '' | 400",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | nonsense | 400",
                "application/json | {} | 415",
            })
    void whatIsNoSuchFileIsRefused(String mediaType, String file, int status) {
        bring(file, mediaType, "?dry_run=false").expect(status);
    }

    @Test
    void aSmallFileThatUnpacksToALargeOneIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] nothing = new byte[1 << 20];
            for (int mebibyte = 0; mebibyte < 130; mebibyte++) {
                zip.write(nothing);
            }
        }

        Reply refused = bring(bytes.toByteArray(), XLSX, "").expect(400);

        assertThat(refused.complaints("non_field_errors"))
                .singleElement()
                .asString()
                .contains("128 MiB");
    }

    @Test
    void aFileHasABound() {
        bring(new byte[(16 << 20) + 1], CSV, "").expect(413);
        String rows = "name\n" + "Many\n".repeat(50_001);

        assertThat(bring(rows, CSV, "").expect(400).complaints("non_field_errors"))
                .containsExactly("A file may have at most 50000 rows.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "applied-controls | name,status,category,effort,eta | Keys,Active,technical,S,2030-01-31",
                "assets | name,type,business_value | Register,PR,high",
                "threats | name,provider | Flood,weather service",
            })
    void whatRisksAreLinkedToComesInAsFilesToo(String plural, String head, String row) {
        String path = "/api/v1/" + plural + "/";

        http.with("Content-Type", CSV)
                .send(
                        "POST",
                        path + "import/?dry_run=false&folder=" + folder,
                        BodyPublishers.ofString(head + "\r\n" + row + "\r\n"))
                .expect(200);

        assertThat(http.get(path + "?folder=" + folder).names()).containsExactly(row.substring(0, row.indexOf(',')));
    }

    private Reply bring(String file, String mediaType, String question) {
        return bring(file.getBytes(UTF_8), mediaType, question);
    }

    private Reply bring(byte[] file, String mediaType, String question) {
        return http.with("Content-Type", mediaType)
                .send("POST", "/api/v1/risks/import/" + question, BodyPublishers.ofByteArray(file));
    }

    private interface Filling {
        void in(Worksheet sheet);
    }

    private static byte[] workbook(Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Test", "1.0")) {
            filling.in(workbook.newWorksheet("Risks"));
        }
        return bytes.toByteArray();
    }
}
