package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever was told that something is done finds it done, on every page and at once. */
@ExtendWith(SharedRedoubt.class)
class ReadYourWritesTest {

    private static final int CLIENTS = 5;
    private static final int WRITES = 100;

    private final RunningRedoubt redoubt;

    ReadYourWritesTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void fiveHundredWritesOfSeveralClientsAreEachListedAtOnce() throws Exception {
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(this::writeAndLook);
        }
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (var client : threads.invokeAll(clients)) {
                assertThat(client.get()).isEqualTo(WRITES);
            }
        }
    }

    @Test
    void aSearchASummaryAndATreeAreAsFreshAsAList() {
        Http http = redoubt.http();
        String folder = folder(http);
        for (int write = 1; write <= 20; write++) {
            String word = "w" + UUID.randomUUID().toString().replace("-", "");
            String id =
                    http.post("/api/v1/risks/", risk(word, folder)).expect(201).id();

            assertThat(http.get("/api/v1/risks/?search=" + word).ids()).containsExactly(id);
            assertThat(http.get("/api/v1/risks/summary/?folder=" + folder)
                            .expect(200)
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(write);
            String below = http.post(
                            "/api/v1/folders/", "{\"name\":\"%s\",\"parent_folder\":\"%s\"}".formatted(word, folder))
                    .expect(201)
                    .id();
            assertThat(http.get("/api/v1/folders/tree/?root=" + folder)
                            .expect(200)
                            .text())
                    .contains(below);
        }
    }

    private int writeAndLook() {
        Http http = redoubt.http();
        String folder = folder(http);
        String last = "";
        for (int write = 1; write <= WRITES; write++) {
            Reply created =
                    http.post("/api/v1/risks/", risk("Write " + write, folder)).expect(201);
            Reply list = http.get("/api/v1/risks/?folder=" + folder + "&ordering=-created_at&page_size=1")
                    .expect(200);

            assertThat(list.ids()).containsExactly(created.id());
            assertThat(list.json().path("count").asInt()).isEqualTo(write);
            if (!last.isEmpty()) {
                http.patch("/api/v1/risks/" + last + "/", "{\"status\":\"closed\"}")
                        .expect(200);
                assertThat(http.get("/api/v1/risks/?page_size=500&status=closed&folder=" + folder)
                                .ids())
                        .contains(last);
            }
            last = created.id();
        }
        return http.get("/api/v1/risks/?folder=" + folder).json().path("count").asInt();
    }

    private static String folder(Http http) {
        return http.post("/api/v1/folders/", "{\"name\":\"Fresh " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    private static String risk(String name, String folder) {
        return "{\"name\":\"%s\",\"folder\":\"%s\"}".formatted(name, folder);
    }
}
