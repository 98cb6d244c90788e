package redoubt.infra.security;

import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.engine.Messages;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.Reading;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.wire.Naming;

/** What the log says last of single things: slower than a table, and never out of date. */
final class Lasts {

    private final PostgresEventStore store;
    private final Messages messages;

    Lasts(PostgresEventStore store, Messages messages) {
        this.store = store;
        this.messages = messages;
    }

    /** What is known of a resource, and the organization its last event belongs to. */
    record Last<R>(Known<R> known, String organization) {}

    @SuppressWarnings("unchecked")
    <R> Mono<Last<R>> of(Ref<R> ref) {
        return tagged(Tag.of(ref.noun(), ref.id())).collectList().flatMap(events -> {
            @Nullable Known<R> known = null;
            for (Event<?> event : events) {
                known = Known.after(known, (Event<R>) event);
            }
            return known == null
                    ? Mono.empty()
                    : Mono.just(new Last<>(known, events.getLast().envelope().organization()));
        });
    }

    /** What points at something through a field, as it is. */
    <R> Flux<R> pointing(Field<R, ? extends Ref<?>> field, Ref<?> target) {
        Shape<R> shape = Shape.of(field.owner());
        return tagged(Tag.of(shape.noun() + "." + Naming.SNAKE.member(field.name()), target.id()))
                .map(event -> shape.ref(event.ref().id()))
                .distinct()
                .concatMap(this::of)
                .map(last -> last.known().state())
                .filter(state -> target.equals(field.of(state)));
    }

    Flux<Event<?>> tagged(Tag tag) {
        return store.read(Reading.all().tagged(tag)).map(logged -> messages.read(logged.message(), logged.position()));
    }
}
