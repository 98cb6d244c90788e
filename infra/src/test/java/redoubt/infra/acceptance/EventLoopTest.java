package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.api.tour.Tour;
import redoubt.infra.TestPostgres;

/** Nothing that Redoubt does blocks a thread of an event loop. */
@Timeout(240)
class EventLoopTest {

    private static final List<String> PAGES = List.of("/api/docs/", "/api/redoc/", "/api/schema/");

    @TempDir
    Path data;

    @Test
    void theWholeTourAStreamAndARushOfWritersBlockNoEventLoop() {
        try (var database = TestPostgres.fresh();
                var watched = ChildRedoubt.begin(
                        data,
                        WatchedRedoubt.class,
                        WatchedRedoubt.JVM,
                        List.of("--redoubt.database-url=" + database.url()))) {
            watched.awaitAddress();
            Http http = watched.http();
            assertThat(Tour.run(http.base(), RunningRedoubt.TOKEN)).isEmpty();
            try (var stream = EventStream.open(http, "", "")) {
                List<CompletableFuture<Reply>> rush = IntStream.range(0, 200)
                        .mapToObj(n -> http.with(
                                        "Idempotency-Key", UUID.randomUUID().toString())
                                .sending("POST", "/api/v1/risks/", "{\"name\":\"Rush " + n + "\"}"))
                        .toList();
                rush.forEach(reply -> reply.join().expect(201));
                IntStream.range(0, 200).forEach(_ -> assertThat(stream.next()).isPresent());
            }
            PAGES.forEach(page -> http.anonymous().get(page).expect(200));

            List<String> blocked = watched.complaints()
                    .lines()
                    .filter(line -> line.startsWith(WatchedRedoubt.BLOCKED))
                    .toList();
            assertThat(blocked).hasSize(1);
            assertThat(blocked.getFirst()).contains(WatchedRedoubt.ON_PURPOSE);
        }
    }
}
