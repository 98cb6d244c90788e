package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What hangs together: risks, and the controls, assets and threats that they name. */
@ExtendWith(SharedRedoubt.class)
class LinksTest {

    private static final String RISKS = "/api/v1/risks/";
    private static final String ASSETS = "/api/v1/assets/";
    private static final String THREATS = "/api/v1/threats/";
    private static final String CONTROLS = "/api/v1/applied-controls/";

    private final Http http;
    private String folder = "";
    private String below = "";

    LinksTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void folders() {
        String name = UUID.randomUUID().toString();
        folder = made("/api/v1/folders/", "{'name':'Controls %s'}", name);
        below = made("/api/v1/folders/", "{'name':'Below %s','parent_folder':'%s'}", name, folder);
    }

    @Test
    void t07WhoSeesPartOfARiskIsToldHowMuchIsHiddenAndLosesNoneOfIt() {
        String hidden = control("Hidden");
        String own = made(CONTROLS, "{'name':'Own','folder':'%s'}", below);
        String asset = made(ASSETS, "{'name':'Hidden','folder':'%s'}", folder);
        String risk = made(
                RISKS,
                "{'name':'Theft','folder':'%s','applied_controls':['%s','%s'],'assets':['%s']}",
                below,
                hidden,
                own,
                asset);
        Http limited = http.as(http.post("/api/v1/api-tokens/", json("{'name':'Below','folder':'%s'}", below))
                .expect(201)
                .text("token"));

        JsonNode shown = limited.get(RISKS + risk + "/").expect(200).json();
        assertThat(shown.path("applied_controls").toString()).isEqualTo("[\"" + own + "\"]");
        assertThat(shown.path("hidden_references").toString()).isEqualTo("{\"applied_controls\":1,\"assets\":1}");
        limited.put(RISKS + risk + "/", shown).expect(200);
        assertThat(http.get(RISKS + risk + "/").version()).isEqualTo(1);
        limited.patch(RISKS + risk + "/", json("{'applied_controls':[],'assets':[]}"))
                .expect(200);
        JsonNode after = http.get(RISKS + risk + "/").json();
        assertThat(after.path("applied_controls").toString()).isEqualTo("[\"" + hidden + "\"]");
        assertThat(after.path("assets").toString()).isEqualTo("[\"" + asset + "\"]");

        for (String control : List.of(hidden, UUID.randomUUID().toString())) {
            assertThat(limited.patch(RISKS + risk + "/", json("{'existing_applied_controls':['%s']}", control))
                            .expect(400)
                            .complaints("existing_applied_controls"))
                    .containsExactly("Object not found or not accessible.");
            assertThat(limited.get(RISKS + "?applied_controls=" + control).ids())
                    .isEmpty();
        }
        limited.get(CONTROLS + hidden + "/").expect(404);
        assertThat(http.get(RISKS + "?applied_controls=" + hidden).ids()).containsExactly(risk);
    }

    @Test
    void aControlIsWrittenOnOneListOfARiskOnly() {
        String control = control("Keys");
        assertThat(http.post(
                                RISKS,
                                json(
                                        "{'name':'Theft','applied_controls':['%s'],'existing_applied_controls':['%s']}",
                                        control, control))
                        .expect(400)
                        .complaints("existing_applied_controls"))
                .isNotEmpty();
        // What hangs on the other side is only read.
        JsonNode shown = http.get(CONTROLS + control + "/").json();
        assertThat(http.put(CONTROLS + control + "/", shown).expect(200).version())
                .isEqualTo(1);
    }

    @Test
    void referencesAreExpandedByName() {
        String control = control("Keys");
        String threat = made(THREATS, "{'name':'Thief','folder':'%s'}", folder);
        String risk = risk(",'applied_controls':['%s'],'threats':['" + threat + "']", control);
        JsonNode shown = http.get(RISKS + risk + "/?expand=applied_controls,threats")
                .expect(200)
                .json();
        assertThat(shown.path("applied_controls").toString())
                .isEqualTo("[{\"id\":\"" + control + "\",\"str\":\"Keys\"}]");
        assertThat(shown.path("threats").toString()).isEqualTo("[{\"id\":\"" + threat + "\",\"str\":\"Thief\"}]");
    }

    @Test
    void aDeletedControlIsTakenOutOfItsRisksByTheDeletion() {
        String control = control("Keys");
        String risk = risk(",'applied_controls':['%s']", control);
        http.delete(CONTROLS + control + "/").expect(204);
        http.delete(CONTROLS + control + "/").expect(404);

        assertThat(http.get(RISKS + risk + "/").json().path("applied_controls")).isEmpty();
        String deletion = http.get(CONTROLS + control + "/history/")
                .expect(200)
                .results()
                .getFirst()
                .path("id")
                .asString();
        JsonNode update = http.get(RISKS + risk + "/history/").results().getFirst();
        assertThat(update.path("type").asString()).isEqualTo("risk.updated");
        assertThat(update.path("causation_id").asString()).isEqualTo(deletion);
        assertThat(http.get(RISKS + risk + "/?version=1")
                        .json()
                        .path("applied_controls")
                        .toString())
                .isEqualTo("[\"" + control + "\"]");
    }

    @Test
    void aPublishedThreatIsSeenAndNotChangedFromBelow() {
        String open = made(THREATS, "{'name':'Open','folder':'%s'}", folder);
        String closed = made(THREATS, "{'name':'Closed','folder':'%s','is_published':false}", folder);
        Http limited = http.as(http.post("/api/v1/api-tokens/", json("{'name':'Below','folder':'%s'}", below))
                .expect(201)
                .text("token"));
        limited.get(THREATS + open + "/").expect(200);
        limited.get(THREATS + closed + "/").expect(404);
        limited.patch(THREATS + open + "/", "{\"name\":\"Mine\"}").expect(403);
        limited.delete(THREATS + open + "/").expect(403);
        String risk = made(RISKS, "{'name':'Theft','folder':'%s','threats':['%s']}", below, open);
        assertThat(limited.get(RISKS + risk + "/").json().path("threats")).hasSize(1);
        assertThat(limited.get(THREATS + "?risks=" + risk).ids()).containsExactly(open);
    }

    @Test
    void assetsAreFoundByWhatTheyStandOnAndWhatThreatensThem() {
        String shop = made(ASSETS, "{'name':'Shop','folder':'%s','type':'PR'}", folder);
        String host = made(ASSETS, "{'name':'Host','folder':'%s','parent_assets':['%s']}", folder, shop);
        String risk = made(RISKS, "{'name':'Fire','folder':'%s','assets':['%s']}", folder, host);
        assertThat(http.get(ASSETS + "?parent_assets=" + shop).ids()).containsExactly(host);
        assertThat(http.get(ASSETS + "?risks=" + risk).ids()).containsExactly(host);
        assertThat(http.get(ASSETS + "?type=PR&folder=" + folder).ids()).containsExactly(shop);
        assertThat(http.patch(ASSETS + shop + "/", json("{'parent_assets':['%s']}", host))
                        .expect(400)
                        .complaints("parent_assets"))
                .isNotEmpty();
        http.delete(ASSETS + host + "/").expect(204);
        assertThat(http.get(RISKS + risk + "/").json().path("assets")).isEmpty();
    }

    private String control(String name) {
        return made(CONTROLS, "{'name':'%s','folder':'%s'}", name, folder);
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
