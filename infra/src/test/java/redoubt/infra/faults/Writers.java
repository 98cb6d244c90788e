package redoubt.infra.faults;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;

/** Several clients that write until they are stopped, whatever they are told: new risks, and changes of shared ones. */
final class Writers implements AutoCloseable {

    private static final int CLIENTS = 6;
    private static final int SHARED = 3;
    private static final int CHANGED_EACH = 4;

    private final Ledger ledger;
    private final List<Supplier<Http>> doors;
    private final int size;
    private final List<String> shared = new ArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Writers(Ledger ledger, List<Supplier<Http>> doors, int size) {
        this.ledger = ledger;
        this.doors = doors;
        this.size = size;
    }

    /**
     * Begins.
     *
     * @param doors of the nodes, each used by every client in turn
     * @param size of what a request writes, in characters
     */
    static Writers start(Ledger ledger, List<Supplier<Http>> doors, int size) {
        var writers = new Writers(ledger, doors, size);
        var random = new Random(7);
        for (int risk = 0; risk < SHARED; risk++) {
            var request = Request.create(ledger.name() + "-shared-" + risk, writers.text(random));
            Reply reply = ledger.send(doors.getFirst().get(), request).orElseThrow();
            writers.shared.add("/api/v1/risks/" + reply.expect(201).id() + "/");
        }
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            writers.clients.add(Thread.ofPlatform().start(() -> writers.write(number)));
        }
        return writers;
    }

    /** Lets everybody finish the request they are at, and waits for that. */
    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(hurry);
            }
            if (client.isAlive()) {
                throw new AssertionError("A client is never answered");
            }
        }
    }

    private void write(int client) {
        var random = new Random(client);
        for (int turn = 0; !stopped; turn++) {
            Http door = doors.get(turn % doors.size()).get();
            var key = ledger.name() + "-" + client + "-" + turn;
            boolean answered = turn % CHANGED_EACH == 0
                    ? change(door, key, shared.get(random.nextInt(SHARED)), random)
                    : told(door, Request.create(key, text(random)));
            if (!answered) {
                pause();
            }
        }
    }

    private boolean change(Http door, String key, String path, Random random) {
        try {
            Reply seen = door.get(path);
            return seen.status() == 200 && told(door, Request.update(key, path, seen.version(), text(random)));
        } catch (UncheckedIOException unanswered) {
            return false;
        }
    }

    private boolean told(Http door, Request request) {
        return ledger.send(door, request).filter(reply -> reply.status() < 500).isPresent();
    }

    private String text(Random random) {
        var text = new StringBuilder(size);
        while (text.length() < size) {
            text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36)).append(' ');
        }
        return text.toString().strip();
    }

    private void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException hurry) {
            stopped = true;
        }
    }
}
