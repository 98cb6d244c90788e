package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What somebody relies on who looks after controls, and what hangs together with them. */
@ExtendWith(SharedRedoubt.class)
class ControlTest {

    private static final String RISKS = "/api/v1/risks/";
    private static final String CONTROLS = "/api/v1/applied-controls/";

    private final Http http;
    private String folder = "";

    ControlTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void folders() {
        String name = UUID.randomUUID().toString();
        folder = made("/api/v1/folders/", "{'name':'Controls %s'}", name);
    }

    @Test
    void aControlThatIsPutInPlaceIsDoneAndTellsWhatChanged() {
        String control = control("MFA for admins", "");
        http.put(
                        CONTROLS + control + "/",
                        json("{'name':'MFA for"
                                + " admins','status':'active','category':'technical','csf_function':'protect',"
                                + "'priority':1,'effort':'S','eta':'2026-09-30','expiry_date':'2027-09-30'}"))
                .expect(200);

        JsonNode shown = http.get(CONTROLS + control + "/").expect(200).json();
        assertThat(shown.path("progress_field").asInt()).isEqualTo(100);
        assertThat(shown.path("status").asString()).isEqualTo("active");
        JsonNode event =
                http.get(CONTROLS + control + "/history/").expect(200).results().getFirst();
        assertThat(event.path("type").asString()).isEqualTo("control.updated");
        assertThat(event.path("changes").valueStream().map(change -> change.path("field")
                        .asString()))
                .containsExactlyInAnyOrder(
                        "category",
                        "csf_function",
                        "effort",
                        "eta",
                        "expiry_date",
                        "priority",
                        "progress_field",
                        "status");
        assertThat(http.get(CONTROLS + control + "/diff/?from=v1")
                        .expect(200)
                        .json()
                        .path("changes"))
                .hasSize(8);
        assertThat(http.get(CONTROLS + control + "/?version=1").expect(200).text("status"))
                .isEqualTo("--");
    }

    @Test
    void whatItCostsAndIsWorthIsWorkedOut() {
        String control = control(
                "MFA",
                ",'effort':'M','cost':{'currency':'EUR','amortization_period':3,'build':{'fixed_cost':9000,"
                        + "'people_days':6},'run':{'fixed_cost':1200,'people_days':4}}");
        assertThat(number(control, "annual_cost")).isEqualTo("7200");
        assertThat(number(control, "ranking_score")).isEqualTo("0");
        // Levels 3 and 1, 2 and 2 of the matrix that every house has.
        risk(
                ",'likelihood':3,'impact':4,'residual_likelihood':2,'residual_impact':2,'applied_controls':['%s']",
                control);
        risk(
                ",'likelihood':3,'impact':3,'residual_likelihood':3,'residual_impact':3,'applied_controls':['%s']",
                control);
        assertThat(number(control, "ranking_score")).isEqualTo("5");

        http.patch(CONTROLS + control + "/", json("{'cost':{'run':{'people_days':0}}}"))
                .expect(200);
        assertThat(number(control, "annual_cost")).isEqualTo("5200");
        assertThat(http.patch(CONTROLS + control + "/", json("{'cost':{'run':{'people_days':'4'}}}"))
                        .expect(400)
                        .complaints("cost.run.people_days"))
                .isNotEmpty();
        http.patch(CONTROLS + control + "/", json("{'cost':null}")).expect(200);
        assertThat(number(control, "annual_cost")).isEqualTo("0");
    }

    @Test
    void datesAreToldByTheCalendar() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String late = control("Late", ",'eta':'" + today.minusDays(2) + "','expiry_date':'" + today.minusDays(1) + "'");
        JsonNode shown = http.get(CONTROLS + late + "/").json();
        assertThat(shown.path("is_overdue").asBoolean()).isTrue();
        assertThat(shown.path("days_until_eta").asInt()).isEqualTo(-1);
        assertThat(shown.path("is_expired").asBoolean()).isTrue();
        assertThat(shown.path("warnings").valueStream().map(JsonNode::asString))
                .containsExactly("eta_in_past", "no_effort", "no_cost", "no_link", "expired");
        String soon = control("Soon", ",'eta':'" + today.plusDays(30) + "'");
        control("Once", ",'eta':'" + today.plusDays(31) + "'");
        assertThat(listed("todo=true")).containsExactly(late, soon);
        assertThat(listed("is_overdue=true")).containsExactly(late);
        assertThat(listed("to_review=true")).containsExactly(late);
        assertThat(listed("is_expired=false")).hasSize(2).contains(soon);
    }

    @Test
    void whatIsNotSaidCanBeAskedFor() {
        String me = http.get("/api/v1/me/").text("id");
        String bare = control("Bare", "");
        String said = control("Said", ",'status':'to_do','category':'policy','owner':['" + me + "']");
        assertThat(listed("status=--")).containsExactly(bare);
        assertThat(listed("status=--,to_do")).containsExactly(bare, said);
        assertThat(listed("category=--")).containsExactly(bare);
        assertThat(listed("owner__isnull=true")).containsExactly(bare);
        assertThat(listed("owner__isnull=false")).containsExactly(said);
        assertThat(listed("linked=--")).containsExactly(bare, said);
        risk(",'existing_applied_controls':['%s']", said);
        assertThat(listed("linked=--")).containsExactly(bare);
        assertThat(listed("linked=risks")).containsExactly(said);
        http.get(CONTROLS + "?linked=nothing").expect(400);
    }

    @Test
    void controlsAreToldInNumbers() {
        control(
                "One",
                ",'status':'active','category':'policy','priority':2,'cost':{'currency':'EUR','run':{'fixed_cost':10}}");
        control("Two", ",'status':'active','eta':'2020-01-01','cost':{'currency':'EUR','run':{'fixed_cost':2.5}}");
        control("Three", ",'eta':'2020-01-01','expiry_date':'2020-01-01','cost':{'run':{'people_days':1}}");
        JsonNode summary =
                http.get(CONTROLS + "summary/?folder=" + folder).expect(200).json();
        assertThat(summary.path("count").asInt()).isEqualTo(3);
        assertThat(summary.path("by_status").path("active").asInt()).isEqualTo(2);
        assertThat(summary.path("by_status").path("--").asInt()).isEqualTo(1);
        assertThat(summary.path("by_status").path("on_hold").asInt()).isZero();
        assertThat(summary.path("by_category").toString())
                .isEqualTo("{\"policy\":1,\"process\":0,\"technical\":0,\"physical\":0,\"procedure\":0,\"--\":2}");
        assertThat(summary.path("by_priority").toString()).isEqualTo("{\"1\":0,\"2\":1,\"3\":0,\"4\":0,\"--\":2}");
        assertThat(summary.path("overdue").asInt()).isEqualTo(1);
        assertThat(summary.path("expired").asInt()).isEqualTo(1);
        assertThat(summary.path("annual_cost").toString())
                .isEqualTo("[{\"currency\":\"EUR\",\"amount\":12.5},{\"currency\":null,\"amount\":500}]");
        assertThat(http.get(CONTROLS + "summary/?status=active&folder=" + folder)
                        .text("count"))
                .isEqualTo("2");
    }

    @Test
    void manyControlsAreWrittenAtOnce() {
        String control = control("One", "");
        JsonNode done = http.post(
                        CONTROLS + "bulk/",
                        json(
                                "{'operations':[{'op':'create','data':{'name':'Two','folder':'%s'}},"
                                        + "{'op':'update','id':'%s','version':1,'data':{'status':'active'}},"
                                        + "{'op':'create','data':{'effort':'huge'}}]}",
                                folder, control))
                .expect(200)
                .json();
        assertThat(done.path("succeeded").asInt()).isEqualTo(2);
        assertThat(done.path("results")
                        .get(1)
                        .path("body")
                        .path("progress_field")
                        .asInt())
                .isEqualTo(100);
        assertThat(done.path("results").get(2).path("status").asInt()).isEqualTo(400);
    }

    private List<String> listed(String filter) {
        return http.get(CONTROLS + "?folder=" + folder + "&" + filter)
                .expect(200)
                .ids();
    }

    private String number(String control, String member) {
        return http.get(CONTROLS + control + "/").json().path(member).toString();
    }

    private String control(String name, String more) {
        return made(CONTROLS, "{'name':'%s','folder':'%s'" + more + "}", name, folder);
    }

    private String risk(String more, String control) {
        return made(RISKS, "{'name':'Theft','folder':'%s'" + more + "}", folder, control);
    }

    private String made(String collection, String form, Object... values) {
        return http.post(collection, json(form, values)).expect(201).id();
    }

    /** A form with its values in place; apostrophes stand for quotes. */
    private static String json(String form, Object... values) {
        return form.replace('\'', '"').formatted(values);
    }
}
