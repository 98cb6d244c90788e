package redoubt.api.house;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import redoubt.query.Window;
import redoubt.query.parking.ParkedEvent;
import redoubt.query.parking.ParkedEvents;

/** Parked events in memory. A resource that is tried again, or whose event is dropped, is whole again. */
public final class HouseParked implements ParkedEvents {

    public final List<ParkedEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Part> list(String noun, Window window) {
        List<ParkedEvent> all =
                events.stream().filter(event -> event.noun().equals(noun)).toList();
        return Mono.just(new Part(
                all.size(),
                all.stream().skip(window.offset()).limit(window.limit()).toList()));
    }

    @Override
    public Mono<List<ParkedEvent>> of(String noun, String resource) {
        return Mono.fromSupplier(() -> events.stream()
                .filter(event -> event.noun().equals(noun) && event.resource().equals(resource))
                .toList());
    }

    @Override
    public Mono<Boolean> wish(String noun, String resource, Wish wish) {
        return Mono.fromSupplier(() -> events.removeIf(
                event -> event.noun().equals(noun) && event.resource().equals(resource)));
    }
}
