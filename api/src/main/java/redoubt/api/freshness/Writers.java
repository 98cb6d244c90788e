package redoubt.api.freshness;

import java.time.Duration;
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
 * Remembers the last position that each user wrote lately. What was written on this node it is told; what was written on
 * others it asks of the log, looking at each event once. Safe for any thread.
 */
public final class Writers {

    private static final int CROWD = 10_000;
    private static final long LATELY = Duration.ofMinutes(1).toNanos();
    private static final String ANYTHING = "";

    private final Map<Subject, Write> writes = new ConcurrentHashMap<>();
    private final Progress progress;
    private final NextRun hearing;

    /** Up to where the log was asked. */
    private final AtomicLong heard = new AtomicLong();

    /** Up to where the read models were when it was asked last. */
    private final AtomicLong passed = new AtomicLong();

    /** The least that one of those who wait for the next answer has seen of the read models. */
    private final AtomicLong least = new AtomicLong(Long.MAX_VALUE);

    /** Learns from {@code log} what {@code progress} has not passed. */
    public Writers(Progress progress, EventLog log) {
        this.progress = progress;
        this.hearing = new NextRun(Mono.defer(() -> log.lastWrites(unheard())).doOnNext(told -> {
            told.byUser().forEach((user, position) -> wrote(user, List.of(), position));
            heard.accumulateAndGet(told.until(), Math::max);
        }));
    }

    /** The position after which the log may have something to tell. */
    private long unheard() {
        long reached = progress.reached();
        if (reached > 0 && reached < passed.getAndSet(reached)) {
            // The read models have fallen back, and what they had passed matters again.
            heard.set(reached);
        }
        return Math.max(heard.get(), Math.min(reached, least.getAndSet(Long.MAX_VALUE)));
    }

    /** The user wrote that position, and with it resources of those nouns. */
    void wrote(String user, Collection<String> nouns, long position) {
        Write write = new Write(position, System.nanoTime());
        if (writes.size() > CROWD) {
            writes.values().removeIf(each -> write.at() - each.at() > LATELY && each.position() <= progress.reached());
        }
        writes.merge(new Subject(user, ANYTHING), write, Write::later);
        nouns.forEach(noun -> writes.merge(new Subject(user, noun), write, Write::later));
    }

    /**
     * The last position the user wrote on any node before this is subscribed to, if it is greater than what the reader has
     * seen; some lesser position otherwise. One question to the database serves everybody who asks at the time.
     *
     * @param seen up to where the read models are that the reader looks at
     */
    Mono<Long> lastAnywhere(String user, long seen) {
        return Mono.defer(() -> {
            least.accumulateAndGet(seen, Math::min);
            return hearing.join().then(Mono.fromSupplier(() -> last(user)));
        });
    }

    /** The last position the user wrote lately, as far as this node knows; 0 for none. */
    long last(String user) {
        return last(new Subject(user, ANYTHING));
    }

    /** The same, of resources of those nouns. */
    long last(String user, Set<String> nouns) {
        return nouns.stream()
                .mapToLong(noun -> last(new Subject(user, noun)))
                .max()
                .orElse(0);
    }

    private long last(Subject subject) {
        Write write = writes.get(subject);
        return write == null ? 0 : write.position();
    }

    /** What somebody wrote: resources of a noun, or anything. */
    private record Subject(String user, String noun) {}

    /** Where it stands in the log, and when it was heard of. */
    private record Write(long position, long at) {

        Write later(Write other) {
            return other.position() > position ? other : this;
        }
    }
}
