package redoubt.api.freshness;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import redoubt.query.Progress;
import redoubt.query.log.EventLog;

/**
 * Remembers, for each user, the last position they wrote, until the read models have passed it. What was written on this
 * node it is told; what was written on others it asks of the log, looking at each event once. Safe for any thread.
 */
public final class Writers {

    private static final int CROWD = 10_000;
    private static final String ANYTHING = "";

    private final Map<Subject, Long> positions = new ConcurrentHashMap<>();
    /** Up to where the log was asked, and up to where the read models were then. */
    private final AtomicLong heard = new AtomicLong();

    private final AtomicLong passed = new AtomicLong();
    private final Progress progress;
    private final NextRun hearing;

    /** Forgets what {@code progress} has passed, and learns from {@code log}. */
    public Writers(Progress progress, EventLog log) {
        this.progress = progress;
        this.hearing = new NextRun(Mono.defer(() -> log.lastWrites(unheard()))
                .doOnNext(writes -> {
                    writes.byUser().forEach((user, position) -> wrote(user, List.of(), position));
                    heard.accumulateAndGet(writes.until(), Math::max);
                }));
    }

    /** The position after which the log has something new to tell. */
    private long unheard() {
        long reached = progress.reached();
        if (reached > 0 && reached < passed.getAndSet(reached)) {
            // The read models have fallen back, and what was forgotten matters again.
            heard.set(reached);
        }
        return Math.max(heard.get(), reached);
    }

    /** The user wrote that position, and with it resources of those nouns. */
    void wrote(String user, Collection<String> nouns, long position) {
        long reached = progress.reached();
        if (position > reached) {
            if (positions.size() > CROWD) {
                positions.values().removeIf(each -> each <= reached);
            }
            positions.merge(new Subject(user, ANYTHING), position, Math::max);
            nouns.forEach(noun -> positions.merge(new Subject(user, noun), position, Math::max));
        }
    }

    /**
     * The last position the user wrote on any node before this is subscribed to, and that the read models may not show yet;
     * 0 for none. One question to the database serves everybody who asks at the time.
     */
    Mono<Long> lastAnywhere(String user) {
        return hearing.join().then(Mono.fromSupplier(() -> last(user)));
    }

    /** The same, as far as this node knows. */
    long last(String user) {
        return last(new Subject(user, ANYTHING));
    }

    /** The same, of resources of those nouns. */
    long last(String user, Set<String> nouns) {
        return last(user) == 0
                ? 0
                : nouns.stream()
                        .mapToLong(noun -> last(new Subject(user, noun)))
                        .max()
                        .orElse(0);
    }

    private long last(Subject subject) {
        Long position = positions.get(subject);
        if (position == null) {
            return 0;
        }
        if (position <= progress.reached()) {
            positions.remove(subject, position);
            return 0;
        }
        return position;
    }

    /** What somebody wrote: resources of a noun, or anything. */
    private record Subject(String user, String noun) {}
}
