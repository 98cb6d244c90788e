package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.infra.TestPostgres;
import tools.jackson.databind.JsonNode;

/** The clock that says what is overdue, over HTTP: at midnight of the house, after days of silence, and on two nodes. */
class OverdueClockTest {

    private static final String TASKS = "/api/v1/tasks/";
    private static final String CLOCK = "/api/v1/admin/clock/";
    private static final String TESTING = "--spring.profiles.active=test";
    private static final String RARELY = "--redoubt.clock.sweep-seconds=86400";

    private static String task(Http http, LocalDate due) {
        return http.post(TASKS, "{\"name\":\"Review access\",\"due_date\":\"" + due + "\"}")
                .expect(201)
                .id();
    }

    private static void set(Http http, Instant now) {
        http.post(CLOCK, "{\"now\":\"" + now + "\"}").expect(200);
    }

    private static List<JsonNode> history(Http http, String path) {
        return http.get(path + "history/?ordering=version&page_size=500")
                .expect(200)
                .results();
    }

    private static List<JsonNode> said(Http http, String task, String type) {
        return history(http, TASKS + task + "/").stream()
                .filter(entry -> entry.path("type").asString().equals(type))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin", "America/Santiago"})
    void t19ADayEndsWhenItEndsWhereTheHouseStands(String name) {
        ZoneId zone = ZoneId.of(name);
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY, "--redoubt.timezone=" + name)) {
            Http http = redoubt.http();
            // The days on which clocks change in some of these places, and the days around them.
            for (String day : List.of("2027-03-13", "2027-03-14", "2027-03-28", "2027-09-04", "2027-10-31")) {
                LocalDate due = LocalDate.parse(day);
                Instant over = due.plusDays(1).atStartOfDay(zone).toInstant();
                set(http, over.minusSeconds(3_600));
                String task = task(http, due);
                set(http, over.minusMillis(2_000));
                assertThat(said(http, task, "task.overdue")).as(day).isEmpty();

                set(http, over);
                List<JsonNode> events = said(http, task, "task.overdue");
                assertThat(events).as(day).hasSize(1);
                assertThat(events.getFirst().path("actor").path("type").asString())
                        .isEqualTo("system");
                assertThat(events.getFirst().path("actor").path("name").asString())
                        .isEqualTo("overdue-clock");
                JsonNode shown = http.get(TASKS + task + "/").expect(200).json();
                assertThat(shown.path("overdue_since").asString()).isEqualTo(over.toString());
                assertThat(shown.path("days_overdue").asInt()).isEqualTo(1);
                http.post(TASKS + task + "/complete/", "").expect(200);
            }
        }
    }

    @Test
    void t19AfterThreeDaysInWhichNobodyLookedItIsSaidOnce() {
        try (var database = TestPostgres.fresh()) {
            String task;
            try (var before = RunningRedoubt.on(database, TESTING, RARELY)) {
                set(before.http(), Instant.parse("2027-05-01T12:00:00Z"));
                task = task(before.http(), LocalDate.parse("2027-05-01"));
                assertThat(said(before.http(), task, "task.overdue")).isEmpty();
            }
            for (int start = 0; start < 2; start++) {
                try (var after = RunningRedoubt.on(database, TESTING, RARELY)) {
                    set(after.http(), Instant.parse("2027-05-04T12:00:00Z"));
                    assertThat(said(after.http(), task, "task.overdue")).hasSize(1);
                    JsonNode told = after.http()
                            .get("/api/v1/events/?resource=" + task)
                            .expect(200)
                            .results()
                            .getLast();
                    assertThat(told.path("type").asString()).isEqualTo("task.overdue");
                    assertThat(told.path("data").path("is_overdue").asBoolean()).isTrue();
                    assertThat(told.path("data").path("overdue_since").asString())
                            .isEqualTo("2027-05-02T00:00:00Z");
                    assertThat(told.path("data").path("days_overdue").asInt()).isPositive();
                }
            }
        }
    }

    @Test
    void t19TwoNodesThatLookAtOnceSayItOnce() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, TESTING, RARELY);
                var other = RunningRedoubt.on(database, TESTING, RARELY)) {
            List<Http> nodes = List.of(one.http(), other.http());
            Instant start = Instant.parse("2027-05-01T12:00:00Z");
            nodes.forEach(node -> set(node, start));
            List<String> tasks = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                tasks.add(task(nodes.get(i % 2), LocalDate.parse("2027-05-0" + (1 + i % 3))));
            }
            // Three days of silence, and then both find it at the same time.
            Instant later = Instant.parse("2027-05-05T00:00:00Z");
            CompletableFuture<?>[] looks = Stream.of(0, 1, 0, 1)
                    .map(node -> CompletableFuture.runAsync(() -> set(nodes.get(node), later)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(looks).join();
            nodes.forEach(node -> set(node, later));

            for (String task : tasks) {
                assertThat(said(nodes.getFirst(), task, "task.overdue"))
                        .as(task)
                        .hasSize(1);
            }
        }
    }

    @Test
    void whatIsRescheduledCompletedOrReopenedIsSaidAsOftenAsItHasDueDates() {
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY)) {
            Http http = redoubt.http();
            Instant now = Instant.parse("2027-05-10T12:00:00Z");
            set(http, now);
            String task = task(http, LocalDate.parse("2027-05-09"));
            set(http, now);
            http.patch(TASKS + task + "/", "{\"due_date\":\"2027-05-12\"}").expect(200);
            assertThat(http.get(TASKS + task + "/").json().path("overdue_since").isNull())
                    .isTrue();
            set(http, now);
            assertThat(said(http, task, "task.overdue")).hasSize(1);
            set(http, now.plusSeconds(3 * 86_400));
            assertThat(said(http, task, "task.overdue")).hasSize(2);
            http.patch(TASKS + task + "/", "{\"due_date\":\"2027-05-09\"}").expect(200);
            http.post(TASKS + task + "/complete/", "").expect(200);
            http.patch(TASKS + task + "/", "{\"status\":\"pending\"}").expect(200);
            set(http, now.plusSeconds(4 * 86_400));
            assertThat(said(http, task, "task.overdue")).hasSize(2);
        }
    }

    @Test
    void aDueDateThatComesNearIsSaidOnceForEachNumberOfDays() {
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY, "--redoubt.due-soon-days=7,1")) {
            Http http = redoubt.http();
            Instant now = Instant.parse("2027-05-01T12:00:00Z");
            set(http, now);
            String task = task(http, LocalDate.parse("2027-05-09"));
            String late = task(http, LocalDate.parse("2027-05-02"));
            for (int day = 0; day < 12; day++) {
                set(http, now.plusSeconds(day * 86_400L));
            }
            assertThat(said(http, task, "task.due_soon")).hasSize(2);
            assertThat(said(http, late, "task.due_soon")).hasSize(1);
            assertThat(said(http, task, "task.overdue")).hasSize(1);
        }
    }

    @Test
    void aTaskThatNobodyDoesComesAgainAllTheSame() {
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY, "--redoubt.due-soon-days=")) {
            Http http = redoubt.http();
            set(http, Instant.parse("2027-05-01T12:00:00Z"));
            String first = http.post(
                            TASKS,
                            "{\"name\":\"Look\",\"due_date\":\"2027-05-01\",\"recurrence\":{\"frequency\":\"DAILY\"}}")
                    .expect(201)
                    .id();
            set(http, Instant.parse("2027-05-04T12:00:00Z"));
            List<JsonNode> series = http.get(TASKS + "?ordering=due_date&series_id=" + first)
                    .expect(200)
                    .results();
            assertThat(series.stream().map(task -> task.path("due_date").asString()))
                    .containsExactly("2027-05-01", "2027-05-02", "2027-05-03", "2027-05-04");
            JsonNode made = history(http, TASKS + series.get(1).path("id").asString() + "/")
                    .getFirst();
            assertThat(made.path("causation_id").asString())
                    .isEqualTo(said(http, first, "task.overdue")
                            .getFirst()
                            .path("id")
                            .asString());
        }
    }

    @Test
    void acceptancesAndAccountsEndByTheSameClock() {
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY)) {
            Http http = redoubt.http();
            set(http, Instant.parse("2027-05-01T12:00:00Z"));
            String risk = http.post("/api/v1/risks/", "{\"name\":\"Leak\",\"likelihood\":3,\"impact\":4}")
                    .expect(201)
                    .id();
            http.post(
                            "/api/v1/risks/" + risk + "/accept/",
                            "{\"justification\":\"Bearable\",\"expires_on\":\"2027-05-02\"}")
                    .expect(200);
            String user = http.post("/api/v1/users/", "{\"email\":\"ben@example.org\",\"expiry_date\":\"2027-05-02\"}")
                    .expect(201)
                    .id();
            set(http, Instant.parse("2027-05-02T23:59:00Z"));
            assertThat(http.get("/api/v1/risks/" + risk + "/").text("status")).isEqualTo("accepted");
            set(http, Instant.parse("2027-05-03T00:00:00Z"));
            assertThat(http.get("/api/v1/risks/" + risk + "/").text("status")).isEqualTo("open");
            assertThat(history(http, "/api/v1/risks/" + risk + "/").stream()
                            .map(entry -> entry.path("type").asString()))
                    .endsWith("risk.updated", "risk.acceptance_expired");
            assertThat(http.get("/api/v1/users/" + user + "/")
                            .json()
                            .path("is_active")
                            .asBoolean())
                    .isFalse();
            assertThat(history(http, "/api/v1/users/" + user + "/").stream()
                            .map(entry -> entry.path("type").asString()))
                    .containsExactly("user.created", "user.updated", "user.deactivated");
        }
    }

    @Test
    void theClockCanBeSetWhereSomebodyTestsAndNowhereElse() {
        try (var redoubt = RunningRedoubt.start(TESTING, RARELY)) {
            redoubt.http().post(CLOCK, "{}").expect(400);
            redoubt.http().post(CLOCK, "{\"now\":\"yesterday\"}").expect(400);
            redoubt.http()
                    .anonymous()
                    .post(CLOCK, "{\"now\":\"2027-05-01T12:00:00Z\"}")
                    .expect(401);
        }
        try (var redoubt = RunningRedoubt.start()) {
            redoubt.http().post(CLOCK, "{\"now\":\"2027-05-01T12:00:00Z\"}").expect(404);
        }
    }
}
