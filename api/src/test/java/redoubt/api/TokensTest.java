package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** Tokens, the one who calls, and the instance itself. */
class TokensTest {

    private static Running running;

    @BeforeAll
    static void start() {
        running = new Running();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"59", "315360001", "\"60\"", "60.5", "1e400"})
    void aLifeThatIsTooShortOrTooLongIsRefused(String seconds) {
        Told told = running.post("/api/v1/api-tokens/", "{\"name\":\"x\",\"expires_in\":" + seconds + "}");
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames()).containsExactly("expires_in");
    }

    @Test
    void anExpiryIsGivenInOneWay() {
        Told told = running.post(
                "/api/v1/api-tokens/", "{\"name\":\"x\",\"expires_in\":60,\"expires_at\":\"2027-01-01T00:00:00Z\"}");
        assertThat(told.json().get("details").propertyNames()).containsExactly("expires_in");
        assertThat(running.post("/api/v1/api-tokens/", "{\"name\":\"x\",\"expires_in\":null}")
                        .json()
                        .get("expires_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void onlyTheNameChangesLaterAndARevokedTokenStaysListed() {
        Told created = running.post("/api/v1/api-tokens/", "{\"name\":\"CI\"}");
        String path = "/api/v1/api-tokens/" + created.id() + "/";
        Told patched = running.ask("PATCH", path)
                .json("{\"name\":\"CD\",\"read_only\":true}")
                .send();
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("name").stringValue()).isEqualTo("CD");
        assertThat(patched.json().get("read_only").booleanValue()).isFalse();
        assertThat(patched.json().has("token")).isFalse();
        assertThat(running.ask("PUT", path).json("{\"name\":\"x\"}").send().status())
                .isEqualTo(405);
        assertThat(running.ask("DELETE", path).send().status()).isEqualTo(204);
        assertThat(running.get(path).json().get("status").stringValue()).isEqualTo("revoked");
    }

    @Test
    void theTokenInUseIsFoundByItsOwnPath() {
        assertThat(running.get("/api/v1/api-tokens/current/").status()).isEqualTo(404);
        Told created = running.post("/api/v1/api-tokens/", "{\"name\":\"CI\"}");
        running.house.callers.put(
                "pst_other", House.principal(House.ADMIN, created.id(), redoubt.model.access.Role.READER));
        Told current = running.ask("GET", "/api/v1/api-tokens/current")
                .as("Token pst_other")
                .send();
        assertThat(current.status()).isEqualTo(200);
        assertThat(current.id()).isEqualTo(created.id());
        Told me = running.ask("GET", "/api/v1/me/").as("Token pst_other").send();
        assertThat(me.json().get("name").stringValue()).isEqualTo("Ada Analyst");
        assertThat(me.json().at("/token/id").stringValue()).isEqualTo(created.id());
        assertThat(me.json().at("/roles/0/role").stringValue()).isEqualTo("reader");
        assertThat(me.json().get("permissions").get(House.ROOT).toString())
                .contains("view_risk", "stream_events")
                .doesNotContain("add_risk");
    }

    @Test
    void theInstanceTellsWhatItIs() {
        Told meta = running.get("/api/v1/meta/");
        assertThat(meta.json().get("version").stringValue()).isEqualTo("1.2.3");
        assertThat(meta.json().get("event_head").intValue()).isPositive();
        assertThat(running.ask("GET", "/api/v1/health").as(null).send().text()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(running.ask("GET", "/api/v1/health/")
                        .as("Token wrong")
                        .send()
                        .status())
                .isEqualTo(200);
        Told ready = running.ask("GET", "/api/v1/health/ready/").as(null).send();
        assertThat(ready.text())
                .isEqualTo(
                        "{\"status\":\"ok\",\"checks\":{\"event_store\":\"ok\",\"projections\":\"ok\",\"webhooks\":\"ok\"}}");
    }

    @Test
    void summariesTakeTheFiltersOfTheList() {
        running.risk("one");
        assertThat(running.get("/api/v1/risks/summary/?status=open")
                        .json()
                        .at("/by_status/open")
                        .intValue())
                .isPositive();
        assertThat(running.get("/api/v1/risks/summary?page=1").status()).isEqualTo(400);
    }

    @Test
    void foldersAreATree() {
        Told tree = running.get("/api/v1/folders/tree/?include_counts=true");
        assertThat(tree.text())
                .isEqualTo(
                        ("{\"id\":\"%s\",\"name\":\"Global\",\"content_type\":\"root\",\"counts\":{\"risk_matrices\":1},"
                            + "\"children\":[{\"id\":null,\"name\":null,\"content_type\":null,\"children\":[]}]}")
                                .formatted(House.ROOT));
        assertThat(running.get("/api/v1/folders/tree/?root=x").status()).isEqualTo(400);
        assertThat(running.get("/api/v1/folders/tree/?root=" + House.ADMIN).status())
                .isEqualTo(404);
        assertThat(running.get("/api/v1/folders/" + House.ROOT + "/delete-preview/")
                        .text())
                .isEqualTo(
                        "{\"counts\":{\"risks\":2},\"total\":2,\"deletable\":false,\"missing_permissions\":[\"delete_risk\"]}");
    }
}
