package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import tools.jackson.databind.JsonNode;

/** What clients write, and what is said of it. */
class WritingTest {

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
    @ValueSource(
            strings = {
                "", "{", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":NaN}", "{\"name\":\"\\ud800\"}",
                "{\"\\udc00\":1}", "{\"name\":\"a\"} x", "{'name':'a'}", "{\"name\":\"a\",}", "\u0000"
            })
    void whatIsNoJsonIsMalformed(String body) {
        Told told = running.post("/api/v1/risks/", body);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"non_field_errors\":[\"Malformed JSON.\"]}}");
    }

    @Test
    void deepNestingLongNumbersAndBadBytesAreMalformedToo() {
        assertThat(running.post("/api/v1/risks/", "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")
                        .text())
                .contains("Malformed JSON.");
        assertThat(running.post("/api/v1/risks/", "{\"likelihood\":" + "9".repeat(200) + "}")
                        .text())
                .contains("Malformed JSON.");
        assertThat(running.ask("POST", "/api/v1/risks/")
                        .body("application/json", "{\"name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .send()
                        .text())
                .contains("Malformed JSON.");
        assertThat(running.ask("POST", "/api/v1/risks/")
                        .body("application/json", "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16BE))
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "3", "\"x\"", "true"})
    void onlyAnObjectIsAResource(String body) {
        assertThat(running.post("/api/v1/risks/", body).text()).contains("Expected an object.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":3} | name | Not a valid string.",
                "{\"name\":null} | name | This field may not be null.",
                "{\"name\":\"x\",\"likelihood\":\"3\"} | likelihood | A valid integer is required.",
                "{\"name\":\"x\",\"likelihood\":3.0} | likelihood | A valid integer is required.",
                "{\"name\":\"x\",\"likelihood\":99999999999999999999} | likelihood | A valid integer is required.",
                "{\"name\":\"x\",\"status\":\"Open\"} | status | \"Open\" is not a valid choice.",
                "{\"name\":\"x\",\"status\":null} | status | This field may not be null.",
                "{\"name\":\"x\",\"folder\":\"home\"} | folder | Must be a valid UUID.",
                "{\"name\":\"x\",\"labels\":[\"a\",7]} | labels.1 | Not a valid string.",
                "{\"name\":\"x\",\"labels\":\"a\"} | labels | Expected a list of items.",
                "{\"name\":\"x\",\"dueDate\":null} | dueDate | Unknown field.",
                "{\"name\":\"x\",\"a.B\":null} | a.B | Unknown field.",
                "{\"name\":\"x\",\"due_date\":\"2026-02-30\"} | due_date | Date has wrong format. Use YYYY-MM-DD.",
                "{\"name\":\"x\\u0000\"} | name | Null characters are not allowed.",
            })
    void aWrongMemberIsNamedWithWhatIsWrong(String body, String path, String message) {
        Told told = running.post("/api/v1/risks/", body);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames()).containsExactly(path);
        assertThat(told.json().get("details").get(path).get(0).stringValue()).isEqualTo(message);
    }

    @Test
    void allThatIsWrongIsToldAtOnceUnderDottedPaths() {
        Told told = running.post("/api/v1/risk-matrices/", """
            {"nonsense":1,"definition":{"probability":[{"abbreviation":"A"}],"impact":3,"risk":[],"grid":[]}}\
            """);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames())
                .contains("name", "nonsense", "definition.probability.0.name", "definition.impact");
    }

    @Test
    void whatOneReadsCanBeSentBack() {
        Told created = running.risk("Round trip");
        String path = "/api/v1/risks/" + created.id() + "/";
        Told replaced = running.ask("PUT", path).json(created.text()).send();
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.text()).isEqualTo(created.text());
        assertThat(replaced.header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void replacingNeedsWhatIsRequiredKeepsWhatIsLeftOutAndClearsWhatIsNull() {
        Told created = running.post("/api/v1/risks/", """
            {"name":"Old","description":"d","likelihood":3,"ref_id":"R-1","labels":["a"]}\
            """);
        String path = "/api/v1/risks/" + created.id() + "/";
        assertThat(running.ask("PUT", path)
                        .json("{\"description\":\"x\"}")
                        .send()
                        .text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
        JsonNode after = running.ask("PUT", path)
                .json("{\"name\":\"New\",\"ref_id\":null,\"labels\":null,\"description\":null}")
                .send()
                .json();
        assertThat(after.get("name").stringValue()).isEqualTo("New");
        assertThat(after.get("likelihood").intValue()).isEqualTo(3);
        assertThat(after.get("ref_id").isNull()).isTrue();
        assertThat(after.get("labels").isEmpty()).isTrue();
        assertThat(after.get("description").stringValue()).isEmpty();
        assertThat(running.ask("PATCH", path).json("{\"folder\":null}").send().text())
                .isEqualTo(
                        "{\"error\":\"validation_error\",\"details\":{\"folder\":[\"This field may not be null.\"]}}");
        assertThat(running.ask("PUT", "/api/v1/risks/" + House.ADMIN + "/")
                        .json("{\"name\":\"x\"}")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPatchMergesNestedObjects() {
        String path = "/api/v1/risk-matrices/" + House.MATRIX + "/";
        Told patched = running.ask("PATCH", path)
                .body("application/merge-patch+json", """
                    {"definition":{"risk":[
                      {"slug":"low","abbreviation":"L","name":"Little"},
                      {"slug":"high","abbreviation":"H","name":"Huge"}]}}\
                    """.getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.json().at("/definition/risk/1/name").stringValue()).isEqualTo("Huge");
        assertThat(patched.json().at("/definition/probability").size()).isEqualTo(5);
        Told wrong = running.ask("PATCH", path)
                .json("{\"definition\":{\"grid\":null}}")
                .send();
        assertThat(wrong.text()).contains("\"definition.grid\":[\"This field is required.\"]");
        assertThat(running.ask("PATCH", path)
                        .json("{\"definition\":\"{}\"}")
                        .send()
                        .text())
                .contains("\"definition\":[\"Expected an object.\"]");
    }

    @Test
    void anActionIsDoneUnderItsOwnPathAndAnswersWithTheResource() {
        String path = "/api/v1/risks/" + running.risk("x").id() + "/accept/";
        assertThat(running.post(path, "{}").text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"justification\":[\"This field is"
                        + " required.\"]}}");
        assertThat(running.post(path, "{\"justification\":\" \",\"expires_on\":\"x\",\"extra\":1}")
                        .json()
                        .get("details")
                        .propertyNames())
                .containsExactlyInAnyOrder("justification", "expires_on", "extra");
        Told told = running.post(path, "{\"justification\":\"We can live with it.\"}");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json().get("status").stringValue()).isEqualTo("accepted");
        assertThat(told.header("X-Redoubt-Position")).isNotNull();
    }

    @Test
    void anActionMayAnswerWithSomethingOfItsOwnAndNeedNoBody() {
        Told risk = running.risk("x");
        String path = "/api/v1/risks/" + risk.id() + "/echo-back/";
        Told told = running.ask("POST", path).send();
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json().get("said").isNull()).isTrue();
        assertThat(told.json().get("left_out").isNull()).isTrue();
        assertThat(told.json().get("risk").toString()).isEqualTo(risk.text());
        assertThat(told.json().get("controls").get(0).stringValue()).isEqualTo(risk.id());
    }

    @Test
    void aFolderThatIsNotEmptyNeedsMoreThanADelete() {
        String folder =
                running.post("/api/v1/folders/", "{\"name\":\"Payments\"}").id();
        running.post("/api/v1/risks/", "{\"name\":\"inside\",\"folder\":\"" + folder + "\"}");
        String path = "/api/v1/folders/" + folder + "/";
        Told refused = running.ask("DELETE", path).send();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"conflict\",\"code\":\"folder_not_empty\",\"message\":\"Payments is not"
                        + " empty.\",\"contents\":{\"risks\":1}}");
        assertThat(running.ask("DELETE", path + "?cascade=perhaps").send().status())
                .isEqualTo(400);
        assertThat(running.ask("DELETE", path + "?cascade=true&confirm=Payments")
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(running.ask("DELETE", "/api/v1/risks/" + running.risk("y").id() + "/?cascade=true")
                        .send()
                        .status())
                .isEqualTo(400);
    }
}
