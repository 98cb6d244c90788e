package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** Two processes on one database, as in production: they share nothing else, and either may die. */
@Timeout(240)
class TwoProcessesTest {

    @TempDir
    Path directory;

    private final TestDatabase database = TestPostgres.fresh();
    private ChildRedoubt one;
    private ChildRedoubt other;

    @BeforeEach
    void start() throws Exception {
        // The first one there projects.
        one = ChildRedoubt.on(database, Files.createDirectory(directory.resolve("one")));
        other = ChildRedoubt.on(database, Files.createDirectory(directory.resolve("other")));
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void ofThirtyPutsOfOneVersionSentToBothOneWinsAndBothShowIt() {
        String path = "/api/v1/risks/" + created(one.http(), "Contended") + "/";
        String tag = String.valueOf(other.http().get(path).expect(200).header("ETag"));
        List<CompletableFuture<Reply>> puts = IntStream.range(0, 30)
                .mapToObj(n -> (n % 2 == 0 ? one : other)
                        .http()
                        .with("If-Match", tag)
                        .sending("PUT", path, "{\"name\":\"Winner " + n + "\"}"))
                .toList();
        List<Reply> replies = puts.stream().map(CompletableFuture::join).toList();

        List<Reply> won =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 412)).hasSize(29);
        for (ChildRedoubt node : List.of(one, other)) {
            assertThat(node.http().get(path).text("name"))
                    .isEqualTo(won.getFirst().text("name"));
        }
    }

    @Test
    void whenTheOneThatProjectsIsKilledTheOtherLosesNothingThatEitherAcknowledged() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<Integer> after = new ArrayList<>();
        try (var writers = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> doomed = IntStream.range(0, 2)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> write(one.http(), 10_000, acknowledged), writers))
                    .toList();
            List<CompletableFuture<Void>> lasting = IntStream.range(0, 2)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> write(other.http(), 300, acknowledged), writers))
                    .toList();
            while (acknowledged.size() < 200) {
                Thread.sleep(5);
            }
            one.kill();
            after.add(acknowledged.size());
            CompletableFuture.allOf(doomed.toArray(CompletableFuture[]::new)).join();
            CompletableFuture.allOf(lasting.toArray(CompletableFuture[]::new)).join();
        }

        assertThat(acknowledged).hasSizeGreaterThan(after.getFirst());
        List<String> listed = new ArrayList<>();
        for (int page = 1; listed.size() == (page - 1) * 500; page++) {
            listed.addAll(other.http()
                    .get("/api/v1/risks/?page_size=500&ordering=created_at&page=" + page)
                    .expect(200)
                    .ids());
        }
        assertThat(listed).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(other.complaints()).isEmpty();
    }

    /** Writes until it has written enough or the process is gone. */
    private static void write(Http http, int enough, Set<String> acknowledged) {
        try {
            for (int n = 0; n < enough; n++) {
                acknowledged.add(created(http, "Risk " + n));
            }
        } catch (UncheckedIOException killed) {
            // That is the end of this writer.
        }
    }

    private static String created(Http http, String name) {
        return http.post("/api/v1/risks/", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .id();
    }
}
