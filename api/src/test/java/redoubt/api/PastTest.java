package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import tools.jackson.databind.JsonNode;

/** A risk that was created at position 3, changed at 4 and 5 an hour apart, and what can be known of that. */
class PastTest {

    private final Running running = new Running();
    private String path = "";
    private String first = "";

    @BeforeEach
    void live() {
        Told created = running.post("/api/v1/risks/", "{\"name\":\"x\",\"impact\":4,\"labels\":[\"a\",\"b\"]}");
        first = created.text();
        path = "/api/v1/risks/" + created.id() + "/";
        running.house.tick(Duration.ofHours(1));
        running.ask("PATCH", path)
                .json("{\"impact\":5,\"labels\":[\"b\",\"c\"]}")
                .send();
        running.house.tick(Duration.ofHours(1));
        running.ask("PATCH", path).json("{\"owner\":[\"" + House.ADMIN + "\"]}").send();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyVersionIsShownAsItWas() {
        for (String query :
                new String[] {"version=1", "as_of=3", "as_of=2026-08-08T15:00:00Z", "as_of=2026-08-08T17:00:00+02:00"
                }) {
            Told told = running.get(path + "?" + query);
            assertThat(told.text()).as(query).isEqualTo(first);
            assertThat(told.header("X-Redoubt-As-Of-Position")).as(query).isEqualTo("3");
            assertThat(told.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        }
        assertThat(running.get(path + "?version=1").header("X-Redoubt-As-Of-Time"))
                .isEqualTo("2026-08-08T14:43:12Z");
        assertThat(running.get(path + "?version=3").text())
                .isEqualTo(running.get(path).text());
    }

    @Test
    void aMomentThatIsHardlyOverIsNotYetForEver() {
        running.house.tick(Duration.ofSeconds(10));
        assertThat(running.get(path + "?as_of=2026-08-08T16:43:12Z").header("Cache-Control"))
                .isEqualTo("private, no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "as_of=2, 404", "version=4, 404", "as_of=2026-01-01T00:00:00Z, 404", "as_of=6, 400",
        "as_of=2026-08-08T16:43:13Z, 400", "as_of=2026-08-08, 400", "as_of=yesterday, 400", "version=0, 400",
        "version=1&as_of=3, 400", "version=, 400"
    })
    void pointsAtWhichThereIsNothingToSee(String query, int status) {
        assertThat(running.get(path + "?" + query).status()).isEqualTo(status);
    }

    @Test
    void thePastOutlivesTheThing() {
        running.ask("DELETE", path).send();
        assertThat(running.get(path).status()).isEqualTo(404);
        assertThat(running.get(path + "?version=1").text()).isEqualTo(first);
        assertThat(running.get(path + "?version=4").status()).isEqualTo(404);
        JsonNode last = running.get(path + "history/").json().at("/results/0");
        assertThat(last.get("type").stringValue()).isEqualTo("risk.deleted");
    }

    @Test
    void historyNeedsItsOwnRight() {
        assertThat(running.ask("GET", path + "history/")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.ask("GET", path + "?version=1")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.get("/api/v1/risks/" + House.ADMIN + "/history/").status())
                .isEqualTo(404);
    }

    @Test
    void historyTellsEveryChangeNewestFirst() {
        JsonNode history = running.get(path + "history/").json();
        assertThat(history.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(history.get("count").intValue()).isEqualTo(3);
        JsonNode second = history.at("/results/1");
        assertThat(second.get("version").intValue()).isEqualTo(2);
        assertThat(second.get("position").intValue()).isEqualTo(4);
        assertThat(second.get("command").stringValue()).isEqualTo("update_risk");
        assertThat(second.at("/actor/name").stringValue()).isEqualTo("ada@example.com");
        assertThat(second.at("/actor/token_id").stringValue()).isEqualTo(House.TOKEN_ID);
        assertThat(second.get("changes").toString())
                .isEqualTo(
                        "[{\"field\":\"impact\",\"old\":4,\"new\":5},{\"field\":\"labels\",\"added\":[\"c\"],\"removed\":[\"a\"]}]");
        assertThat(history.at("/results/0/changes").toString())
                .isEqualTo("[{\"field\":\"owner\",\"added\":[\"" + House.ADMIN + "\"],\"removed\":[]}]");
    }

    @Test
    void historyIsFilteredAndPaged() {
        assertThat(count("ordering=version&page_size=2&page=2")).isEqualTo(3);
        assertThat(count("type=risk.updated")).isEqualTo(2);
        assertThat(count("field=impact")).isEqualTo(2);
        assertThat(count("field=owner")).isEqualTo(2);
        assertThat(count("actor=" + House.READER)).isZero();
        assertThat(count("since=2026-08-08T15:00:00Z&until=2026-08-08T16:00:00Z"))
                .isEqualTo(1);
        for (String wrong : new String[] {
            "type=risk.eaten", "ordering=name", "since=2026", "status=open", "actor=ada", "field=eaten"
        }) {
            assertThat(running.get(path + "history/?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(running.get(path + "history/?page=2").status()).isEqualTo(404);
    }

    private int count(String query) {
        return running.get(path + "history/?" + query).json().get("count").intValue();
    }

    @Test
    void twoPointsAreCompared() {
        Told diff = running.get(path + "diff/?from=v1&to=p5");
        assertThat(diff.text())
                .isEqualTo(
                        ("{\"from\":{\"version\":1,\"position\":3},\"to\":{\"version\":3,\"position\":5},\"changes\":["
                                        + "{\"field\":\"impact\",\"old\":4,\"new\":5},"
                                        + "{\"field\":\"owner\",\"added\":[\"%s\"],\"removed\":[]},"
                                        + "{\"field\":\"labels\",\"added\":[\"c\"],\"removed\":[\"a\"]}],\"events\":2}")
                                .formatted(House.ADMIN));
        assertThat(running.get(path + "diff/?from=2026-08-08T15:43:12Z")
                        .json()
                        .get("events")
                        .intValue())
                .isEqualTo(1);
        for (String wrong : new String[] {"", "?from=v3&to=v1", "?from=v9", "?from=p1", "?from=7", "?from=v1&to=p99"}) {
            assertThat(running.get(path + "diff/" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(running.get(path + "diff/?from=7").json().at("/details/from").toString())
                .isEqualTo("[\"Use v and a version, p and a position, or RFC 3339 with an offset.\"]");
    }
}
