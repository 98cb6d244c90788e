package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.identity.AuditExported;
import redoubt.identity.AuditVerified;
import redoubt.model.access.Role;

/** The chain of twenty events, as clients see it. */
class AuditLogTest {

    private static final String AUDIT = "/api/v1/audit-log/";
    private static final String AUDITOR = "pst_YXVkaXRvci1hdWRpdG9yLWF1ZGl0b3ItYXVkaXRvci1h";
    private static final String HASH = "0".repeat(64);

    private final Running running = new Running();

    @BeforeEach
    void seal() {
        running.house.sealed.seal(20);
        running.house.callers.put(
                AUDITOR, House.principal(House.READER, "0190b6f0-1111-7aaa-8aaa-0123456789ad", Role.AUDITOR));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1/", "head/", "checkpoints/", "public-key/", "verify/", "export/"})
    void anAuditorMay(String path) {
        assertThat(running.ask("GET", AUDIT + path)
                        .as("Token " + AUDITOR)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 403",
        "1/, 403",
        "head/, 403",
        "checkpoints/, 403",
        "public-key/, 200",
        "verify/, 403",
        "export/, 403"
    })
    void aReaderMayOnlySeeTheKeys(String path, int status) {
        assertThat(running.ask("GET", AUDIT + path)
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aReaderBeginsNothingAndSeesNoVerification() {
        assertThat(running.ask("POST", AUDIT + "verifications/")
                        .as("Token " + House.READER_TOKEN)
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.ask("GET", AUDIT + "verifications/" + House.TOKEN_ID + "/")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theHeadTellsHowFarItIsSealed() {
        assertThat(running.get(AUDIT + "head/").text())
                .startsWith("{\"position\":20,\"hash\":\"")
                .contains("\",\"sealed_position\":20,\"sealed_hash\":\"")
                .endsWith(",\"at\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void aRangeIsVerified() {
        Told told = running.get(AUDIT + "verify/?from=5&to=12");

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text())
                .startsWith("{\"valid\":true,\"from\":5,\"to\":12,\"events_checked\":8,\"checkpoints_checked\":0,"
                        + "\"anchors_checked\":0,\"head_hash\":\"");
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatWasTouchedIsToldWithItsPlaceAndStatus200() {
        running.house.sealed.tamper(7);

        assertThat(running.get(AUDIT + "verify/").status()).isEqualTo(200);
        assertThat(running.get(AUDIT + "verify/").text())
                .startsWith(
                        "{\"valid\":false,\"first_invalid_position\":7,\"reason\":\"hash_mismatch\",\"expected\":\"");
        assertThat(running.get(AUDIT + "verify/?from=8").json().get("valid").booleanValue())
                .isTrue();
    }

    @Test
    void anAnchorBehindTheEndMeansThatTheLogWasCut() {
        assertThat(running.get(AUDIT + "verify/?anchor=21:" + HASH).text())
                .startsWith(
                        "{\"valid\":false,\"first_invalid_position\":21,\"reason\":\"anchor_missing\",\"expected\":\""
                                + HASH + "\",\"found\":null");
        assertThat(running.get(AUDIT + "verify/?anchor=20:" + HASH).text())
                .contains("\"first_invalid_position\":20,\"reason\":\"anchor_mismatch\"");
    }

    @ParameterizedTest
    @CsvSource({
        "from=0, from",
        "from=x, from",
        "from=9&to=8, from",
        "to=-1, to",
        "to=9999999999999999, to",
        "from=22, from",
        "from=1&from=2, from",
        "anchor=7, anchor",
        "anchor=7:xyz, anchor",
        "check=true, check"
    })
    void badRangesAreRefusedInOurOwnWords(String query, String about) {
        Told told = running.get(AUDIT + "verify/?" + query);

        assertThat(told.status()).as(told.text()).isEqualTo(400);
        assertThat(told.json().get("details").has(about)).as(told.text()).isTrue();
    }

    @Test
    void anAnchorMustLieInTheRange() {
        assertThat(running.get(AUDIT + "verify/?from=5&to=8&anchor=9:" + HASH).status())
                .isEqualTo(400);
        assertThat(running.get(AUDIT + "verify/?from=5&to=8&anchor=4:" + HASH).status())
                .isEqualTo(400);
    }

    @Test
    void aVerificationThatWasBegunCanBeFollowed() throws Exception {
        Told begun = running.post(AUDIT + "verifications/", "{\"from\":2,\"to\":9,\"anchors\":[\"9:" + HASH + "\"]}");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.header("Location")).isEqualTo(Running.PUBLIC + AUDIT + "verifications/" + begun.id() + "/");

        String path = AUDIT + "verifications/" + begun.id() + "/";
        Told run = running.get(path);
        for (int i = 0; i < 200 && run.json().get("state").stringValue().equals("running"); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
            run = running.get(path);
        }
        assertThat(run.text())
                .contains("\"state\":\"completed\",\"from\":2,\"to\":9,\"position\":9,")
                .contains("\"result\":{\"valid\":false,\"first_invalid_position\":9,\"reason\":\"anchor_mismatch\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":0}", "{\"from\":\"1\"}", "{\"from\":1.5}", "{\"to\":1e99}", "{\"from\":9,\"to\":8}",
                "{\"anchors\":\"7\"}", "{\"anchors\":[7]}", "{\"anchors\":[\"7:x\"]}", "{\"until\":7}", "{\"from\":22}"
            })
    void badBodiesAreRefused(String body) {
        assertThat(running.post(AUDIT + "verifications/", body).status()).isEqualTo(400);
    }

    @Test
    void anExportIsALineForEachEventAndAnEnd() {
        Told export = running.get(AUDIT + "export/?position__gte=3&position__lte=5");

        List<String> lines = export.text().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).startsWith("{\"position\":3,").contains("\"prev_hash\":\"", "\"hash\":\"");
        assertThat(lines.getLast()).startsWith("{\"_end\":true,\"count\":3,\"last_position\":5,\"head_hash\":\"");
        assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(export.header("Content-Disposition")).isEqualTo("attachment; filename=\"redoubt-audit-3-5.ndjson\"");
        assertThat(export.header("X-Redoubt-Export-To")).isEqualTo("5");
    }

    @Test
    void anExportTellsOnlyTheTypesThatWereAskedFor() {
        assertThat(running.get(AUDIT + "export/?type=folder.created").text().lines())
                .hasSize(2);
        assertThat(running.get(AUDIT + "export/?type=folder.*,risk_matrix.*")
                        .text()
                        .lines())
                .hasSize(3);
        assertThat(running.get(AUDIT + "export/?type=nothing").status()).isEqualTo(400);
    }

    @Test
    void onlyTheHeadOfAnExportHasNoBody() {
        Told head = running.ask("HEAD", AUDIT + "export/").send();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("X-Redoubt-Export-To")).isEqualTo("20");
    }

    @Test
    void whatHappenedIsListedNewestFirstAndReadOneByOne() {
        Told list = running.get(AUDIT + "?page_size=1");

        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().get("count").intValue()).isEqualTo(2);
        assertThat(list.json().get("results").get(0).get("type").stringValue()).isEqualTo("risk_matrix.created");
        assertThat(list.json().get("results").get(0).get("folder_path").stringValue())
                .isEqualTo("Global");
        assertThat(running.get(AUDIT + "?ordering=position")
                        .json()
                        .get("results")
                        .get(0)
                        .get("position")
                        .intValue())
                .isEqualTo(1);
        assertThat(running.get(AUDIT + "1/").text()).contains("\"sealed\":false", "\"data\":{}", "\"prev_hash\":null");
        for (String none : List.of("3/", "0/", "x/", "99999999999999999999/")) {
            assertThat(running.get(AUDIT + none).status()).as(none).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type=nothing, type",
        "resource_type=nothing, resource_type",
        "resource=7, resource",
        "folder=x, folder",
        "actor=ada, actor",
        "actor_type=robot, actor_type",
        "token=pst_, token",
        "field=nothing, field",
        "ip=localhost, ip",
        "since=yesterday, since",
        "position__gte=0, position__gte",
        "position__lt=7, position__lt",
        "ordering=type, ordering"
    })
    void filtersThatMakeNoSenseAreRefused(String query, String about) {
        for (String path : List.of("?", "export/?")) {
            Told told = running.get(AUDIT + path + query);

            assertThat(told.status()).as(told.text()).isEqualTo(400);
            assertThat(told.json().get("details").propertyNames()).containsExactly(about);
        }
    }

    @Test
    void aSpreadsheetHasACellForEachMemberAndASystemOneActivityForEachEvent() {
        Told csv = running.get(AUDIT + "export/?format=csv");
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"redoubt-audit-1-20.csv\"");
        assertThat(csv.text())
                .startsWith("position,id,recorded_at,type,resource_type,resource_id,resource_name,resource_version,"
                        + "folder,folder_path,actor_type,actor_id,actor_name,token_id,command,correlation_id,"
                        + "causation_id,changes,prev_hash,hash\r\n1,")
                .endsWith("\r\n");

        List<String> lines =
                running.get(AUDIT + "export/?format=ocsf").text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith("{\"activity_id\":1,")
                .contains("\"class_uid\":6003,", "\"type_uid\":600301,", "\"event_code\":\"folder.created\"");
    }

    @Test
    void whatIsDoneWithTheLogIsOnRecord() {
        running.ask("HEAD", AUDIT + "export/").send();
        assertThat(running.house.notes).isEmpty();

        running.get(AUDIT + "export/?format=csv&type=folder.*&search=somebody");
        running.get(AUDIT + "verify/?from=5&to=12");
        running.get(AUDIT + "verify/?from=yesterday");

        assertThat(running.house.notes)
                .containsExactly(
                        new AuditExported("csv", 1L, 20L, List.of("search", "type")),
                        new AuditVerified(5L, 12L, true, null, null));
    }
}
