package redoubt.query.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.access.Principal;
import redoubt.query.Progress;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.log.InTurn;
import redoubt.query.sql.Lenses;
import redoubt.query.sql.Sights;

/**
 * The feed that the log itself is: past and present come from one cursor over it. Whoever is behind reads the log alone and at
 * their own pace; at its head those who are told the same read it together. Safe for any thread.
 */
public final class LogFeed implements ChangeFeed {

    /** How many events a follower holds at most while it is slow: two of these. */
    private static final int BURST = 16;

    /** How long a change may stay untold so that whoever hears of it can also read it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Landscapes landscapes;
    private final Progress progress;
    private final Judge.Seeing seeing;
    private final Cohorts cohorts = new Cohorts();

    /** The feed of that log; what is told of things is seen through {@code sights}. */
    public LogFeed(
            EventLog log, Timeline timeline, Landscapes landscapes, Sights sights, Lenses lenses, Progress progress) {
        this.log = log;
        this.landscapes = landscapes;
        this.progress = progress;
        this.seeing = new Judge.Seeing(sights, lenses, new States(timeline), new Alike());
    }

    @Override
    public Flux<Signal> follow(Principal by, long after, Filter filter) {
        return Flux.defer(() -> {
            Judge judge = new Judge(by, filter, seeing);
            Cohorts.Key key = new Cohorts.Key(Rights.of(by), filter);
            AtomicLong heard = new AtomicLong(after);
            AtomicLong told = new AtomicLong();
            AtomicBoolean further = new AtomicBoolean();
            Flux<Heard> all = Flux.defer(() -> stretch(judge, key, heard.get(), further))
                    .doOnNext(each -> heard.accumulateAndGet(each.told(), Math::max))
                    // It goes on alone where it fell behind, and with others once it has caught up.
                    .repeat(() -> further.getAndSet(false));
            return InTurn.of(all, LogFeed::same, each -> own(each, judge))
                    .filter(signal -> signal.position() > told.getAndAccumulate(signal.position(), Math::max));
        });
    }

    private Flux<Heard> stretch(Judge judge, Cohorts.Key key, long after, AtomicBoolean further) {
        Flux<Heard> together =
                cohorts.join(key, after, () -> further.set(true), head(after), () -> alone(judge, after));
        return together != null
                ? together
                : alone(judge, after).takeUntil(each -> {
                    boolean head = head(each.told());
                    further.compareAndSet(false, head);
                    return head;
                });
    }

    /** Whether that is the head of the log, as far as this node knows. */
    private boolean head(long position) {
        long reached = progress.reached();
        return reached > 0 && position >= reached;
    }

    private Flux<Heard> alone(Judge judge, long after) {
        return landscapes.at(judge.organization(), after).flatMapMany(land -> {
            Follower follower = new Follower(judge, land);
            return Bursts.of(log.follow(after), BURST)
                    .concatMap(burst -> readable(burst).thenMany(Flux.defer(() -> follower.heard(burst))), 1);
        });
    }

    private static @Nullable Signal same(Heard heard) {
        return heard instanceof Heard.Same same ? same.signal() : null;
    }

    private static Mono<Signal> own(Heard heard, Judge judge) {
        return heard instanceof Heard.Own own
                ? judge.present().flatMap(present -> judge.judged(own.event(), present, own.before(), own.then()))
                : Mono.empty();
    }

    private Mono<Void> readable(List<Event<?>> burst) {
        return progress.reached(burst.getLast().position(), PATIENCE).onErrorComplete();
    }
}
