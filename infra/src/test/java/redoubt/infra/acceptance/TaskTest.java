package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.model.access.Role;
import tools.jackson.databind.JsonNode;

/** Tasks over HTTP: whose they are, what follows from the calendar, and what comes again. */
@ExtendWith(SharedRedoubt.class)
class TaskTest {

    private static final String TASKS = "/api/v1/tasks/";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private RunningRedoubt redoubt;
    private Http http;
    private String folder;

    @BeforeEach
    void aFolder(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
        this.folder = http.post("/api/v1/folders/", "{\"name\":\"Tasks " + System.nanoTime() + "\"}")
                .expect(201)
                .id();
    }

    private String task(String more) {
        return http.post(TASKS, "{\"name\":\"Review access\",\"folder\":\"" + folder + "\"" + more + "}")
                .expect(201)
                .id();
    }

    private List<String> listed(Http as, String parameters) {
        return as.get(TASKS + "?folder=" + folder + "&" + parameters)
                .expect(200)
                .ids();
    }

    @Test
    void whetherATaskIsOverdueFollowsFromTheCalendarAndTheStatus() {
        String late = task(",\"due_date\":\"" + TODAY.minusDays(3) + "\"");
        String today = task(",\"due_date\":\"" + TODAY + "\"");
        String done = task(",\"status\":\"completed\",\"due_date\":\"" + TODAY.minusDays(3) + "\"");

        JsonNode shown = http.get(TASKS + late + "/").expect(200).json();
        assertThat(shown.path("is_overdue").asBoolean()).isTrue();
        assertThat(shown.path("days_overdue").asInt()).isEqualTo(3);
        assertThat(shown.path("overdue_since").asString()).isEqualTo(TODAY.minusDays(2) + "T00:00:00Z");
        for (String other : List.of(today, done)) {
            JsonNode not = http.get(TASKS + other + "/").expect(200).json();
            assertThat(not.path("is_overdue").asBoolean()).isFalse();
            assertThat(not.path("days_overdue").asInt()).isZero();
            assertThat(not.path("overdue_since").isNull()).isTrue();
        }
        assertThat(listed(http, "is_overdue=true")).containsExactly(late);
        assertThat(listed(http, "is_overdue=false")).containsExactlyInAnyOrder(today, done);
    }

    @Test
    void whatTheHouseNotesForItselfIsShownToNobody() {
        String id = task(",\"due_date\":\"2035-01-31\",\"recurrence\":{\"frequency\":\"MONTHLY\"}");
        for (String path : List.of(TASKS + id + "/", TASKS + id + "/history/", "/api/v1/events/?resource=" + id)) {
            assertThat(http.get(path).expect(200).text())
                    .as(path)
                    .doesNotContain("awaited")
                    .doesNotContain("\"series\"")
                    .doesNotContain("announced")
                    .doesNotContain("warned");
        }
        assertThat(http.patch(TASKS + id + "/", "{\"awaited\":null}")
                        .expect(400)
                        .complaints("awaited"))
                .containsExactly("Unknown field.");
        http.get(TASKS + "?awaited=2035-01-31").expect(400);
    }

    @Test
    void whoItIsAssignedToFindsItUnderMeAndSaysHowItGoes() {
        Staff ben = Staff.hired(redoubt, Role.READER, folder);
        String mine = task(",\"assigned_to\":[\"" + ben.user() + "\"]");
        String nobodys = task("");
        String position = http.get(TASKS + nobodys + "/history/")
                .expect(200)
                .results()
                .getFirst()
                .path("position")
                .asString();
        // What others have written just now, nobody is promised to see at once.
        ben = new Staff(ben.http().with("X-Redoubt-Min-Position", position), ben.user());
        assertThat(listed(ben.http(), "assigned_to=me")).containsExactly(mine);
        assertThat(listed(ben.http(), "assigned_to__not=me")).containsExactly(nobodys);
        assertThat(listed(http, "assigned_to__isnull=true")).containsExactly(nobodys);
        assertThat(listed(http, "assigned_to__isnull=false")).containsExactly(mine);
        assertThat(listed(http, "assigned_to=me")).isEmpty();
        http.get(TASKS + "?assigned_to=you").expect(400);

        ben.http()
                .patch(TASKS + mine + "/", "{\"status\":\"in_progress\",\"observation\":\"Half of it\"}")
                .expect(200);
        ben.http().patch(TASKS + mine + "/", "{\"name\":\"Something else\"}").expect(403);
        ben.http().patch(TASKS + mine + "/", "{\"name\":7}").expect(403);
        ben.http()
                .patch(TASKS + mine + "/?series=future", "{\"status\":\"in_progress\"}")
                .expect(403);
        ben.http()
                .put(TASKS + mine + "/", "{\"name\":\"Review access\",\"status\":\"completed\"}")
                .expect(403);
        ben.http().delete(TASKS + mine + "/").expect(403);
        ben.http().patch(TASKS + nobodys + "/", "{\"status\":\"completed\"}").expect(403);
        JsonNode bulk = ben.http()
                .post(
                        TASKS + "bulk/",
                        "{\"operations\":[{\"op\":\"update\",\"id\":\"" + mine
                                + "\",\"data\":{\"observation\":\"Most of it\"}},{\"op\":\"update\",\"id\":\"" + nobodys
                                + "\",\"data\":{\"observation\":\"Not mine\"}}]}")
                .expect(200)
                .json();
        assertThat(bulk.path("succeeded").asInt()).isEqualTo(1);
        assertThat(bulk.path("results").path(1).path("status").asInt()).isEqualTo(403);

        JsonNode done = ben.http()
                .post(TASKS + mine + "/complete/", "{\"observation\":\"All of it\"}")
                .expect(200)
                .json();
        assertThat(done.path("status").asString()).isEqualTo("completed");
        assertThat(done.path("completed_by").asString()).isEqualTo(ben.user());
        assertThat(done.path("observation").asString()).isEqualTo("All of it");
    }

    @Test
    void completingIsAnUpdateAndAMilestoneInOneCommand() {
        String id = task("");
        http.post(TASKS + id + "/complete/", "").expect(200);
        List<JsonNode> history =
                http.get(TASKS + id + "/history/?ordering=version").expect(200).results();
        assertThat(history.stream().map(entry -> entry.path("type").asString()))
                .containsExactly("task.created", "task.updated", "task.completed");
        assertThat(history.get(1).path("position").asLong() + 1)
                .isEqualTo(history.get(2).path("position").asLong());
        assertThat(history.get(2).path("correlation_id"))
                .isEqualTo(history.get(1).path("correlation_id"));
    }

    @Test
    void whatComesAgainIsMadeOnceAndFoundByItsSeries() {
        String first = task(",\"due_date\":\"2035-01-31\",\"recurrence\":{\"frequency\":\"MONTHLY\"}");
        http.post(TASKS + first + "/complete/", "").expect(200);
        List<JsonNode> series = http.get(TASKS + "?series_id=" + first + "&ordering=due_date")
                .expect(200)
                .results();
        assertThat(series.stream().map(task -> task.path("due_date").asString()))
                .containsExactly("2035-01-31", "2035-02-28");
        String second = series.get(1).path("id").asString();
        JsonNode made =
                http.get(TASKS + second + "/history/").expect(200).results().getFirst();
        assertThat(made.path("type").asString()).isEqualTo("task.created");
        assertThat(made.path("causation_id").isNull()).isFalse();

        http.patch(TASKS + second + "/?series=future", "{\"name\":\"Review access and keys\"}")
                .expect(200);
        http.patch(TASKS + second + "/", "{\"description\":\"Only this once\"}").expect(200);
        http.patch(TASKS + second + "/?series=this", "{\"status\":\"cancelled\"}")
                .expect(200);
        JsonNode third = http.get(TASKS + "?series_id=" + first + "&ordering=-due_date")
                .expect(200)
                .results()
                .getFirst();
        assertThat(third.path("due_date").asString()).isEqualTo("2035-03-31");
        assertThat(third.path("name").asString()).isEqualTo("Review access and keys");
        assertThat(third.path("description").asString()).isEmpty();

        assertThat(http.patch(TASKS + first + "/?series=future", "{\"name\":\"Late\"}")
                        .expect(400)
                        .complaints("series"))
                .hasSize(1);
        http.patch(TASKS + second + "/?series=past", "{}").expect(400);
        http.patch("/api/v1/folders/" + folder + "/?series=future", "{}").expect(400);
    }

    @Test
    void whatWasAskedForIsToldAgainAndNotWhatFollowedFromIt() {
        Http keyed = http.with("Idempotency-Key", "task-" + System.nanoTime());
        String body = "{\"name\":\"Look\",\"folder\":\"" + folder
                + "\",\"status\":\"completed\",\"due_date\":\"2035-01-31\",\"recurrence\":{\"frequency\":\"YEARLY\"}}";
        Reply first = keyed.post(TASKS, body).expect(201);
        assertThat(listed(http, "")).hasSize(2);
        Reply again = keyed.post(TASKS, body).expect(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(listed(http, "")).hasSize(2);
    }

    @Test
    void aControlShowsTheTasksThatNameItNowAndThen() {
        String control = http.post("/api/v1/applied-controls/", "{\"name\":\"Locks\"}")
                .expect(201)
                .id();
        String path = "/api/v1/applied-controls/" + control + "/";
        Reply task = http.post(TASKS, "{\"name\":\"Oil them\",\"applied_controls\":[\"" + control + "\"]}")
                .expect(201);
        assertThat(http.get(path).expect(200).json().path("tasks").toString()).isEqualTo("[\"" + task.id() + "\"]");
        http.patch(TASKS + task.id() + "/", "{\"applied_controls\":[]}").expect(200);
        assertThat(http.get(path).expect(200).json().path("tasks")).isEmpty();
        assertThat(http.get(path + "?as_of=" + task.header("X-Redoubt-Position"))
                        .expect(200)
                        .json()
                        .path("tasks"))
                .hasSize(1);
    }

    @Test
    void tasksGoWithTheirFolderWhichTellsHowManyThereAre() {
        String one = task("");
        task(",\"status\":\"completed\"");
        String path = "/api/v1/folders/" + folder + "/";
        JsonNode preview = http.get(path + "delete-preview/").expect(200).json();
        assertThat(preview.path("counts").path("tasks").asInt()).isEqualTo(2);
        assertThat(preview.path("total").asInt()).isEqualTo(2);

        String name = http.get(path).expect(200).text("name");
        http.delete(path + "?cascade=true&confirm=" + name.replace(" ", "%20")).expect(204);
        http.get(TASKS + one + "/").expect(404);
        assertThat(http.get(TASKS + one + "/history/")
                        .expect(200)
                        .results()
                        .getFirst()
                        .path("type")
                        .asString())
                .isEqualTo("task.deleted");
    }

    @Test
    void whatIsDeletedIsTakenOutOfTasks() {
        String control = http.post("/api/v1/applied-controls/", "{\"name\":\"Locks\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        String asset = http.post("/api/v1/assets/", "{\"name\":\"Vault\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        String id = task(",\"applied_controls\":[\"" + control + "\"],\"assets\":[\"" + asset + "\"]");
        assertThat(listed(http, "applied_controls=" + control)).containsExactly(id);
        assertThat(listed(http, "assets=" + asset)).containsExactly(id);
        http.delete("/api/v1/applied-controls/" + control + "/").expect(204);
        http.delete("/api/v1/assets/" + asset + "/").expect(204);

        JsonNode left = http.get(TASKS + id + "/").expect(200).json();
        assertThat(left.path("applied_controls")).isEmpty();
        assertThat(left.path("assets")).isEmpty();
        assertThat(left.path("version").asInt()).isEqualTo(3);
    }

    @Test
    void tasksComeAndGoAsFilesAndWhatComesAgainDoesSo() {
        String row = "{\"name\":\"Look\",\"folder\":\"" + folder + "\",\"due_date\":\"2035-01-31\",\"status\":\"%s\","
                + "\"recurrence\":{\"frequency\":\"YEARLY\"}}\n";
        http.with("Content-Type", "application/x-ndjson")
                .post(TASKS + "import/?dry_run=false", row.formatted("pending") + row.formatted("completed"))
                .expect(200);

        List<JsonNode> made = http.get(TASKS + "?ordering=due_date&folder=" + folder)
                .expect(200)
                .results();
        assertThat(made.stream().map(task -> task.path("due_date").asString()))
                .containsExactly("2035-01-31", "2035-01-31", "2036-01-31");
        String file = http.get(TASKS + "export/?folder=" + folder).expect(200).text();
        assertThat(file.lines().count()).isEqualTo(3);
        assertThat(file).contains("2036-01-31").doesNotContain("awaited");
    }
}
