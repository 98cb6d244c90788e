package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Threads that serve many connections never wait for anything but the next event. They are looked at thousands of times
 * while everything the API can do is done; a thread that is parked, asleep or held up by a lock is a fault.
 */
@ExtendWith(SharedRedoubt.class)
class EventLoopTest {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = 40;

    private final RunningRedoubt redoubt;

    EventLoopTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void noEventLoopWaitsForAnythingButEvents() {
        // The first round loads classes, under locks that are none of ours.
        work();
        Set<String> seen = new TreeSet<>();
        List<String> waiting = new ArrayList<>();
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var clients = new CompletableFuture<?>[CLIENTS];
            Arrays.setAll(clients, _ -> CompletableFuture.runAsync(this::workOn, threads));
            CompletableFuture.allOf(clients).whenComplete((_, _) -> over.set(true));
            int looks = 0;
            while (!over.get()) {
                Thread.getAllStackTraces().forEach((thread, stack) -> look(thread, stack, seen, waiting));
                looks++;
            }
            CompletableFuture.allOf(clients).join();
            assertThat(looks).isGreaterThan(500);
        }
        assertThat(seen).as("threads of HTTP").anyMatch(name -> name.contains("http"));
        assertThat(seen).as("threads of the database").anyMatch(name -> name.contains("tcp"));
        assertThat(waiting).isEmpty();
    }

    private static void look(Thread thread, StackTraceElement[] stack, Set<String> seen, List<String> waiting) {
        boolean loop = Arrays.stream(stack).anyMatch(frame -> frame.getClassName().endsWith("SingleThreadIoEventLoop"));
        if (loop) {
            seen.add(thread.getName());
            boolean ours = Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("redoubt."));
            boolean parked = stack.length > 1
                    && Set.of("park", "wait", "sleep", "join", "wait0", "sleep0").contains(stack[0].getMethodName());
            if (parked || (ours && thread.getState() == Thread.State.BLOCKED)) {
                waiting.add(thread.getName() + " " + thread.getState() + " in "
                        + Arrays.stream(stack).limit(25).map(Object::toString).collect(Collectors.joining("\n    ")));
            }
        }
    }

    private void workOn() {
        for (int round = 0; round < ROUNDS; round++) {
            work();
        }
    }

    private void work() {
        Http http = redoubt.http().with("Idempotency-Key", UUID.randomUUID().toString());
        String folder = http.post("/api/v1/folders/", "{\"name\":\"Loop " + UUID.randomUUID() + "\"}").expect(201).id();
        String path = "/api/v1/risks/"
                + redoubt.http()
                        .post("/api/v1/risks/", "{\"name\":\"Looped\",\"likelihood\":2,\"impact\":2,\"folder\":\"" + folder + "\"}")
                        .expect(201)
                        .id()
                + "/";
        http.patch(path, "{\"impact\":3}").expect(200);
        http.get(path + "history/").expect(200);
        http.get(path + "?version=1").expect(200);
        http.get("/api/v1/risks/?search=looped&ordering=-severity&folder=" + folder).expect(200);
        http.get("/api/v1/risks/summary/?folder=" + folder).expect(200);
        http.get("/api/v1/folders/tree/?root=" + folder).expect(200);
        http.get("/api/v1/events/?resource=" + path.split("/")[4]).expect(200);
        http.post("/api/v1/risks/", "{}").expect(400);
        http.anonymous().get(path).expect(401);
        http.delete(path).expect(204);
    }
}
