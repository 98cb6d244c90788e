package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What many do at the same time happens as if they had stood in line. */
@ExtendWith(SharedRedoubt.class)
class RaceTest {

    private final Http http;

    RaceTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void t08OfThirtyPutsOfTheSameVersionOneWinsAndTheOthersAreTold() {
        String path = "/api/v1/risks/" + risk() + "/";
        Http guarded = http.with("If-Match", String.valueOf(http.get(path).header("ETag")));
        List<Reply> replies = atOnce(30, n -> guarded.sending("PUT", path, "{\"name\":\"Winner " + n + "\"}"));

        assertThat(statuses(replies, 200)).hasSize(1);
        assertThat(statuses(replies, 412)).hasSize(29);
        statuses(replies, 412).forEach(refused -> assertThat(refused.text())
                .isEqualTo("{\"error\":\"precondition_failed\",\"message\":\"Resource was"
                        + " modified\",\"current_version\":2}"));
        assertThat(http.get(path).text("name"))
                .isEqualTo(statuses(replies, 200).getFirst().text("name"));
        assertThat(http.get(path).version()).isEqualTo(2);
    }

    @Test
    void t09TwentyRequestsUnderOneKeyMakeOneRiskAndOneEvent() {
        String folder = folder();
        Http keyed = http.with("Idempotency-Key", UUID.randomUUID().toString());
        String body = "{\"name\":\"Only once\",\"folder\":\"" + folder + "\"}";
        List<Reply> replies = atOnce(20, _ -> keyed.sending("POST", "/api/v1/risks/", body));

        List<String> made =
                statuses(replies, 201).stream().map(Reply::id).distinct().toList();
        assertThat(made).hasSize(1);
        assertThat(statuses(replies, 201).size() + statuses(replies, 409).size())
                .isEqualTo(20);
        statuses(replies, 409).forEach(busy -> {
            assertThat(busy.text("code")).isEqualTo("idempotency_in_progress");
            assertThat(busy.header("Retry-After")).isEqualTo("1");
        });
        assertThat(keyed.post("/api/v1/risks/", body).expect(201).id()).isEqualTo(made.getFirst());
        assertThat(http.get("/api/v1/risks/?folder=" + folder).ids()).isEqualTo(made);
        assertThat(http.get("/api/v1/events/?resource=" + made.getFirst()).results())
                .hasSize(1);
    }

    @Test
    void ofTwentyFoldersOfOneNameOneIsMade() {
        String folder = folder();
        List<Reply> replies = atOnce(
                20,
                n -> http.sending(
                        "POST",
                        "/api/v1/folders/",
                        "{\"name\":\"%s\",\"parent_folder\":\"%s\"}"
                                .formatted(n % 2 == 0 ? "Payments" : "PAYMENTS", folder)));

        assertThat(statuses(replies, 201)).hasSize(1);
        assertThat(statuses(replies, 400).size() + statuses(replies, 409).size())
                .isEqualTo(19);
        assertThat(http.get("/api/v1/folders/?parent_folder=" + folder).ids()).hasSize(1);
    }

    @Test
    void noChangeIsLostThoughNobodyNamesAVersion() {
        String path = "/api/v1/risks/" + risk() + "/";
        List<Reply> replies = atOnce(12, n -> http.sending("PATCH", path, "{\"labels\":[\"l" + n + "\"]}"));
        long done = statuses(replies, 200).size();

        assertThat(done + statuses(replies, 409).size()).isEqualTo(12);
        assertThat(done).isPositive();
        assertThat(http.get(path).version()).isEqualTo(1 + (int) done);
        assertThat(http.get(path + "history/").json().path("count").asInt()).isEqualTo(1 + (int) done);
    }

    @Test
    void aFolderThatIsBeingDeletedTakesNoMoreRisks() {
        for (int round = 0; round < 10; round++) {
            String folder = folder();
            var deletion = new ArrayList<CompletableFuture<Reply>>();
            deletion.add(http.sending("DELETE", "/api/v1/folders/" + folder + "/", ""));
            List<Reply> risks = atOnce(
                    4,
                    n -> http.sending(
                            "POST", "/api/v1/risks/", "{\"name\":\"R" + n + "\",\"folder\":\"" + folder + "\"}"));
            int status = deletion.getFirst().join().expect(204, 409).status();
            List<Reply> made = statuses(risks, 201);

            assertThat(made.size()
                            + statuses(risks, 400).size()
                            + statuses(risks, 409).size())
                    .isEqualTo(4);
            if (status == 204) {
                assertThat(made)
                        .as("risks in a folder that was deleted while empty")
                        .isEmpty();
            }
            made.forEach(risk -> http.get("/api/v1/risks/" + risk.id() + "/").expect(200));
        }
    }

    private String folder() {
        return http.post("/api/v1/folders/", "{\"name\":\"Race " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    private String risk() {
        return http.post("/api/v1/risks/", "{\"name\":\"Contended\"}")
                .expect(201)
                .id();
    }

    private static List<Reply> statuses(List<Reply> replies, int status) {
        return replies.stream().filter(reply -> reply.status() == status).toList();
    }

    private static List<Reply> atOnce(int times, java.util.function.IntFunction<CompletableFuture<Reply>> request) {
        List<CompletableFuture<Reply>> under =
                IntStream.range(0, times).mapToObj(request).toList();
        return under.stream().map(CompletableFuture::join).toList();
    }
}
