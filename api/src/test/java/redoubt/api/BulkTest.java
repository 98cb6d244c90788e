package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import tools.jackson.databind.JsonNode;

class BulkTest {

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    private Told bulk(String json) {
        return running.post("/api/v1/risks/bulk/", json);
    }

    @Test
    void eachOperationHasAnOutcomeOfItsOwn() {
        String one = running.risk("one").id();
        String two = running.risk("two").id();
        Told told = bulk("""
            {"operations":[
              {"op":"create","data":{"name":"three"}},
              {"op":"update","id":"%s","version":1,"data":{"impact":4}},
              {"op":"update","id":"%s","version":7,"data":{"impact":4}},
              {"op":"create","data":{"likelihood":"high"}},
              {"op":"delete","id":"%s"}]}\
            """.formatted(one, two, House.ADMIN));
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        JsonNode results = told.json().get("results");
        assertThat(results.valueStream().map(each -> each.get("status").intValue()))
                .containsExactly(201, 200, 412, 400, 404);
        assertThat(results.at("/1/id").stringValue()).isEqualTo(one);
        assertThat(results.at("/1/version").intValue()).isEqualTo(2);
        assertThat(results.at("/1/body/impact").intValue()).isEqualTo(4);
        assertThat(results.at("/2/error").toString())
                .isEqualTo("{\"error\":\"precondition_failed\",\"message\":\"Resource was"
                        + " modified\",\"current_version\":1}");
        assertThat(results.at("/3/error/details").propertyNames()).containsExactlyInAnyOrder("name", "likelihood");
        assertThat(told.json().get("succeeded").intValue()).isEqualTo(2);
        assertThat(told.json().get("failed").intValue()).isEqualTo(3);
    }

    @Test
    void aTokenThatOnlyReadsIsRefusedAsAWhole() {
        Principal admin = House.principal(House.ADMIN, House.TOKEN_ID, Role.ADMINISTRATOR);
        running.house.callers.put(
                "pst_reading",
                new Principal(
                        admin.actor(),
                        admin.organization(),
                        admin.root(),
                        admin.grants(),
                        new Principal.Limits(true, null)));
        Told told = running.ask("POST", "/api/v1/risks/bulk/")
                .as("Token pst_reading")
                .json("{\"operations\":[{\"op\":\"create\",\"data\":{\"name\":\"one\"}}]}")
                .send();
        assertThat(told.status()).isEqualTo(403);
    }

    @Test
    void togetherAllIsDoneOrNothing() {
        String one = running.risk("one").id();
        Told refused = bulk("""
            {"atomic":true,"operations":[
              {"op":"delete","id":"%s"},{"op":"create","data":{}}]}\
            """.formatted(one));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("X-Redoubt-Failed-Index")).isEqualTo("1");
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        assertThat(running.get("/api/v1/risks/" + one + "/").status()).isEqualTo(200);
        Told done = bulk("""
            {"atomic":true,"operations":[
              {"op":"delete","id":"%s"},{"op":"create","data":{"name":"two"}}]}\
            """.formatted(one));
        assertThat(done.json().at("/results/0/status").intValue()).isEqualTo(204);
        assertThat(done.json().at("/results/1/body/name").stringValue()).isEqualTo("two");
    }

    @Test
    void aRequestOfWrongFormIsRefusedAsAWhole() {
        Told told = bulk("""
            {"operations":[{"op":"eat"},{"op":"create"},{"op":"update","id":"x","data":{}},
              {"op":"delete","id":"%s","version":0},{"op":"delete","id":"%s"},7,{"op":"delete","Id":1}],
             "atomic":1,"dryRun":true}\
            """.formatted(House.ADMIN, House.ADMIN.toUpperCase()));
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames())
                .containsExactlyInAnyOrder(
                        "dryRun",
                        "atomic",
                        "operations.0.op",
                        "operations.1.data",
                        "operations.2.id",
                        "operations.3.version",
                        "operations.4.id",
                        "operations.5",
                        "operations.6.Id",
                        "operations.6.id");
        assertThat(bulk("{\"operations\":[]}").status()).isEqualTo(400);
        assertThat(bulk("{\"operations\":[" + "{\"op\":\"create\",\"data\":{}},".repeat(100)
                                + "{\"op\":\"create\",\"data\":{}}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatWasDoneBeforeTheAnswerWasLostIsNotDoneAgain() {
        String one = running.risk("one").id();
        for (boolean atomic : new boolean[] {false, true}) {
            running.house.receipts.forgetful = true;
            String json = """
                {"atomic":%s,"operations":[{"op":"create","data":{"name":"a"}},
                  {"op":"update","id":"%s","data":{"impact":%d}},{"op":"create","data":{"name":"b"}}]}\
                """.formatted(atomic, one, atomic ? 4 : 3);
            Told first = repeated("k" + atomic, json);
            int count = running.get("/api/v1/risks/").json().get("count").intValue();
            Told second = repeated("k" + atomic, json);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(running.get("/api/v1/risks/").json().get("count").intValue())
                    .isEqualTo(count);
        }
    }

    private Told repeated(String key, String json) {
        Told told = running.ask("POST", "/api/v1/risks/bulk/")
                .header("Idempotency-Key", key)
                .json(json)
                .send();
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        return told;
    }

    @Test
    void manyOperationsMayNeedMoreRoomThanOne() {
        String filler = "x".repeat(15_000);
        String json = "{\"operations\":["
                + ("{\"op\":\"create\",\"data\":{\"name\":\"n\",\"description\":\"" + filler + "\"}},").repeat(99)
                + "{\"op\":\"create\",\"data\":{\"name\":\"n\"}}]}";
        assertThat(json.length()).isGreaterThan(1 << 20);
        assertThat(bulk(json).json().get("succeeded").intValue()).isEqualTo(100);
        Told told = running.ask("POST", "/api/v1/risks/bulk/")
                .body("application/json", new byte[(4 << 20) + 1])
                .send();
        assertThat(told.json().get("max_bytes").intValue()).isEqualTo(4 << 20);
    }
}
