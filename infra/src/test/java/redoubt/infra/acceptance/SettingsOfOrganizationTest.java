package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** What an organization decides for all of its work, and what follows from it. */
@TestInstance(Lifecycle.PER_CLASS)
class SettingsOfOrganizationTest {

    private static final String SETTINGS = "/api/v1/settings/";
    private static final String CONTROLS = "/api/v1/applied-controls/";

    private RunningRedoubt redoubt;
    private Http http;

    @BeforeAll
    void start() {
        redoubt = RunningRedoubt.start();
        http = redoubt.http();
    }

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void theCostsOfAYearFollowTheDailyRateInDetailListSummaryAndPast() {
        String dear = control("Guards", 10, 100);
        String cheap = control("Locks", 2, 6_000);
        long before = http.get("/api/v1/meta/").json().path("event_head").asLong();
        assertThat(cost(dear)).isEqualTo("5100");
        assertThat(http.get(CONTROLS + "?ordering=-annual_cost").ids()).containsExactly(cheap, dear);

        Reply changed = http.patch(SETTINGS, "{\"daily_rate\":1000,\"timezone\":\"ignored\"}")
                .expect(200);

        assertThat(changed.json().path("daily_rate").asInt()).isEqualTo(1_000);
        assertThat(changed.text("timezone")).isEqualTo("UTC");
        assertThat(cost(dear)).isEqualTo("10100");
        assertThat(http.get(CONTROLS + "?ordering=-annual_cost").ids()).containsExactly(dear, cheap);
        assertThat(http.get(CONTROLS + "summary/")
                        .json()
                        .path("annual_cost")
                        .get(0)
                        .path("amount")
                        .asString())
                .isEqualTo("18100");
        assertThat(http.get(CONTROLS + dear + "/?as_of=" + before)
                        .expect(200)
                        .json()
                        .path("annual_cost")
                        .asString())
                .isEqualTo("5100");
        JsonNode event = http.get("/api/v1/events/?types=settings.updated&after=" + before)
                .results()
                .getFirst();
        assertThat(event.path("data").path("changed_fields").toString()).isEqualTo("[\"daily_rate\"]");
        assertThat(http.get(SETTINGS + "history/")
                        .results()
                        .getFirst()
                        .path("type")
                        .asString())
                .isEqualTo("settings.updated");
        http.patch(SETTINGS, "{\"daily_rate\":500}").expect(200);
        assertThat(cost(dear)).isEqualTo("5100");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingChanges() {
        String tag = http.get(SETTINGS).expect(200).header("ETag");
        assertThat(http.patch(SETTINGS, "{\"daily_rate\":-1}").expect(400).complaints("daily_rate"))
                .isNotEmpty();
        assertThat(http.patch(SETTINGS, "{\"daily_rate\":null}").expect(400).complaints("daily_rate"))
                .isNotEmpty();
        assertThat(http.patch(SETTINGS, "{\"four_eyes\":\"yes\"}").expect(400).complaints("four_eyes"))
                .isNotEmpty();
        assertThat(http.patch(SETTINGS, "{\"day_rate\":1}").expect(400).complaints("day_rate"))
                .isNotEmpty();
        assertThat(http.patch(SETTINGS, "{\"default_risk_matrix\":\"0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e\"}")
                        .expect(400)
                        .complaints("default_risk_matrix"))
                .isNotEmpty();
        assertThat(http.get(SETTINGS).header("ETag")).isEqualTo(tag);
        http.with("If-Match", "\"77\"").patch(SETTINGS, "{\"daily_rate\":1}").expect(412);
        http.anonymous().get(SETTINGS).expect(401);
    }

    @Test
    void theDefaultMatrixIsTheOneThatIsSetAndCannotBeDeleted() {
        JsonNode first = http.get("/api/v1/risk-matrices/").results().stream()
                .filter(matrix -> matrix.path("is_default").asBoolean())
                .findFirst()
                .orElseThrow();
        String other = http.post(
                        "/api/v1/risk-matrices/",
                        "{\"name\":\"Other\",\"definition\":" + first.path("definition") + "}")
                .expect(201)
                .id();
        http.patch(SETTINGS, "{\"default_risk_matrix\":\"%s\"}".formatted(other))
                .expect(200);

        assertThat(http.get("/api/v1/risk-matrices/" + other + "/")
                        .json()
                        .path("is_default")
                        .asBoolean())
                .isTrue();
        assertThat(http.post("/api/v1/risks/", "{\"name\":\"Fire\"}")
                        .expect(201)
                        .text("risk_matrix"))
                .isEqualTo(other);
        http.delete("/api/v1/risk-matrices/" + other + "/").expect(409);
        http.patch(
                        SETTINGS,
                        "{\"default_risk_matrix\":\"%s\"}"
                                .formatted(first.path("id").asString()))
                .expect(200);
    }

    @Test
    void whatChangedAboutTheInterfaceIsToldNewestFirst() {
        JsonNode told = http.get("/api/v1/meta/changelog/").expect(200).json().path("results");
        assertThat(told).isNotEmpty().allSatisfy(each -> {
            assertThat(each.path("date").asString()).matches("\\d{4}-\\d{2}-\\d{2}");
            assertThat(each.path("change").asString()).endsWith(".");
        });
        assertThat(told.valueStream().map(each -> each.path("date").asString()))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    private String cost(String control) {
        return http.get(CONTROLS + control + "/").json().path("annual_cost").asString();
    }

    private String control(String name, int days, int fixed) {
        return http.post(CONTROLS, """
            {"name":"%s","cost":{"currency":"EUR","run":{"people_days":%d,"fixed_cost":%d}}}
            """.formatted(name, days, fixed)).expect(201).id();
    }
}
