package redoubt.command.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Snapshot;

/**
 * The histories that a command looks at, each read once. Every look is one sourcing of one tag, and so part of the
 * consistency boundary: all of it, whether it was read from its beginning or from a snapshot on.
 */
final class Histories {

    private final EventStoreTransaction transaction;
    private final Messages messages;
    private final Map<Tag, Mono<History>> read = new HashMap<>();

    Histories(EventStoreTransaction transaction, Messages messages) {
        this.transaction = transaction;
        this.messages = messages;
    }

    Mono<History> of(Tag tag) {
        return read.computeIfAbsent(tag, this::read);
    }

    /** Reads many streams at once, so that looking at each of them costs nothing more. */
    Mono<Void> foresee(Collection<Tag> tags) {
        List<Tag> unknown =
                tags.stream().distinct().filter(tag -> !read.containsKey(tag)).toList();
        if (unknown.isEmpty()) {
            return Mono.empty();
        }
        Map<Tag, History> found = new HashMap<>();
        unknown.forEach(tag -> found.put(tag, new History(null, new ArrayList<>())));
        EventCriteria any = EventCriteria.either(
                unknown.stream().<EventCriteria>map(EventCriteria::havingTags).toList());
        return Mono.fromFuture(
                        () -> transaction
                                .source(SourcingCondition.conditionFor(any))
                                .reduce(found, this::sorted),
                        true)
                .doOnNext(_ -> found.forEach((tag, history) -> read.put(tag, Mono.just(history))))
                .then();
    }

    private Map<Tag, History> sorted(Map<Tag, History> found, Entry<? extends EventMessage> entry) {
        Event<?> event = messages.read(entry.message(), position(entry));
        Tag.fromContext(entry).orElse(Set.of()).forEach(tag -> {
            History history = found.get(tag);
            if (history != null) {
                history.events().add(event);
            }
        });
        return found;
    }

    private Mono<History> read(Tag tag) {
        return Mono.defer(() -> {
                    SourcingCondition condition = SourcingCondition.conditionFor(EventCriteria.havingTags(tag));
                    return Mono.fromFuture(
                            transaction.source(condition).reduce(new History(null, new ArrayList<>()), this::with),
                            true);
                })
                .cache();
    }

    private History with(History history, Entry<? extends EventMessage> entry) {
        EventMessage message = entry.message();
        if (message.payload() instanceof Snapshot<?> base) {
            return new History(base, history.events());
        }
        history.events().add(messages.read(message, position(entry)));
        return history;
    }

    private static long position(Entry<?> entry) {
        return TrackingToken.fromContext(entry)
                .map(TrackingToken::position)
                .map(position -> position.orElse(0))
                .orElse(0L);
    }
}
