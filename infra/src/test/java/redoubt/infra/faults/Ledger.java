package redoubt.infra.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;

/** Every write that somebody asked for, and what they were told of it. Safe for any thread. */
final class Ledger {

    private static final int CLIENTS = 6;

    private final String name;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** @param name what its keys begin with, and no other ledger's */
    Ledger(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Sends a request and notes what came of it; empty if nothing came. */
    Optional<Reply> send(Http http, Request request) {
        return send(http, request, Entry::answered);
    }

    private Optional<Reply> send(Http http, Request request, BiFunction<Request, Reply, Entry> meaning) {
        note(Entry.unanswered(request));
        try {
            Reply reply = request.send(http);
            note(meaning.apply(request, reply));
            return Optional.of(reply);
        } catch (UncheckedIOException unanswered) {
            return Optional.empty();
        }
    }

    /**
     * Sends everything again of which nothing is known, until something is.
     *
     * @param patience for each of them
     */
    void settle(Http http, Duration patience) {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            of(Entry.Outcome.UNKNOWN).stream()
                    .map(unknown -> CompletableFuture.runAsync(() -> settle(http, unknown, patience), clients))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private void settle(Http http, Entry unknown, Duration patience) {
        Awaitility.await("it is known what became of " + unknown)
                .atMost(patience)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    send(http, unknown.request(), Entry::answeredAgain);
                    return Objects.requireNonNull(entries.get(unknown.request().key()))
                                    .outcome()
                            != Entry.Outcome.UNKNOWN;
                });
    }

    /** Notes what is known of a request now. */
    void note(Entry entry) {
        entries.put(entry.request().key(), entry);
    }

    /** Whether a key is one of this ledger, by its beginning. */
    boolean owns(String key) {
        return key.startsWith(name + "-");
    }

    /** Whether anything is noted under a key. */
    boolean knows(String key) {
        return entries.containsKey(key);
    }

    /** All with that outcome, as of now. */
    List<Entry> of(Entry.Outcome outcome) {
        return entries.values().stream()
                .filter(entry -> entry.outcome() == outcome)
                .toList();
    }

    /** How many were acknowledged so far. */
    int acknowledged() {
        return of(Entry.Outcome.ACKNOWLEDGED).size();
    }
}
