package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** What stands in headers, both ways. */
class HeadersTest {

    private Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyAnswerCarriesTheSameFewHeaders() {
        Told told = running.ask("GET", "/api/v1/risks/")
                .header("X-Request-ID", "ci-4711")
                .send();
        assertThat(told.header("X-Request-ID")).isEqualTo("ci-4711");
        assertThat(told.header("Vary")).isEqualTo("Accept, Authorization, Origin");
        assertThat(told.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(told.header("Cache-Control")).isEqualTo("private, no-cache");
        String made = running.ask("GET", "/api/v1/nowhere/")
                .header("X-Request-ID", "no good")
                .send()
                .header("X-Request-ID");
        assertThat(made).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    @Test
    void everyAnswerKeepsBrowsersFromDoingAnythingWithIt() {
        for (Told told : new Told[] {
            running.get("/api/v1/risks/"),
            running.get("/api/v1/nowhere/"),
            running.ask("GET", "/api/v1/risks/")
                    .header("Authorization", "Token x")
                    .send(),
            running.ask("TRACE", "/api/v1/risks/").send()
        }) {
            assertThat(told.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(told.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(told.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(told.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(told.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    @Test
    void aRequestIsNeverEchoed() {
        Told told = running.ask("TRACE", "/api/v1/risks/")
                .header("X-Secret", "hush")
                .send();
        assertThat(told.status()).isEqualTo(405);
        assertThat(told.text()).startsWith("{\"error\":\"method_not_allowed\"").doesNotContain("hush");
    }

    @Test
    void theRequestIdIsTheCorrelationOfWhatHappens() {
        String id = running.ask("POST", "/api/v1/risks/")
                .header("X-Request-ID", "ci-4711")
                .json("{\"name\":\"x\"}")
                .send()
                .id();
        assertThat(running.get("/api/v1/risks/" + id + "/history/")
                        .json()
                        .at("/results/0/correlation_id")
                        .stringValue())
                .isEqualTo("ci-4711");
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        String path = "/api/v1/risks/" + running.risk("x").id() + "/";
        String tag = running.get(path).header("ETag");
        Told told = running.ask("GET", path)
                .header("If-None-Match", "\"1.00000000\", W/" + tag)
                .send();
        assertThat(told.status()).isEqualTo(304);
        assertThat(told.response().body()).isEmpty();
        assertThat(told.header("ETag")).isEqualTo(tag);
        assertThat(running.ask("GET", path)
                        .header("If-None-Match", "\"1\"")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(running.ask("GET", path).header("If-None-Match", "*").send().status())
                .isEqualTo(304);
        String list = running.get("/api/v1/risks/").header("ETag");
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("If-None-Match", list)
                        .send()
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theHeadIsTheWholeWithoutItsBody() {
        Told whole = running.get("/api/v1/risks/");
        Told head = running.ask("HEAD", "/api/v1/risks").send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
        assertThat(head.header("Content-Length"))
                .isEqualTo(String.valueOf(whole.text().length()));
    }

    @Test
    void onlyTheVersionOfIfMatchIsCompared() {
        String path = "/api/v1/risks/" + running.risk("x").id() + "/";
        for (String match : new String[] {"\"1\"", "\"2.00000000\"", "*"}) {
            Told told = running.ask("PATCH", path)
                    .header("If-Match", match)
                    .json("{\"description\":\"" + match.replace("\"", "") + "\"}")
                    .send();
            assertThat(told.status()).as(match).isEqualTo(200);
        }
        Told stale = running.ask("DELETE", path).header("If-Match", "\"1\"").send();
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text())
                .isEqualTo("{\"error\":\"precondition_failed\",\"message\":\"Resource was"
                        + " modified\",\"current_version\":4}");
    }

    @Test
    void whatCameWithSomethingElseHasVersionZeroAtFirstAndNothingElseEverHad() {
        String path = "/api/v1/risks/" + running.risk("x").id() + "/";
        Told told = running.ask("DELETE", path).header("If-Match", "\"0\"").send();
        assertThat(told.status()).isEqualTo(412);
        assertThat(told.json().path("current_version").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "\"00\"", "\"7\", \"8\"", "W/\"7\"", "\"7.xyz\"", "\"99999999999999999999\""})
    void anIfMatchThatMakesNoSenseIsRefused(String match) {
        String path = "/api/v1/risks/" + running.risk("x").id() + "/";
        Told told = running.ask("DELETE", path).header("If-Match", match).send();
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames()).containsExactly("If-Match");
    }

    @Test
    void aHouseMayDemandThatTheVersionIsNamed() {
        running.close();
        running = new Running(true);
        String path = "/api/v1/risks/" + running.risk("x").id() + "/";
        Told told = running.ask("DELETE", path).send();
        assertThat(told.status()).isEqualTo(428);
        assertThat(told.text())
                .isEqualTo("{\"error\":\"precondition_required\",\"message\":\"If-Match header is required\"}");
        assertThat(running.ask("DELETE", path)
                        .header("If-Match", "\"1\"")
                        .send()
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aReaderWaitsForWhatTheyWroteThemselves() {
        running.house.lag(1);
        running.risk("x");
        Told late = running.get("/api/v1/risks/");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.json().get("code").stringValue()).isEqualTo("projection_lagging");
        assertThat(late.header("Retry-After")).isEqualTo("1");
        Told other = running.ask("GET", "/api/v1/risks/")
                .as("Token " + House.READER_TOKEN)
                .send();
        assertThat(other.status()).isEqualTo(200);
        running.house.lag(0);
        assertThat(running.get("/api/v1/risks/").status()).isEqualTo(200);
    }

    @Test
    void aReaderWaitsForThePositionTheyName() {
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("X-Redoubt-Min-Position", "2")
                        .send()
                        .status())
                .isEqualTo(200);
        long began = System.nanoTime();
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("X-Redoubt-Min-Position", "3")
                        .send()
                        .status())
                .isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(5));
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("X-Redoubt-Min-Position", "soon")
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void pagesOfChosenOriginsMayCall() {
        Told preflight = running.ask("OPTIONS", "/api/v1/risks/")
                .as(null)
                .header("Origin", "https://ui.example")
                .header("Access-Control-Request-Method", "PATCH")
                .send();
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://ui.example");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("If-Match");
        Told told = running.ask("GET", "/api/v1/risks/")
                .header("Origin", "https://ui.example")
                .send();
        assertThat(told.header("Access-Control-Allow-Origin")).isEqualTo("https://ui.example");
        assertThat(told.header("Access-Control-Expose-Headers")).contains("ETag");
        assertThat(told.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void pagesOfOtherOriginsAreToldNothingAboutIt() {
        Told preflight = running.ask("OPTIONS", "/api/v1/risks/")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "PATCH")
                .send();
        assertThat(preflight.status()).isEqualTo(405);
        Told told = running.ask("GET", "/api/v1/risks/")
                .header("Origin", "https://evil.example")
                .send();
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.header("Access-Control-Allow-Origin")).isNull();
    }
}
