package redoubt.api.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Updated;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.feed.Publication;

/** The feed in memory: pages of at most a hundred events, read when they are asked for. */
public final class HouseFeed implements ChangeFeed {

    private static final int PAGE = 100;

    private final House house;
    public final AtomicLong read = new AtomicLong();

    HouseFeed(House house) {
        this.house = house;
    }

    @Override
    public Flux<Signal> follow(Principal by, long after, Filter filter) {
        return Flux.defer(() -> {
            AtomicLong at = new AtomicLong(after);
            return Flux.defer(() -> page(by, at, filter)).repeat();
        });
    }

    private Flux<Signal> page(Principal by, AtomicLong at, Filter filter) {
        if (house.head() <= at.get()) {
            // Listening first, looking second: nothing can happen in between.
            return Flux.merge(house.news.asFlux(), Mono.just(0L))
                    .filter(_ -> house.head() > at.get())
                    .next()
                    .flatMapMany(_ -> Flux.empty());
        }
        List<Event<?>> page = house.events().stream().skip(at.get()).limit(PAGE).toList();
        read.addAndGet(page.size());
        at.set(page.getLast().position());
        List<Signal> signals = new ArrayList<>();
        page.stream()
                .filter(event -> wanted(event, filter) && seen(by, event))
                .forEach(event -> signals.add(told(event)));
        if (signals.isEmpty() || signals.getLast().position() < at.get()) {
            signals.add(new Passed(at.get()));
        }
        return Flux.fromIterable(signals);
    }

    private static boolean wanted(Event<?> event, Filter filter) {
        return (filter.names().isEmpty() || filter.names().contains(event.name()))
                && (filter.nouns().isEmpty()
                        || filter.nouns().contains(event.ref().noun()))
                && (filter.resources().isEmpty()
                        || filter.resources().contains(event.ref().id()))
                && (filter.folders().isEmpty() || filter.folders().contains(House.ROOT));
    }

    private static boolean seen(Principal by, Event<?> event) {
        return Access.allows(by, Permission.view(event.ref().noun()), Scope.of(by.organization(), List.of(House.ROOT)));
    }

    private <R> Publication told(Event<R> event) {
        Known<R> known = known(event);
        List<String> changed = new ArrayList<>();
        if (event.change() instanceof Updated<R> updated) {
            updated.patch().forEach((field, _) -> changed.add(field.name()));
        }
        return new Publication(event, house.queries.sight(known), changed, false);
    }

    @SuppressWarnings("unchecked")
    private <R> Known<R> known(Event<R> event) {
        Known<R> known = null;
        for (Event<?> each : house.events()) {
            if (each.ref().equals(event.ref()) && each.position() <= event.position()) {
                Known<R> next = Known.after(known, (Event<R>) each);
                known = next == null ? known : next;
            }
        }
        return Objects.requireNonNull(known);
    }
}
