package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.infra.webhook.Endings.Noted;

/**
 * Notes what came of attempts. What comes while something is being noted is noted together after it: one statement for many
 * attempts, and no waiting where there is one.
 */
final class Outcomes {

    private static final int AT_ONCE = 256;

    private final Arrivals arrivals;
    private final Endings endings;
    private final ConcurrentLinkedQueue<Note> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    Outcomes(ConnectionFactory connections) {
        Sql sql = new Sql(connections);
        this.arrivals = new Arrivals(sql);
        this.endings = new Endings(sql);
    }

    /** Notes what came of an attempt; how it goes with the endpoint since, if that is not well and the attempt was still ours. */
    Mono<Optional<Health>> note(Due due, Sent sent, byte[] body, Outcome outcome) {
        return Mono.defer(() -> {
            Note note = new Note(due, sent, body, outcome);
            waiting.add(note);
            kick();
            return note.heard();
        });
    }

    private void kick() {
        if (busy.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        List<Note> together = new ArrayList<>();
        while (together.size() < AT_ONCE && waiting.peek() != null) {
            together.add(Objects.requireNonNull(waiting.poll()));
        }
        if (!together.isEmpty()) {
            write(together).subscribe(_ -> {}, _ -> {}, this::next);
            return;
        }
        busy.set(false);
        // Whoever came after we looked, and before we said that we were done, was not heard.
        if (waiting.peek() != null) {
            kick();
        }
    }

    /** Never fails: each is told what became of it. One statement after the other, so that the last of a flight is the last. */
    private Mono<Void> write(List<Note> together) {
        Map<Boolean, List<Note>> kinds = together.stream().collect(Collectors.partitioningBy(Note::arrived));
        List<Note> arrived = Objects.requireNonNull(kinds.get(true));
        List<Note> ended = Objects.requireNonNull(kinds.get(false));
        return noted(arrived, arrivals::note, this::arrived)
                .then(Mono.defer(() -> noted(ended, endings::note, this::ended)));
    }

    private static <T> Mono<Void> noted(
            List<Note> all, Function<List<Note>, Mono<T>> noting, BiConsumer<Note, T> telling) {
        return all.isEmpty()
                ? Mono.empty()
                : noting.apply(all)
                        .doOnNext(came -> all.forEach(note -> telling.accept(note, came)))
                        .doOnError(failure -> all.forEach(note -> note.fail(failure)))
                        .onErrorComplete()
                        .then();
    }

    private void arrived(Note note, Set<UUID> there) {
        if (there.contains(Arrivals.flight(note).id())) {
            note.tell(null);
        } else {
            waiting.add(note.parted());
        }
    }

    /** What is not there any more with those it left with may be there by itself, where it is looked for next. */
    private void ended(Note note, Noted noted) {
        if (noted.ours().contains(note.due().id())) {
            note.tell(noted.health().get(note.due().webhook()));
        } else if (note.due().flight() != null) {
            waiting.add(note.parted());
        } else {
            note.tell(null);
        }
    }
}
