package redoubt.infra.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;

/** What auditors search follows from the log and from nothing else. */
class AuditReadingTest {

    private static final String ENTRIES = "/api/v1/audit-log/?ordering=position&page_size=500";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aTableThatWasMadeByOtherRulesIsFilledAgainAndSaysTheSame() {
        try (TestDatabase database = TestPostgres.fresh()) {
            String before;
            try (var redoubt = RunningRedoubt.on(database)) {
                Http http = redoubt.http();
                String risk = http.post("/api/v1/risks/", "{\"name\":\"Flood\",\"likelihood\":2,\"impact\":2}")
                        .expect(201)
                        .id();
                http.patch("/api/v1/risks/" + risk + "/", "{\"impact\":5}").expect(200);
                http.delete("/api/v1/risks/" + risk + "/").expect(204);
                before = entries(http);
                assertThat(before).contains("{\"field\":\"impact\",\"old\":2,\"new\":5}", "risk.deleted");
            }
            database.asSuperuser("update read.audit_reading set made_by = 'others'; delete from read.audit_entry"
                    + " where position % 2 = 0");

            try (var redoubt = RunningRedoubt.on(database)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(entries(redoubt.http())).startsWith(before));
            }
        }
    }

    /** Without what comes to be known of them later, as entries of one list without its end. */
    private static String entries(Http http) {
        StringBuilder entries = new StringBuilder();
        http.get(ENTRIES)
                .expect(200)
                .results()
                .forEach(each -> entries.append(each.toString()
                        .replaceAll("\"hash\":(null|\"[0-9a-f]+\")", "")
                        .replaceAll("\"ip\":(null|\"[0-9.]+\")", "")
                        .concat("\n")));
        return entries.toString();
    }
}
