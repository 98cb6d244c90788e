package redoubt.infra.privacy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import redoubt.infra.eventstore.Logged;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.Reading;
import redoubt.model.Catalogue;
import redoubt.model.Shape;
import redoubt.model.wire.Metadata;
import redoubt.people.User;
import redoubt.people.UserErased;

/**
 * Destroys the keys of people who were erased, and whatever else still says who they were. Every node does it, so that none
 * remembers them; doing it again does nothing.
 */
public final class Erasures implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);
    private static final QualifiedName ERASED = new QualifiedName(Catalogue.factName(UserErased.class));
    private static final String NOUN = Shape.of(User.class).noun();
    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final SubjectKeys keys;
    private final PostgresEventStore store;
    private final List<Traces> traces;
    private final Disposable listening;

    /**
     * Begins with those of the past.
     *
     * @param traces what is kept of people elsewhere
     */
    public Erasures(SubjectKeys keys, PostgresEventStore store, List<Traces> traces) {
        this.keys = keys;
        this.traces = List.copyOf(traces);
        this.store = store;
        this.listening = Mono.defer(store::head)
                .flatMapMany(head -> store.read(
                                Reading.all().ofTypes(Set.of(ERASED)).until(head))
                        .map(Erasures::subject)
                        .buffer(AT_ONCE)
                        .concatWith(store.follow(head)
                                .filter(logged ->
                                        logged.message().type().qualifiedName().equals(ERASED))
                                .map(erased -> List.of(subject(erased)))))
                .concatMap(this::erase, 1)
                .doOnError(
                        failure -> log.warn("Erasing people is interrupted and will go on: {}", failure.getMessage()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE).maxBackoff(Duration.ofSeconds(2)))
                .subscribe();
    }

    private Mono<Void> erase(List<UUID> subjects) {
        return keys.destroy(subjects)
                // Answers that are kept for requests that are repeated may show whom they speak of.
                .thenMany(Flux.fromIterable(subjects))
                .concatMap(subject -> store.forgetReceipts(subject.toString()))
                .thenMany(Flux.fromIterable(traces))
                .concatMap(each -> each.erase(subjects))
                .then()
                .doOnSuccess(_ -> subjects.forEach(subject -> store.forget(Tag.of(NOUN, subject.toString()))));
    }

    private static UUID subject(Logged erased) {
        return UUID.fromString(Metadata.resource(erased.message().metadata()));
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
