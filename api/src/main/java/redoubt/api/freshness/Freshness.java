package redoubt.api.freshness;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Parameter;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.command.Outcome;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Progress;

/** Lets a reader wait until the read models show what they wrote, or what they ask for by position. */
public final class Freshness {

    /** Names the position that an answer must reflect. */
    public static final String MINIMUM = "X-Redoubt-Min-Position";

    /** Tells the position of a write. */
    public static final String POSITION = "X-Redoubt-Position";

    /** Tells the position that a list reflects at least. */
    public static final String PROJECTED = "X-Redoubt-Projection-Position";

    /** Tells the position at which what is shown stands still because an operator wants it. */
    public static final String PAUSED = "X-Redoubt-Paused-At";

    /** The request header, for documents. */
    public static final Parameter PARAMETER = Parameter.header(
            MINIMUM, "Wait up to two seconds until the answer reflects this position of the log.", "10482");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The least that a reader needs: 0 is what a node knows that has lost its database, and it may be wrong. */
    private static final long SOMETHING = 1;

    private final Writers writers;
    private final Progress progress;

    /** Waits for {@code progress}. */
    public Freshness(Writers writers, Progress progress) {
        this.writers = writers;
        this.progress = progress;
    }

    /**
     * What a reading of the read models yields, as a caller may see it who reads nothing older than they wrote. The reading
     * begins at once; it is repeated, and what came of it thrown away, if the log turns out to hold something of the caller's
     * that the read models did not show.
     *
     * @param reading by a position that it reflects at least
     */
    public <T> Mono<T> read(Call call, LongFunction<Mono<T>> reading) {
        long minimum = Math.max(SOMETHING, minimum(call.header(MINIMUM)));
        String user = call.by().actor().user();
        return Mono.defer(() -> reached(user == null ? minimum : Math.max(minimum, writers.last(user))))
                .then(Mono.defer(() -> user == null ? reading.apply(progress.reached()) : attempt(user, reading)));
    }

    /**
     * How far what is shown of the resources of a noun reflects the log; to be asked before they are looked for. Nobody waits
     * for a table that an operator has paused: there is no telling for how long.
     *
     * @param position that the read models reflect
     */
    public Reflection reflection(String noun, long position) {
        return new Reflection(position, progress.paused(noun));
    }

    /**
     * How far an answer reflects the log.
     *
     * @param reached what the read models reflect
     * @param paused where the resources of the answer stand still; null if they do not
     */
    public record Reflection(long reached, @Nullable Long paused) {

        /** The answer with the position, for whoever goes on from there. */
        public Reply positioned(Reply reply) {
            return told(reply.with(PROJECTED, paused == null ? reached : Math.min(reached, paused)));
        }

        /** The answer, which says so if it stands still. */
        public Reply told(Reply reply) {
            return paused == null ? reply : reply.with(PAUSED, paused);
        }
    }

    /**
     * Completes once the read models show what the caller wrote, on whatever node, and what they ask for by position. For
     * readings that must not be begun twice.
     */
    public Mono<Void> reached(Call call) {
        long minimum = minimum(call.header(MINIMUM));
        String user = call.by().actor().user();
        return user == null
                ? reached(minimum)
                : writers.lastAnywhere(user, progress.reached()).flatMap(last -> reached(Math.max(minimum, last)));
    }

    private <T> Mono<T> attempt(String user, LongFunction<Mono<T>> reading) {
        long reached = progress.reached();
        return Mono.zip(
                        writers.lastAnywhere(user, reached),
                        reading.apply(reached).materialize())
                .flatMap(both -> both.getT1() <= reached && reached >= SOMETHING
                        ? Mono.just(both.getT2()).dematerialize()
                        : reached(Math.max(SOMETHING, both.getT1()))
                                .then(Mono.defer(() -> reading.apply(progress.reached()))));
    }

    private Mono<Void> reached(long position) {
        return position <= progress.reached() ? Mono.empty() : progress.reached(position, PATIENCE);
    }

    /**
     * Completes once members that follow from resources of those nouns can be shown as the writer knows them; not later than
     * after a bounded wait, because what is written is written.
     */
    public Mono<Void> describe(Principal by, Set<String> nouns) {
        String user = by.actor().user();
        long wanted = user == null ? 0 : writers.last(user, nouns);
        return wanted <= progress.reached()
                ? Mono.empty()
                : progress.reached(wanted, PATIENCE).onErrorComplete(Refused.class);
    }

    /** Notes what came of a write, and tells the position to name in its answer. */
    public long wrote(Principal by, Outcome<?> outcome) {
        Set<String> nouns =
                outcome.events().stream().map(event -> event.ref().noun()).collect(Collectors.toUnmodifiableSet());
        return wrote(by, nouns, outcome.position());
    }

    /** The same by the position, 0 when nothing changed, and the nouns of what was written. */
    public long wrote(Principal by, Set<String> nouns, long position) {
        String user = by.actor().user();
        if (position == 0) {
            // Nothing changed: whatever the writer saw is no later than this.
            return Math.max(progress.reached(), user == null ? 0 : writers.last(user));
        }
        if (user != null) {
            writers.wrote(user, nouns, position);
        }
        return position;
    }

    private static long minimum(List<String> header) {
        if (header.isEmpty()) {
            return 0;
        }
        if (header.size() == 1 && header.getFirst().strip().matches("\\d{1,18}")) {
            return Long.parseLong(header.getFirst().strip());
        }
        throw new Refused(Failure.Invalid.of(Spelled.as(MINIMUM), "Must be a position: a whole number from 0."));
    }
}
