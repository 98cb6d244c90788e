package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.clock.Clockwork;

/** What the public page of the dialect promises about risks and controls, statement by statement. */
@ExtendWith(SharedRedoubt.class)
class SeedLedgerOfThingsTest {

    private static final String RISKS = "/api/v1/risks/";
    private static final String CONTROLS = "/api/v1/applied-controls/";

    private final RunningRedoubt redoubt;
    private final Http http;
    private String folder = "";

    SeedLedgerOfThingsTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Ledger " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void s10AllRisksAreListed() {
        String one = risk("One");
        String other = risk("Other");

        assertThat(http.get(RISKS + "?folder=" + folder).ids()).containsExactly(one, other);
    }

    @Test
    void s11ARiskIsCreated() {
        http.post(RISKS, "{\"name\":\"Created\",\"folder\":\"" + folder + "\"}").expect(201);
    }

    @Test
    void s12OneRiskIsRead() {
        assertThat(http.get(RISKS + risk("Read") + "/").expect(200).text("name"))
                .isEqualTo("Read");
    }

    @Test
    void s13ARiskIsUpdated() {
        String path = RISKS + risk("Before") + "/";

        http.put(path, "{\"name\":\"After\"}").expect(200);

        assertThat(http.get(path).text("name")).isEqualTo("After");
    }

    @Test
    void s14ARiskIsDeleted() {
        String path = RISKS + risk("Gone") + "/";

        http.delete(path).expect(204);

        http.get(path).expect(404);
    }

    @Test
    void s15AppliedControlsAreListed() {
        String one = control("One");
        String other = control("Other");

        assertThat(http.get(CONTROLS + "?folder=" + folder).ids()).containsExactly(one, other);
    }

    @Test
    void s16AnAppliedControlIsCreated() {
        http.post(CONTROLS, "{\"name\":\"Created\",\"folder\":\"" + folder + "\"}")
                .expect(201);
    }

    @Test
    void s17OneAppliedControlIsRead() {
        assertThat(http.get(CONTROLS + control("Read") + "/").expect(200).text("name"))
                .isEqualTo("Read");
    }

    @Test
    void s18AnAppliedControlIsUpdated() {
        String path = CONTROLS + control("Before") + "/";

        http.put(path, "{\"name\":\"After\"}").expect(200);

        assertThat(http.get(path).text("name")).isEqualTo("After");
    }

    @Test
    void s31RisksHaveThreeEvents() {
        String risk = risk("Events");
        http.patch(RISKS + risk + "/", "{\"impact\":5}").expect(200);
        http.delete(RISKS + risk + "/").expect(204);

        assertThat(http.get("/api/v1/events/?resource=" + risk).results().stream()
                        .map(event -> event.path("type").asString()))
                .containsExactly("risk.created", "risk.updated", "risk.deleted");
    }

    @Test
    void s32ControlsHaveTwoEvents() {
        String control = control("Events");
        http.patch(CONTROLS + control + "/", "{\"status\":\"active\"}").expect(200);

        assertThat(http.get("/api/v1/events/?resource=" + control).results().stream()
                        .map(event -> event.path("type").asString()))
                .containsExactly("control.created", "control.updated");
    }

    @Test
    void s34TasksThatAreOverdueHaveAnEvent() {
        String task = http.post(
                        "/api/v1/tasks/",
                        "{\"name\":\"Late\",\"due_date\":\"2024-01-15\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        redoubt.part(Clockwork.class).look().block(Duration.ofSeconds(30));

        assertThat(http.get("/api/v1/events/?resource=" + task).results().stream()
                        .map(event -> event.path("type").asString()))
                .containsExactly("task.created", "task.overdue");
    }

    private String risk(String name) {
        return http.post(RISKS, "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }

    private String control(String name) {
        return http.post(CONTROLS, "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }
}
