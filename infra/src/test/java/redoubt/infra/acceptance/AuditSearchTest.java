package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Housemates.Somebody;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** What happened, as auditors look for it. */
@ExtendWith(SharedRedoubt.class)
@Timeout(120)
class AuditSearchTest {

    private static final String AUDIT = "/api/v1/audit-log/";
    private static final String RISKS = "/api/v1/risks/";
    private static final String CONTROLS = "/api/v1/applied-controls/";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RunningRedoubt redoubt;
    private final Http http;
    private final Housemates mates;

    AuditSearchTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
        this.mates = new Housemates(redoubt);
    }

    @Test
    void anEntryTellsWhoDidWhatToWhatAndWhere() {
        String folder = mates.folder("");
        String named = http.get("/api/v1/folders/" + folder + "/").expect(200).text("name");
        String risk = http.post(
                        RISKS, "{\"name\":\"Flood\",\"folder\":\"" + folder + "\",\"likelihood\":2,\"impact\":4}")
                .expect(201)
                .id();
        Reply changed = http.with("X-Request-ID", "ci-" + risk)
                .patch(RISKS + risk + "/", "{\"impact\":5,\"labels\":[\"water\"]}")
                .expect(200);
        long position = changed.number("X-Redoubt-Position");

        JsonNode entry = one("correlation_id=ci-" + risk);

        assertThat(entry.path("position").asLong()).isEqualTo(position);
        assertThat(entry.path("type").asString()).isEqualTo("risk.updated");
        assertThat(entry.path("version").asInt()).isEqualTo(2);
        assertThat(entry.path("resource").toString())
                .isEqualTo("{\"type\":\"risk\",\"id\":\"" + risk + "\",\"version\":2,\"name\":\"Flood\"}");
        assertThat(entry.path("folder").asString()).isEqualTo(folder);
        assertThat(entry.path("folder_path").asString()).endsWith("/" + named);
        assertThat(entry.path("command").asString()).isEqualTo("update_risk");
        assertThat(entry.path("actor").path("type").asString()).isEqualTo("user");
        assertThat(entry.path("actor").path("token_id").asString()).isNotEmpty();
        assertThat(entry.path("changes").toString())
                .contains("{\"field\":\"impact\",\"old\":4,\"new\":5}")
                .contains("{\"field\":\"labels\",\"added\":[\"water\"],\"removed\":[]}")
                .contains("{\"field\":\"score\",\"old\":8,\"new\":10}")
                .doesNotContain("likelihood");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode whole = http.get(AUDIT + position + "/").expect(200).json();
            assertThat(whole.path("sealed").asBoolean()).isTrue();
            assertThat(whole.path("hash").asString()).matches("[0-9a-f]{64}");
            assertThat(whole.path("prev_hash").asString()).matches("[0-9a-f]{64}");
            assertThat(whole.path("data").path("impact").asInt()).isEqualTo(5);
            assertThat(whole.path("actor").path("ip").asString()).isEqualTo("127.0.0.1");
            assertThat(whole.path("changes")).isEqualTo(entry.path("changes"));
        });
        JsonNode history = http.get(RISKS + risk + "/history/").results().getFirst();
        assertThat(history.path("hash").asString()).matches("[0-9a-f]{64}");
        assertThat(history.path("actor").path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(history.path("changes")).isEqualTo(entry.path("changes"));
    }

    @Test
    void everyFilterFindsWhatItAsksForAndNothingElse() {
        String above = mates.folder("");
        String below = mates.folder(above);
        String control = http.post(CONTROLS, "{\"name\":\"Deep\",\"folder\":\"" + below + "\"}")
                .expect(201)
                .id();
        String token = http.post("/api/v1/api-tokens/", "{\"name\":\"For one change\"}")
                .expect(201)
                .text("token");
        Reply changed = http.as(token)
                .with("X-Request-ID", "one-" + control)
                .patch(CONTROLS + control + "/", "{\"cost\":{\"build\":{\"fixed_cost\":9000}}}")
                .expect(200);
        long position = changed.number("X-Redoubt-Position");
        JsonNode entry = http.get(AUDIT + position + "/").expect(200).json();
        String actor = entry.path("actor").path("id").asString();
        String itsToken = entry.path("actor").path("token_id").asString();

        for (String filter : List.of(
                "type=control.updated",
                "type=control.*",
                "type=folder.created,control.updated",
                "resource_type=control",
                "resource=" + control,
                "folder=" + above,
                "folder=" + below.toUpperCase(java.util.Locale.ROOT),
                "actor=" + actor,
                "actor_type=user",
                "token=" + itsToken,
                "command=update_control",
                "correlation_id=one-" + control,
                "field=cost",
                "field=cost.build",
                "field=cost.build.fixed_cost",
                "since=" + entry.path("recorded_at").asString(),
                "until=" + entry.path("recorded_at").asString(),
                "position__gte=" + position,
                "position__lte=" + position,
                "search=deep",
                "search=update_control",
                "search=9000")) {
            assertThat(positions(filter + "&resource=" + control)).as(filter).contains(position);
        }
        for (String filter : List.of(
                "type=control.created",
                "resource_type=folder",
                "resource=" + above,
                "folder=" + UUID.randomUUID(),
                "actor=" + UUID.randomUUID(),
                "actor_type=system",
                "token=" + UUID.randomUUID(),
                "command=create_control",
                "correlation_id=two-" + control,
                "field=status",
                "since=2999-01-01T00:00:00Z",
                "until=2001-01-01T00:00:00Z",
                "position__gte=" + (position + 1),
                "position__lte=" + (position - 1),
                "ip=192.0.2.77",
                "search=shallow")) {
            String among = filter.startsWith("correlation") ? "&resource=" : "&correlation_id=one-";
            assertThat(positions(filter + among + control)).as(filter).isEmpty();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(positions("ip=127.0.0.1&resource=" + control))
                .contains(position));
    }

    @Test
    void thePagesOfAListAreAllOfItOnceInOrder() {
        String folder = mates.folder("");
        for (int i = 0; i < 7; i++) {
            http.post(RISKS, "{\"name\":\"Page\",\"folder\":\"" + folder + "\"}")
                    .expect(201);
        }
        List<Long> rising = positions("folder=" + folder + "&ordering=position");
        assertThat(rising).isSorted().hasSize(8);
        assertThat(positions("folder=" + folder)).containsExactlyElementsOf(rising.reversed());
        List<Long> paged = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            Reply reply = http.get(AUDIT + "?folder=" + folder + "&ordering=position&page_size=3&page=" + page)
                    .expect(200);
            assertThat(reply.json().path("count").asInt()).isEqualTo(8);
            reply.results().forEach(each -> paged.add(each.path("position").asLong()));
        }
        assertThat(paged).isEqualTo(rising);
        http.get(AUDIT + "?folder=" + folder + "&page_size=3&page=4").expect(404);
        http.post(RISKS, "{\"name\":\"One more\",\"folder\":\"" + folder + "\"}")
                .expect(201);
        assertThat(http.get(AUDIT + "?folder=" + folder).json().path("count").asInt())
                .isEqualTo(9);
    }

    @Test
    void whoAuditsAFolderSeesWhatHappenedInItAndNothingElse() {
        String mine = mates.folder("");
        String below = mates.folder(mine);
        String other = mates.folder("");
        Somebody ada = mates.somebody();
        ada.http().get(AUDIT).expect(403);
        mates.give(ada, "auditor", mine);
        long seen = risk(below);
        long hidden = risk(other);

        Reply list = ada.http().get(AUDIT + "?page_size=500").expect(200);

        assertThat(list.results().stream().map(each -> each.path("folder").asString()))
                .isNotEmpty()
                .allMatch(folder -> folder.equals(mine) || folder.equals(below));
        assertThat(list.json().path("count").asInt()).isEqualTo(list.results().size());
        ada.http()
                .with("X-Redoubt-Min-Position", "" + seen)
                .get(AUDIT + seen + "/")
                .expect(200);
        ada.http().get(AUDIT + hidden + "/").expect(404);
        ada.http().get(AUDIT + "1/").expect(404);
        assertThat(ada.http().get(AUDIT + "?folder=" + other).expect(200).results())
                .isEmpty();
        assertThat(ada.http().get(AUDIT + "?type=user.*").expect(200).results()).isEmpty();
        ada.http().get(AUDIT + "export/").expect(403);
    }

    @Test
    void whoSomebodyIsCannotBeSearchedAndIsShownAsLongAsItIsKnown() {
        Somebody ada = mates.called("Zyxwvut");

        JsonNode entry = one("resource=" + ada.id() + "&type=user.updated&field=first_name");
        assertThat(entry.path("changes").toString()).contains("Zyxwvut");
        assertThat(entry.path("resource").path("name").asString()).contains("Zyxwvut");
        assertThat(positions("search=zyxwvut&resource_type=user")).isEmpty();

        mates.folder("");
        http.post("/api/v1/users/" + ada.id() + "/erase/", "").expect(200);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        http.get(AUDIT + "?resource=" + ada.id()).expect(200).text())
                .contains("user.erased")
                .doesNotContain("Zyxwvut"));
    }

    @Test
    void t22AnExportUnderWritesIsTheRangeItNamesAndACellIsNoFormula() {
        String folder = mates.folder("");
        http.post(RISKS, "{\"name\":\"=HYPERLINK(1)\",\"folder\":\"" + folder + "\"}")
                .expect(201);
        long last = risk(folder);
        List<CompletableFuture<Reply>> writing = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writing.add(http.sending("POST", RISKS, "{\"name\":\"Meanwhile\",\"folder\":\"" + folder + "\"}"));
        }
        sealed(last);

        Reply export = http.get(AUDIT + "export/").expect(200);
        writing.forEach(CompletableFuture::join);

        List<JsonNode> lines = export.text().lines().map(Json.MAPPER::readTree).toList();
        long to = export.number("X-Redoubt-Export-To");
        assertThat(lines.subList(0, lines.size() - 1).stream()
                        .map(line -> line.path("position").asLong()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, to).boxed().toList());
        assertThat(lines.getLast().path("_end").asBoolean()).isTrue();
        assertThat(lines.getLast().path("count").asLong()).isEqualTo(to);

        Reply csv = http.get(AUDIT + "export/?format=csv&folder=" + folder + "&position__lte=" + last)
                .expect(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        List<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(csv.text()).stream().toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).getField("resource_name")).isEqualTo("'=HYPERLINK(1)");
        assertThat(Json.MAPPER.readTree(rows.get(1).getField("changes")).toString())
                .contains("{\"field\":\"name\",\"old\":null,\"new\":\"=HYPERLINK(1)\"}");
        assertThat(rows.get(2).getField("position")).isEqualTo(Long.toString(last));

        JsonNode activity = Json.MAPPER.readTree(
                http.get(AUDIT + "export/?format=ocsf&type=risk.*&position__gte=" + last + "&position__lte=" + last)
                        .expect(200)
                        .text());
        assertThat(activity.path("class_uid").asInt()).isEqualTo(6003);
        assertThat(activity.path("activity_id").asInt()).isEqualTo(1);
        assertThat(activity.path("metadata").path("correlation_uid").asString()).isNotEmpty();
        assertThat(activity.path("unmapped").path("changes").isArray()).isTrue();
    }

    private long risk(String folder) {
        return http.post(RISKS, "{\"name\":\"Some risk\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .number("X-Redoubt-Position");
    }

    private void sealed(long position) {
        await().atMost(SOON).untilAsserted(() -> assertThat(http.get(AUDIT + "head/")
                        .expect(200)
                        .json()
                        .path("sealed_position")
                        .asLong())
                .isGreaterThanOrEqualTo(position));
    }

    private JsonNode one(String filter) {
        List<JsonNode> found = http.get(AUDIT + "?" + filter).expect(200).results();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Long> positions(String filter) {
        Reply reply = http.get(AUDIT + "?page_size=500&" + filter).expect(200);
        List<Long> positions = reply.results().stream()
                .map(each -> each.path("position").asLong())
                .toList();
        assertThat(reply.json().path("count").asInt()).isEqualTo(positions.size());
        return positions;
    }
}
