package redoubt.infra.faults;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import redoubt.infra.acceptance.Http;

/** Reads all events of risks from the first on, as they come, and remembers their positions. */
final class Reader implements AutoCloseable {

    private final Http http;
    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean stopped;

    private Reader(Http http) {
        this.http = http;
        this.thread = Thread.ofPlatform().unstarted(this::read);
    }

    static Reader start(Http http) {
        var reader = new Reader(http);
        reader.thread.start();
        return reader;
    }

    /** The positions, in the order in which they came. */
    List<Long> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }

    private void read() {
        long after = 0;
        while (!stopped) {
            try {
                var reply = http.get("/api/v1/events/?types=risk.*&limit=500&after=" + after);
                if (reply.status() == 200) {
                    reply.json()
                            .path("results")
                            .forEach(event -> seen.add(event.path("position").asLong()));
                    after = reply.json().path("next_after").asLong();
                }
                Thread.sleep(20);
            } catch (UncheckedIOException unanswered) {
                // It asks on where it was.
            } catch (InterruptedException | IllegalStateException interrupted) {
                return;
            }
        }
    }
}
