package redoubt.infra.faults;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import redoubt.infra.acceptance.EventStream;
import redoubt.infra.acceptance.Http;

/** Hears of every event of a risk over a stream that it resumes where it was, and remembers their positions. */
final class Reader implements AutoCloseable {

    private final Supplier<Http> door;
    private final long after;
    private final List<Long> seen = new ArrayList<>();
    private volatile boolean stopped;

    private Reader(Supplier<Http> door, long after) {
        this.door = door;
        this.after = after;
    }

    /** Begins to listen for what comes after a position. */
    static Reader start(Supplier<Http> door, long after) {
        var reader = new Reader(door, after);
        Thread.ofPlatform().daemon().start(reader::read);
        return reader;
    }

    /** The positions, in the order in which they came. */
    List<Long> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void read() {
        var last = Long.toString(after);
        while (!stopped) {
            try (var stream = EventStream.open(door.get(), "?types=risk.*", last)) {
                for (var frame = stream.next(); frame.isPresent() && !stopped; frame = stream.next()) {
                    note(frame.get());
                }
                last = stream.lastId();
            } catch (UncheckedIOException | AssertionError notNow) {
                // It comes back with what it heard last.
            }
            pause();
        }
    }

    private void note(EventStream.Frame frame) {
        if (frame.event().startsWith("risk.")) {
            synchronized (seen) {
                seen.add(frame.data().path("position").asLong());
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException hurry) {
            stopped = true;
        }
    }
}
