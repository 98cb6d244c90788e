package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was acknowledged is kept, whatever becomes of the process. */
@Timeout(240)
class CrashTest {

    private static final int WRITERS = 4;
    private static final int BEFORE_THE_KILL = 200;

    @TempDir
    Path data;

    @Test
    void everyAcknowledgedRiskIsThereOnceAfterTheProcessWasKilledWhileWriting() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (var writers = Executors.newFixedThreadPool(WRITERS);
                var doomed = ChildRedoubt.at(data)) {
            List<CompletableFuture<Void>> writing = IntStream.range(0, WRITERS)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> write(doomed.http(), n, acknowledged), writers))
                    .toList();
            while (acknowledged.size() < BEFORE_THE_KILL && writing.stream().noneMatch(CompletableFuture::isDone)) {
                Thread.sleep(5);
            }
            doomed.kill();
            CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new)).join();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);

        List<ProcessHandle> servers;
        try (var survivor = ChildRedoubt.at(data)) {
            List<String> listed = survivor.http().risks();
            assertThat(listed).doesNotHaveDuplicates().containsAll(acknowledged).isEqualTo(logged(survivor.http()));
            survivor.http()
                    .post("/api/v1/risks/", "{\"name\":\"After the crash\"}")
                    .expect(201);

            servers = survivor.children();
            assertThat(servers).isNotEmpty();
            assertThat(survivor.signal("TERM")).isEqualTo(143);
            assertThat(survivor.complaints()).isEmpty();
            assertThat(servers).as("its PostgreSQL").noneMatch(ChildRedoubt::runs);
            acknowledged.addAll(listed);
        }

        try (var third = ChildRedoubt.at(data)) {
            assertThat(third.http().risks()).containsAll(acknowledged).hasSize(acknowledged.size() + 1);
            servers = third.children();
            assertThat(third.signal("INT")).isEqualTo(130);
            assertThat(third.complaints()).isEmpty();
            assertThat(servers).as("its PostgreSQL").isNotEmpty().noneMatch(ChildRedoubt::runs);
        }
    }

    private static void write(Http http, int writer, Set<String> acknowledged) {
        try {
            for (int n = 0; ; n++) {
                Reply reply = http.post("/api/v1/risks/", "{\"name\":\"Writer %d, risk %d\"}".formatted(writer, n));
                if (reply.status() == 201) {
                    acknowledged.add(reply.id());
                }
            }
        } catch (UncheckedIOException killed) {
            // That is the end of every writer.
        }
    }

    private static List<String> logged(Http http) {
        List<String> ids = new ArrayList<>();
        long after = 0;
        JsonNode page = http.get("/api/v1/events/?types=risk.created&limit=500&after=0")
                .expect(200)
                .json();
        while (page.path("results").size() > 0) {
            page.path("results")
                    .forEach(event -> ids.add(event.path("resource").path("id").asString()));
            after = page.path("next_after").asLong();
            page = http.get("/api/v1/events/?types=risk.created&limit=500&after=" + after)
                    .expect(200)
                    .json();
        }
        return ids.stream().sorted().toList();
    }
}
