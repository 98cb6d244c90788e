package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.model.access.Role;
import tools.jackson.databind.JsonNode;

/** Lists as they were, on the demonstration register: whatever could be asked then has the same answer later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastListTest {

    private static final String API = "/api/v1/";
    private static final List<String> QUESTIONS = List.of(
            "risks/?page_size=500",
            "risks/?status=open&severity=high&ordering=-created_at&page_size=5",
            "risks/?search=data%20breach&ordering=name",
            "risks/?ordering=severity&page_size=10&page=2",
            "risks/?expand=owner,applied_controls&page_size=20",
            "applied-controls/?page_size=500&ordering=-annual_cost",
            "applied-controls/?ordering=ranking_score&page_size=20",
            "tasks/?page_size=500&is_overdue=true",
            "tasks/?ordering=due_date",
            "assets/?page_size=500",
            "threats/?page_size=500&ordering=name",
            "folders/?page_size=500",
            "risk-matrices/?page_size=500",
            "compliance-assessments/?page_size=500");

    private final Map<String, JsonNode> then = new LinkedHashMap<>();
    private RunningRedoubt redoubt;
    private Http http;
    private String position;

    @BeforeAll
    void askAndThenChangeEverything() {
        redoubt = RunningRedoubt.start("--redoubt.demo=true");
        http = redoubt.http();
        position = http.patch(API + "risks/" + some("risks", 0) + "/", "{\"status\":\"in_progress\"}")
                .expect(200)
                .header("X-Redoubt-Position");
        QUESTIONS.forEach(question ->
                then.put(question, http.get(API + question).expect(200).json()));
        String folder =
                http.post(API + "folders/", "{\"name\":\"Later\"}").expect(201).id();
        http.delete(API + "risks/" + some("risks", 1) + "/").expect(204);
        http.delete(API + "applied-controls/" + some("applied-controls", 0) + "/")
                .expect(204);
        http.delete(API + "tasks/" + some("tasks", 0) + "/").expect(204);
        http.delete(API + "assets/" + some("assets", 0) + "/").expect(204);
        http.patch(API + "threats/" + some("threats", 0) + "/", "{\"name\":\"Renamed\"}")
                .expect(200);
        http.patch(
                        API + "risks/" + some("risks", 2) + "/",
                        "{\"likelihood\":5,\"impact\":5,\"folder\":\"%s\"}".formatted(folder))
                .expect(200);
        http.patch(API + "applied-controls/" + some("applied-controls", 1) + "/", "{\"status\":\"deprecated\"}")
                .expect(200);
        http.post(API + "risks/", "{\"name\":\"Came later\",\"likelihood\":5,\"impact\":5}")
                .expect(201);
    }

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void everyQuestionIsAnsweredAsItWasThen() {
        then.forEach((question, answer) -> {
            Reply was = http.get(API + question + "&as_of=" + position).expect(200);

            assertThat(was.json().path("results")).as(question).isEqualTo(answer.path("results"));
            assertThat(was.json().path("count")).as(question).isEqualTo(answer.path("count"));
            assertThat(was.header("X-Redoubt-As-Of-Position")).isEqualTo(position);
        });
        assertThat(http.get(API + "risks/?page_size=500").json().path("results"))
                .isNotEqualTo(then.get("risks/?page_size=500").path("results"));
    }

    @Test
    void aListAndTheThingsInItSayTheSame() {
        for (JsonNode risk :
                http.get(API + "risks/?page_size=5&as_of=" + position).results()) {
            assertThat(http.get(API + "risks/" + risk.path("id").asString() + "/?as_of=" + position)
                            .expect(200)
                            .json())
                    .isEqualTo(risk);
        }
    }

    @Test
    void pagesLeadOnWithinTheSameMoment() {
        JsonNode first = http.get(API + "risks/?page_size=7&as_of=" + position).json();
        assertThat(first.path("next").asString()).contains("as_of=" + position, "page=2");

        JsonNode second = http.get(first.path("next").asString().substring(RunningRedoubt.PUBLIC.length()))
                .json();
        assertThat(second.path("count")).isEqualTo(first.path("count"));
        assertThat(second.path("results").path(0))
                .isNotEqualTo(first.path("results").path(0));
        http.get(API + "risks/?page=999&as_of=" + position).expect(404);
    }

    @Test
    void beforeEverythingThereIsNothing() {
        assertThat(http.get(API + "risks/?as_of=1").json().path("count").asInt())
                .isZero();
    }

    @Test
    void whatIsNoMomentOfThePastIsRefused() {
        assertThat(http.get(API + "risks/?as_of=999999999").expect(400).text()).contains("Must not be in the future.");
        assertThat(http.get(API + "risks/?as_of=2999-01-01T00:00:00Z")
                        .expect(400)
                        .text())
                .contains("Must not be in the future.");
        http.get(API + "risks/?as_of=2026-01-01").expect(400);
        http.get(API + "users/?as_of=" + position).expect(400);
    }

    @Test
    void itIsForWhoSeesEverythingAndItsHistory() {
        Http partly = Staff.hired(redoubt, Role.ANALYST, some("folders", 1)).http();

        partly.get(API + "risks/").expect(200);
        partly.get(API + "risks/?as_of=" + position).expect(403);
    }

    private String some(String collection, int index) {
        return http.get(API + collection + "/?ordering=created_at&page_size=10")
                .expect(200)
                .results()
                .get(index)
                .path("id")
                .asString();
    }
}
