package redoubt.api.house;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.query.log.LogCensus;

/** The log in memory, counted. */
final class HouseCensus implements LogCensus {

    private final House house;

    HouseCensus(House house) {
        this.house = house;
    }

    @Override
    public Mono<Census> census() {
        return Mono.fromSupplier(() -> {
            List<Event<?>> events = house.events();
            return new Census(
                    events.size(),
                    0,
                    events.stream().map(Event::ref).distinct().count(),
                    events.size(),
                    true,
                    events.getFirst().envelope().at(),
                    events.getLast().envelope().at(),
                    4_096,
                    3);
        });
    }

    @Override
    public Mono<Recorded> recorded(Collection<Long> positions) {
        return Mono.fromSupplier(() -> {
            Map<Long, Instant> at = new HashMap<>();
            house.events().stream()
                    .filter(event -> positions.contains(event.position()))
                    .forEach(event -> at.put(event.position(), event.envelope().at()));
            return new Recorded(house.head(), at);
        });
    }
}
