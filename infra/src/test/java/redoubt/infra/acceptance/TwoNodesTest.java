package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestPostgres;

/** Several nodes on one database are one Redoubt. */
class TwoNodesTest {

    @Test
    void whatOneNodeWroteTheOtherShowsToWhoeverWaitsForItsPosition() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database);
                var other = RunningRedoubt.on(database)) {
            for (int round = 0; round < 50; round++) {
                Http writer = (round % 2 == 0 ? one : other).http();
                Http reader = (round % 2 == 0 ? other : one).http();
                Reply created = writer.post("/api/v1/risks/", "{\"name\":\"Round " + round + "\"}")
                        .expect(201);
                String position = String.valueOf(created.header("X-Redoubt-Position"));

                Http patient = reader.with("X-Redoubt-Min-Position", position);
                assertThat(patient.get("/api/v1/risks/?ordering=-created_at&page_size=1")
                                .ids())
                        .containsExactly(created.id());
            }
            Reply early = one.http()
                    .with("X-Redoubt-Min-Position", "999999999")
                    .get("/api/v1/risks/")
                    .expect(503);
            assertThat(early.text())
                    .isEqualTo("{\"error\":\"service_unavailable\",\"code\":\"projection_lagging\","
                            + "\"message\":\"Service temporarily unavailable\",\"retry_after\":1}");
            assertThat(early.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void whoWroteOnOneNodeReadsItOnTheOtherWithoutAskingForAnything() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database);
                var other = RunningRedoubt.on(database)) {
            List<Http> nodes = List.of(one.http(), other.http());
            for (int round = 0; round < 200; round++) {
                Http writer = nodes.get(round % 2);
                Http reader = nodes.get((round + 1) % 2);
                String name = "Round " + round;
                Reply created = writer.post("/api/v1/risks/", "{\"name\":\"" + name + "\"}")
                        .expect(201);
                String path = "/api/v1/risks/" + created.id() + "/";

                assertThat(reader.get("/api/v1/risks/?ordering=-created_at&page_size=1")
                                .ids())
                        .as(name)
                        .containsExactly(created.id());
                writer.patch(path, "{\"status\":\"closed\"}").expect(200);
                assertThat(reader.get(path).expect(200).text("status")).as(name).isEqualTo("closed");
                writer.delete(path).expect(204);
                reader.get(path).expect(404);
            }
        }
    }

    @Test
    void whenTheNodeThatProjectsGoesTheOtherCarriesOnWithoutLosingOrDoublingARow() {
        try (var database = TestPostgres.fresh();
                // The first one there projects.
                var leaver = RunningRedoubt.on(database);
                var stayer = RunningRedoubt.on(database)) {
            List<String> made = new ArrayList<>(written(leaver, stayer));
            leaver.stop();
            made.addAll(written(stayer, stayer));

            List<String> listed =
                    stayer.http().get("/api/v1/risks/?page_size=500").ids();
            assertThat(made).hasSize(200);
            assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void severalNodesMayStartAtOnceOnAnEmptyDatabase() {
        try (var database = TestPostgres.bare()) {
            List<CompletableFuture<RunningRedoubt>> starting = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                starting.add(CompletableFuture.supplyAsync(() -> RunningRedoubt.on(database)));
            }
            List<RunningRedoubt> nodes =
                    starting.stream().map(CompletableFuture::join).toList();
            try {
                for (RunningRedoubt node : nodes) {
                    assertThat(node.http()
                                    .get("/api/v1/folders/?content_type=root")
                                    .ids())
                            .hasSize(1);
                    assertThat(node.http().get("/api/v1/api-tokens/").ids()).hasSize(1);
                }
            } finally {
                nodes.forEach(RunningRedoubt::close);
            }
        }
    }

    private static List<String> written(RunningRedoubt one, RunningRedoubt other) {
        List<CompletableFuture<Reply>> writes = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            writes.add(one.http().sending("POST", "/api/v1/risks/", "{\"name\":\"One " + n + "\"}"));
            writes.add(other.http().sending("POST", "/api/v1/risks/", "{\"name\":\"Other " + n + "\"}"));
        }
        return writes.stream().map(write -> write.join().expect(201).id()).toList();
    }
}
