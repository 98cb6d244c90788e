package redoubt.query.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.access.Principal;
import redoubt.query.Progress;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Landscape;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Viewpoint;

/**
 * The log, told to whoever is told everything. Unlike a follower of one organization it looks at each event from its own
 * moment only, so that it tells the same whenever it is told. Safe for any thread.
 */
public final class LogChronicle implements Chronicle {

    /** How many events are held at most while whoever listens is slow: two of these. */
    private static final int BURST = 128;

    /** How many are looked at at once; told they are one after the other. */
    private static final int AT_ONCE = 4;

    /** How many organizations are kept in mind. */
    private static final long MOST = 1_000;

    /** How long a change may stay untold so that whoever hears of it can also read it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventLog log;
    private final Landscapes landscapes;
    private final Sights sights;
    private final Publications publications;
    private final Progress progress;

    /** The chronicle of that log; what is told of things is seen through {@code sights}. */
    public LogChronicle(EventLog log, Timeline timeline, Landscapes landscapes, Sights sights, Progress progress) {
        this.log = log;
        this.landscapes = landscapes;
        this.sights = sights;
        this.publications = new Publications(sights, new States(timeline));
        this.progress = progress;
    }

    /** An event that was read, or why the next one could not be; never both, never neither. */
    private record Read(@Nullable Event<?> event, EventLog.@Nullable Unreadable failure) {}

    /** What is told, or what cannot be; never both, never neither. */
    private record Said(
            @Nullable Publication told, @Nullable Untold untold) {}

    @Override
    public Flux<Publication> follow(long after) {
        return Flux.defer(() -> {
            Cache<String, Landscape> lands =
                    Caffeine.newBuilder().maximumSize(MOST).build();
            // What goes wrong with one event goes the way of events, so that it comes after those before it.
            Flux<Read> read = log.follow(after)
                    .map(event -> new Read(event, null))
                    .onErrorResume(EventLog.Unreadable.class, unreadable -> Flux.just(new Read(null, unreadable)));
            return Bursts.of(read, BURST)
                    .concatMap(burst -> readable(burst).thenMany(Flux.fromIterable(burst)), 1)
                    .concatMap(each -> placed(each, lands), 1)
                    .flatMapSequential(Mono::from, AT_ONCE, 1)
                    .handle((said, sink) -> {
                        if (said.told() != null) {
                            sink.next(said.told());
                        } else if (said.untold() != null) {
                            sink.error(said.untold());
                        }
                    });
        });
    }

    private Mono<Void> readable(List<Read> burst) {
        Event<?> last = burst.getLast().event();
        return last == null
                ? Mono.empty()
                : progress.reached(last.position(), PATIENCE).onErrorComplete();
    }

    /** Folders and matrices are carried along one event after the other; the rest of the work is not done yet. */
    private Mono<Mono<Said>> placed(Read read, Cache<String, Landscape> lands) {
        if (read.failure() != null) {
            return Mono.just(Mono.just(new Said(null, new Untold(read.failure().position(), read.failure()))));
        }
        Event<?> event = read.event();
        if (event == null) {
            return Mono.empty();
        }
        String organization = event.envelope().organization();
        Landscape known = lands.getIfPresent(organization);
        return (known != null ? Mono.just(known) : landscapes.at(organization, event.position() - 1))
                .map(land -> land.after(event))
                .doOnNext(land -> lands.put(organization, land))
                .map(land -> said(event, land));
    }

    private <R> Mono<Said> said(Event<R> event, Landscape land) {
        Viewpoint moment =
                sights.from(administrator(land), land, event.envelope().at());
        return Mono.defer(() -> publications.of(event, moment, moment, false))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("nothing is known after it")))
                .map(told -> new Said(told, null))
                .onErrorResume(failure -> Mono.just(new Said(null, new Untold(event.position(), failure))));
    }

    /** Before an organization has a root, nobody can tell the difference. */
    private static Principal administrator(Landscape land) {
        String root =
                land.tops().stream().findFirst().map(top -> top.ref().id()).orElse(land.organization());
        return Principal.system(land.organization(), root);
    }
}
