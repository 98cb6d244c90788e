package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.dialect.Grc;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.model.access.Role;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;

/** Undoing a change, and that something was deleted, over HTTP. */
@ExtendWith(SharedRedoubt.class)
class RevertTest {

    private static String to(int version) {
        return "{\"version\":" + version + "}";
    }

    private static String named(String name) {
        return "{\"name\":\"" + name + " " + System.nanoTime() + "\"}";
    }

    private static List<String> types(Http http, String path) {
        return http.get(path + "history/?ordering=version").expect(200).results().stream()
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    private static List<Integer> versions(Http http, String path) {
        return http.get(path + "history/?ordering=version").expect(200).results().stream()
                .map(entry -> entry.path("version").asInt())
                .toList();
    }

    @Test
    void everythingThatHasAHistoryCanBeUndone() {
        // Frameworks come in as a whole, and so they come back; settings are never gone and are set again; the secrets
        // that
        // webhooks had are gone for good.
        assertThat(Grc.offers().stream()
                        .filter(offer ->
                                offer != Grc.FRAMEWORKS && offer.shape().type() != Webhook.class && !offer.sole()))
                .allSatisfy(offer ->
                        assertThat(offer.offers(Verb.REVERT)).as(offer.title()).isEqualTo(offer.offers(Verb.HISTORY)));
    }

    static Stream<String> collections() {
        return Grc.offers().stream()
                .filter(offer -> offer.offers(Verb.DELETE) && offer.offers(Verb.CREATE))
                .filter(offer -> offer.shape().fields().stream()
                        .noneMatch(field -> field.is(redoubt.model.Required.class)
                                && !field.name().equals("name")))
                .map(Offer::path);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void aChangeIsUndoneByAChangeAndADeletionByANewBeginning(String collection, RunningRedoubt redoubt) {
        Http http = redoubt.http();
        JsonNode first =
                http.post("/api/v1" + collection, named("First")).expect(201).json();
        String path = "/api/v1" + collection + first.path("id").asString() + "/";
        http.patch(path, named("Second")).expect(200);

        Reply undone = http.post(path + "revert/", to(1)).expect(200);
        assertThat(undone.text("name")).isEqualTo(first.path("name").asString());
        assertThat(undone.version()).isEqualTo(3);
        assertThat(http.post(path + "revert/", to(1)).expect(200).version()).isEqualTo(3);

        http.delete(path).expect(204);
        http.get(path).expect(404);
        Reply back = http.post(path + "revert/", to(2)).expect(200);
        assertThat(back.text("name")).startsWith("Second");
        assertThat(back.version()).isEqualTo(5);
        assertThat(http.get(path).expect(200).text("name")).isEqualTo(back.text("name"));
        assertThat(http.get("/api/v1" + collection + "?id=" + back.id())
                        .expect(200)
                        .ids())
                .containsExactly(back.id());
        assertThat(versions(http, path)).containsExactly(1, 2, 3, 4, 5);
        assertThat(types(http, path).getLast()).endsWith(".created");
        assertThat(http.get(path + "?version=2").expect(200).text("name")).isEqualTo(back.text("name"));
        assertThat(http.patch(path, named("Third")).expect(200).version()).isEqualTo(6);
        assertThat(http.get(path + "?version=6").expect(200).text("name")).startsWith("Third");
    }

    @Test
    void whatIsAskedForMustHaveBeen(RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String path = "/api/v1/risks/"
                + http.post("/api/v1/risks/", named("Leak")).expect(201).id() + "/";
        assertThat(http.post(path + "revert/", "{}").expect(400).complaints("version"))
                .containsExactly("This field is required.");
        assertThat(http.post(path + "revert/", to(7)).expect(400).complaints("version"))
                .containsExactly("There is no such version.");
        http.post(path + "revert/", to(0)).expect(400);
        http.post(path + "revert/", "{\"version\":\"1\"}").expect(400);
        http.post(path + "revert/", "{\"version\":99999999999999999999}").expect(400);
        http.delete(path).expect(204);
        assertThat(http.post(path + "revert/", to(2)).expect(400).complaints("version"))
                .containsExactly("It was deleted in that version.");
        http.post("/api/v1/risks/0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e/revert/", to(1))
                .expect(404);
        http.with("If-Match", "\"1\"").post(path + "revert/", to(1)).expect(412);
        http.with("If-Match", "\"2\"").post(path + "revert/", to(1)).expect(200);
    }

    @Test
    void aWayBackIntoWhatIsGoneIsAConflictThatSaysWhatIsMissing(RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String folder = http.post("/api/v1/folders/", named("Gone")).expect(201).id();
        String path = "/api/v1/tasks/"
                + http.post("/api/v1/tasks/", "{\"name\":\"Look\",\"folder\":\"" + folder + "\"}")
                        .expect(201)
                        .id()
                + "/";
        http.delete(path).expect(204);
        http.delete("/api/v1/folders/" + folder + "/").expect(204);
        Reply conflict = http.post(path + "revert/", to(1)).expect(409);
        assertThat(conflict.text("code")).isEqualTo("not_revertible");
        assertThat(conflict.json().path("details").path("folder").path(0).asString())
                .isEqualTo("Object not found or not accessible.");

        http.post("/api/v1/folders/" + folder + "/revert/", to(1)).expect(200);
        http.post(path + "revert/", to(1)).expect(200);
        assertThat(http.get("/api/v1/tasks/?folder=" + folder).expect(200).results())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"risks", "applied-controls", "tasks", "assets"})
    void itTakesTheRightsThatTheChangeWouldTake(String collection, RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String folder =
                http.post("/api/v1/folders/", named("Payments")).expect(201).id();
        Staff reader = Staff.hired(redoubt, Role.READER, folder);
        Staff analyst = Staff.hired(redoubt, Role.ANALYST, folder);
        String path = "/api/v1/" + collection + "/"
                + http.post("/api/v1/" + collection + "/", "{\"name\":\"Leak\",\"folder\":\"" + folder + "\"}")
                        .expect(201)
                        .id()
                + "/";
        http.patch(path, "{\"name\":\"Flood\"}").expect(200);
        reader.http().post(path + "revert/", to(1)).expect(403);
        analyst.http().post(path + "revert/", to(1)).expect(200);
        http.delete(path).expect(204);
        reader.http().post(path + "revert/", to(1)).expect(403);
        analyst.http().post(path + "revert/", to(1)).expect(200);
        Staff stranger = Staff.hired(
                redoubt,
                Role.ANALYST,
                http.post("/api/v1/folders/", named("Other")).expect(201).id());
        stranger.http().post(path + "revert/", to(1)).expect(404);
    }

    @Test
    void sentTwiceUnderAKeyItIsDoneOnce(RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String path = "/api/v1/tasks/"
                + http.post("/api/v1/tasks/", named("Look")).expect(201).id() + "/";
        http.delete(path).expect(204);
        Http keyed = http.with("Idempotency-Key", "undo-" + System.nanoTime());
        Reply first = keyed.post(path + "revert/", to(1)).expect(200);
        http.delete(path).expect(204);
        Reply again = keyed.post(path + "revert/", to(1)).expect(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        http.get(path).expect(404);
    }

    @Test
    void aTokenHasItsNameBackAndNothingElse(RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String path = "/api/v1/api-tokens/"
                + http.post("/api/v1/api-tokens/", "{\"name\":\"Export\"}")
                        .expect(201)
                        .id() + "/";
        http.patch(path, "{\"name\":\"Import\"}").expect(200);
        assertThat(http.post(path + "revert/", to(1)).expect(200).text("name")).isEqualTo("Export");
    }

    @Test
    void whoWasErasedDoesNotComeBack(RunningRedoubt redoubt) {
        Http http = redoubt.http();
        String email = "anna" + System.nanoTime() + "@example.org";
        String path = "/api/v1/users/"
                + http.post("/api/v1/users/", "{\"email\":\"" + email + "\"}")
                        .expect(201)
                        .id() + "/";
        http.post(path + "erase/", "").expect(200);
        await().untilAsserted(() ->
                assertThat(http.get(path + "history/").expect(200).text()).doesNotContain(email));
        assertThat(http.post(path + "revert/", to(1)).expect(200).text("email")).startsWith("erased-");
        assertThat(http.get(path).expect(200).text()).doesNotContain(email);
    }
}
