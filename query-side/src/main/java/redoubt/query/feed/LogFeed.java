package redoubt.query.feed;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.access.Principal;
import redoubt.query.Progress;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Lenses;
import redoubt.query.sql.Sights;

/** The feed that the log itself is: past and present come from one cursor over it. Safe for any thread. */
public final class LogFeed implements ChangeFeed {

    /** How many events a follower holds at most while it is slow: two of these. */
    private static final int BURST = 128;

    /** How long a change may stay untold so that whoever hears of it can also read it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Landscapes landscapes;
    private final Sights sights;
    private final Lenses lenses;
    private final States states;
    private final Progress progress;
    private final Alike alike = new Alike();

    /** The feed of that log; what is told of things is seen through {@code sights}. */
    public LogFeed(
            EventLog log, Timeline timeline, Landscapes landscapes, Sights sights, Lenses lenses, Progress progress) {
        this.log = log;
        this.landscapes = landscapes;
        this.sights = sights;
        this.lenses = lenses;
        this.progress = progress;
        this.states = new States(timeline);
    }

    @Override
    public Flux<Signal> follow(Principal by, long after, Filter filter) {
        return landscapes.at(by.organization(), after).flatMapMany(land -> {
            Follower follower = new Follower(by, filter, land, new Follower.Seeing(sights, lenses, states, alike));
            return Bursts.of(log.follow(after), BURST)
                    .concatMap(burst -> readable(burst).thenMany(Flux.defer(() -> follower.signals(burst))), 1);
        });
    }

    private Mono<Void> readable(List<Event<?>> burst) {
        return progress.reached(burst.getLast().position(), PATIENCE).onErrorComplete();
    }
}
