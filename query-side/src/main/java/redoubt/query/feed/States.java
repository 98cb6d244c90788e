package redoubt.query.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Change;
import redoubt.model.Deleted;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.history.Timeline;

/**
 * What things were right after and right before events. Followers hear of the same events at about the same time, so each
 * state is folded once, from the one before it; only what was not seen lately is folded from the log.
 */
final class States {

    private static final long MOST = 4_096;

    private final Timeline timeline;
    private final Cache<Key, Known<?>> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    States(Timeline timeline) {
        this.timeline = timeline;
    }

    /** What is known after an event; after a deletion, what was known last. Empty if the log holds no such thing. */
    <R> Mono<Known<R>> after(Event<R> event) {
        Known<R> at = cached(event.ref(), event.envelope().version());
        if (at != null) {
            return Mono.just(at);
        }
        if (Change.begins(event.change())) {
            return Mono.fromSupplier(() -> next(null, event)).doOnNext(this::keep);
        }
        return before(event).map(before -> next(before, event)).doOnNext(this::keep);
    }

    /** What was known before an event; empty before creation. */
    <R> Mono<Known<R>> before(Event<R> event) {
        Known<R> at = cached(event.ref(), event.envelope().version() - 1);
        return at != null ? Mono.just(at) : timeline.at(event.ref(), event.position() - 1);
    }

    private static <R> Known<R> next(@Nullable Known<R> before, Event<R> event) {
        if (before != null && event.change() instanceof Deleted<R>) {
            Envelope envelope = event.envelope();
            return new Known<>(
                    event.ref(),
                    before.state(),
                    envelope.version(),
                    before.createdAt(),
                    envelope.at(),
                    before.createdBy(),
                    envelope.actor().user());
        }
        Known<R> after = Known.after(before, event);
        if (after == null) {
            throw new IllegalStateException("Nothing is known after " + event.name() + " " + event.position());
        }
        return after;
    }

    private void keep(Known<?> state) {
        known.put(new Key(state.ref(), state.version()), state);
    }

    @SuppressWarnings("unchecked")
    private <R> @Nullable Known<R> cached(Ref<R> ref, long version) {
        return (Known<R>) known.getIfPresent(new Key(ref, version));
    }

    private record Key(Ref<?> ref, long version) {}
}
