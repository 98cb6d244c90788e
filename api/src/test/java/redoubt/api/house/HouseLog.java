package redoubt.api.house;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.query.log.EventLog;

/** The log in memory. */
final class HouseLog implements EventLog {

    private final House house;

    HouseLog(House house) {
        this.house = house;
    }

    @Override
    public Mono<Long> head() {
        return Mono.fromSupplier(house::head);
    }

    @Override
    public Flux<Event<?>> follow(long after) {
        throw new UnsupportedOperationException("Nobody follows the log itself here");
    }

    @Override
    public Flux<Event<?>> read(Reading reading) {
        return Flux.defer(() -> Flux.fromStream(house.events().stream()
                .filter(event -> event.position() > reading.after() && event.position() <= reading.until())
                .filter(event -> reading.of() == null || event.ref().equals(reading.of()))
                .filter(event -> reading.nouns().isEmpty()
                        || reading.nouns().contains(event.ref().noun()))
                .sorted(
                        reading.descending()
                                ? Comparator.<Event<?>>comparingLong(Event::position)
                                        .reversed()
                                : Comparator.comparingLong(Event::position))
                .limit(reading.limit())));
    }

    @Override
    public Mono<Long> positionAt(Instant instant) {
        return Mono.fromSupplier(() -> house.events().stream()
                .filter(event -> !event.envelope().at().isAfter(instant))
                .mapToLong(Event::position)
                .max()
                .orElse(0));
    }

    @Override
    public Mono<LastWrites> lastWrites(long after) {
        return Mono.fromSupplier(() -> {
            Map<String, Long> byUser = new HashMap<>();
            List<Event<?>> events = house.events();
            events.stream()
                    .filter(event ->
                            event.position() > after && event.envelope().actor().user() != null)
                    .forEach(event -> byUser.put(event.envelope().actor().user(), event.position()));
            return new LastWrites(Math.max(after, events.size()), byUser);
        });
    }
}
