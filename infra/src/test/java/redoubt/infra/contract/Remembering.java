package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of one of them when it has changed, and after it is gone. */
interface Remembering extends Contract {

    @Test
    default void theHistoryTellsWhatChangedFromWhatToWhatAndByWhom() {
        ObjectNode before = subject().created(1);
        String path = path(before);
        subject()
                .http()
                .with("X-Request-ID", "change-4711")
                .patch(path, subject().change())
                .expect(200);
        List<JsonNode> history = subject().http().get(path + "history/").results();

        assertThat(history).hasSizeGreaterThanOrEqualTo(2);
        JsonNode changed = history.stream()
                .filter(entry -> entry.path("type").asString().equals(subject().noun() + ".updated"))
                .findFirst()
                .orElseThrow();
        JsonNode created = history.getLast();
        assertThat(created.path("type").asString()).isEqualTo(subject().noun() + ".created");
        assertThat(created.path("version").asInt()).isEqualTo(1);
        assertThat(created.path("actor").path("id").asString())
                .isEqualTo(before.path("created_by").asString());
        assertThat(changed.path("correlation_id").asString()).isEqualTo("change-4711");
        subject().change().properties().forEach(member -> {
            JsonNode told = named(changed.path("changes"), member.getKey());
            assertThat(told.path("old")).as(member.getKey()).isEqualTo(before.get(member.getKey()));
            assertThat(told.path("new")).as(member.getKey()).isEqualTo(member.getValue());
        });
    }

    @Test
    default void theHistoryOutlivesItsSubject() {
        String path = path(subject().created(1));
        subject().http().delete(path).expect(204);
        List<JsonNode> history =
                subject().http().get(path + "history/?ordering=version").results();

        assertThat(history.stream().map(entry -> entry.path("type").asString()))
                .containsExactly(subject().noun() + ".created", subject().noun() + ".deleted");
        assertThat(subject()
                        .http()
                        .get(path + "history/?ordering=-version&page_size=1")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    default void everyVersionIsReadAsItWasWhenItWasNew() {
        List<Reply> live = new ArrayList<>();
        live.add(subject().create(subject().body(1)).expect(201));
        String path = subject().path(live.getFirst().id());
        live.add(subject().http().patch(path, subject().change()).expect(200));
        live.add(subject().http().patch(path, "{\"name\":\"Renamed at last\"}").expect(200));

        for (Reply then : live) {
            assertThat(subject()
                            .http()
                            .get(path + "?version=" + then.version())
                            .expect(200)
                            .json())
                    .isEqualTo(then.json());
            Reply asOf = subject()
                    .http()
                    .get(path + "?as_of=" + then.number("X-Redoubt-Position"))
                    .expect(200);
            assertThat(asOf.json()).isEqualTo(then.json());
            assertThat(asOf.number("X-Redoubt-As-Of-Position")).isEqualTo(then.number("X-Redoubt-Position"));
            assertThat(asOf.header("ETag")).isEqualTo(then.header("ETag"));
            String moment = Http.encoded(then.text("updated_at"));
            assertThat(subject()
                            .http()
                            .get(path + "?as_of=" + moment)
                            .expect(200)
                            .json())
                    .isEqualTo(then.json());
        }
    }

    @Test
    default void thereWasNothingBeforeItWasMadeAndNothingAfterItWasDeleted() {
        Reply created = subject().create(subject().body(1)).expect(201);
        String path = subject().path(created.id());
        long position = created.number("X-Redoubt-Position");
        subject().http().get(path + "?as_of=" + (position - 1)).expect(404);
        subject().http().get(path + "?version=2").expect(404);
        long gone = subject().http().delete(path).expect(204).number("X-Redoubt-Position");

        assertThat(subject().http().get(path + "?as_of=" + position).expect(200).json())
                .isEqualTo(created.json());
        subject().http().get(path + "?as_of=" + gone).expect(404);
    }

    @Test
    default void aTimeThatCannotBeReadIsRefused() {
        String path = path(subject().created(1));
        for (String moment : List.of("2999-01-01T00:00:00Z", "99999999", "2026-01-01", "yesterday", "", "-1")) {
            for (String asked : List.of(path, subject().path())) {
                assertThat(subject()
                                .http()
                                .get(asked + "?as_of=" + moment)
                                .expect(400)
                                .complaints("as_of"))
                        .as("%s as_of=%s", asked, moment)
                        .isNotEmpty();
            }
        }
        for (String version : List.of("0", "-1", "x", "")) {
            subject().http().get(path + "?version=" + version).expect(400, 404);
        }
        subject().http().get(path + "?version=1&as_of=1").expect(400);
    }

    @Test
    default void everyChangeReachesTheEvents() {
        Reply created = subject().create(subject().body(1)).expect(201);
        Reply changed = subject()
                .http()
                .patch(subject().path(created.id()), subject().change())
                .expect(200);
        JsonNode events = subject()
                .http()
                .get("/api/v1/events/?resource=" + created.id())
                .expect(200)
                .json()
                .path("results");
        List<String> types = new ArrayList<>();
        events.forEach(event -> types.add(event.path("type").asString()));

        assertThat(types).startsWith(subject().noun() + ".created", subject().noun() + ".updated");
        JsonNode first = events.get(0);
        assertThat(first.path("position").asLong()).isEqualTo(created.number("X-Redoubt-Position"));
        assertThat(first.path("resource").path("id").asString()).isEqualTo(created.id());
        assertThat(first.path("data").path("name").asString()).isEqualTo(created.text("name"));
        List<String> fields = new ArrayList<>();
        events.get(1).path("data").path("changed_fields").forEach(field -> fields.add(field.asString()));
        assertThat(fields).containsAll(subject().change().propertyNames());
        assertThat(events.get(events.size() - 1).path("position").asLong())
                .isEqualTo(changed.number("X-Redoubt-Position"));
        assertThat(subject()
                        .http()
                        .get("/api/v1/events/" + created.number("X-Redoubt-Position") + "/")
                        .expect(200)
                        .json())
                .isEqualTo(first);
    }

    private String path(JsonNode one) {
        return subject().path(one.path("id").asString());
    }

    private static JsonNode named(JsonNode changes, String field) {
        for (JsonNode change : changes) {
            if (change.path("field").asString().equals(field)) {
                return change;
            }
        }
        throw new AssertionError("No change of " + field + " in " + changes);
    }
}
