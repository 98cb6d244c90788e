package redoubt.infra.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages;
import redoubt.api.stream.Messages.Message;
import redoubt.model.access.Principal;
import redoubt.query.feed.Publication;

/**
 * What was read of the log and made of it a moment ago. Many endpoints are told of the same event at about the same time, and
 * right after it was read that they are to be told: it is read once, and judged once for everybody who may know the same.
 * Whatever is older than that moment is read and judged anew. Safe for any thread.
 */
final class Recent {

    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final long MOST_READ = 4_096;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final Messages messages;
    private final Cache<Read, Mono<Publication>> read = Caffeine.newBuilder()
            .maximumSize(MOST_READ)
            .expireAfterWrite(MOMENT)
            .build();
    private final Cache<Made, Message> made = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Made _, Message message) -> message.body().length)
            .expireAfterWrite(MOMENT)
            .build();

    Recent(Messages messages) {
        this.messages = messages;
    }

    private record Read(Principal by, long position) {}

    private record Made(Principal by, long position, boolean thin, boolean cloud) {}

    /** It was read that somebody may know of this. */
    void told(Principal by, Publication publication) {
        read.put(new Read(by, publication.position()), Mono.just(publication));
    }

    /** The message of the event at a position; nothing if somebody may not know of it. */
    Mono<Message> message(Principal by, long position, boolean thin, boolean cloud) {
        Made wanted = new Made(by, position, thin, cloud);
        Message known = made.getIfPresent(wanted);
        return known != null
                ? Mono.just(known)
                : read.get(new Read(by, position), this::look)
                        .map(told -> made.get(wanted, _ -> messages.message(told, thin, cloud)));
    }

    /** Whoever asks meanwhile waits for the same answer; a failure is nobody's answer but theirs. */
    private Mono<Publication> look(Read wanted) {
        return messages.at(wanted.by(), wanted.position()).cache(_ -> MOMENT, _ -> Duration.ZERO, () -> MOMENT);
    }
}
