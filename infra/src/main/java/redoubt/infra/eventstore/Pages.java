package redoubt.infra.eventstore;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A stretch of the log as a flux: one page at a time, the next one read when the subscriber has room for it. */
record Pages(LogTable table, Criteria.Selection selection, int size, boolean backwards) {

    /** A page that was read already, and the selected events after it up to a position; there are none if it is not full. */
    Flux<Arrival> following(List<Arrival> first, int full, long until) {
        var known = Flux.fromIterable(first);
        return first.size() < full
                ? known
                : known.concatWith(between(first.getLast().position(), until));
    }

    /** The selected events in {@code (after, until]}. */
    Flux<Arrival> between(long after, long until) {
        return Flux.defer(() -> {
            var from = new AtomicLong(after);
            var to = new AtomicLong(until);
            var done = new AtomicBoolean();
            return Mono.defer(() -> table.page(selection, from.get(), to.get(), size, backwards))
                    .doOnNext(page -> {
                        if (page.size() < size) {
                            done.set(true);
                        } else if (backwards) {
                            to.set(page.getLast().position() - 1);
                        } else {
                            from.set(page.getLast().position());
                        }
                    })
                    .repeat(() -> !done.get())
                    .concatMapIterable(page -> page, 1);
        });
    }
}
