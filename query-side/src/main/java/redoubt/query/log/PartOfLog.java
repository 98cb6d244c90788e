package redoubt.query.log;

import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Ref;

/** What a log says of one organization, for logs that cannot be asked for no more than that. */
record PartOfLog(EventLog log, String organization) implements EventLog {

    @Override
    public EventLog within(String other) {
        return new PartOfLog(log, other);
    }

    @Override
    public Mono<Long> head() {
        return log.head();
    }

    @Override
    public Flux<Event<?>> follow(long after) {
        return log.follow(after).filter(this::holds);
    }

    @Override
    public Flux<Event<?>> read(Reading reading) {
        return log.read(reading.unlimited()).filter(this::holds).take(reading.limit());
    }

    @Override
    public Flux<Event<?>> changes(Field<?, ?> bearer, Ref<?> target, long until) {
        return log.changes(bearer, target, until).filter(this::holds);
    }

    @Override
    public Mono<Long> positionAt(Instant instant) {
        return log.positionAt(instant);
    }

    @Override
    public Mono<LastWrites> lastWrites(long after) {
        return log.lastWrites(after);
    }

    private boolean holds(Event<?> event) {
        return event.envelope().organization().equals(organization);
    }
}
