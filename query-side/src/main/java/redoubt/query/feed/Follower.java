package redoubt.query.feed;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.query.feed.ChangeFeed.Passed;
import redoubt.query.landscape.Landscape;
import redoubt.query.sql.Viewpoint;

/**
 * One way through the log, which carries the landscape along as it was at each event. One event is looked at after the other,
 * so nothing here is shared between threads.
 */
final class Follower {

    private final Judge judge;
    private Landscape land;

    Follower(Judge judge, Landscape land) {
        this.judge = judge;
        this.land = land;
    }

    /** What there is to tell of these events; a mark at the end if the last of them is not told. */
    Flux<Heard> heard(List<Event<?>> burst) {
        long last = burst.getLast().position();
        AtomicLong told = new AtomicLong();
        return judge.present()
                .flatMapMany(present -> Flux.fromIterable(burst).concatMap(event -> heard(event, present), 1))
                .doOnNext(heard -> told.set(heard.told()))
                .concatWith(Mono.fromSupplier(() -> told.get() < last ? new Heard.Same(new Passed(last)) : null));
    }

    private Mono<Heard> heard(Event<?> event, Viewpoint present) {
        Landscape before = land;
        land = land.after(event);
        if (!judge.concerned(event)) {
            return Mono.empty();
        }
        return judge.alike(event)
                ? judge.judged(event, present, before, land).map(Heard.Same::new)
                : Mono.just(new Heard.Own(event, before, land));
    }
}
