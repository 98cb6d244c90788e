package redoubt.query.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.query.feed.ChangeFeed.Signal;

/**
 * What is told of events to those who hold the same rights: worked out once for all of them who hear of it at about the same
 * time, since a thousand who listen are rarely more than some dozens of different rights. It is forgotten within moments, so
 * nobody is told what they could not be told a moment ago.
 */
final class Alike {

    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final int MOST = 2_000;

    private final Cache<Key, Mono<Signal>> told =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MOMENT).build();

    /** The same for all with these rights, worked out by whoever asks first. */
    Mono<Signal> of(Event<?> event, Rights rights, Supplier<Mono<Signal>> working) {
        Key key = new Key(event.position(), rights);
        return Mono.defer(() -> {
            Mono<Signal> known = told.getIfPresent(key);
            if (known != null) {
                return known;
            }
            Mono<Signal> fresh = working.get().cache(_ -> MOMENT, _ -> Duration.ZERO, () -> MOMENT);
            told.put(key, fresh);
            return fresh;
        });
    }

    private record Key(long position, Rights rights) {}
}
