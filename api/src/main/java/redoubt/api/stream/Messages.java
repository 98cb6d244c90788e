package redoubt.api.stream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.feed.Publication;

/** Events as they are sent to those who do not come for them. */
public final class Messages {

    /** No message is longer than this, in bytes. */
    public static final int LONGEST = 256 * 1024;

    private final Following following;
    private final Telling telling;

    Messages(Following following, Telling telling) {
        this.following = following;
        this.telling = telling;
    }

    /** The name by which receivers know an event, wherever and how often they are told of it. */
    public static String id(String event) {
        return "msg_" + event.replace("-", "");
    }

    /** Everything after a position that somebody may know of, without end; no faster than it is asked for. */
    public Flux<Signal> follow(Principal by, long after, Filter filter) {
        return following.follow(by, after, filter);
    }

    /** The event at a position; nothing if somebody may not know of it. */
    public Mono<Publication> at(Principal by, long position) {
        return following
                .follow(by, position - 1, Filter.ALL)
                .next()
                .filter(signal -> signal.position() == position)
                .ofType(Publication.class);
    }

    /**
     * The message of an event that is told.
     *
     * @param thin whether it tells no more of the resource than its identifier
     * @param cloud whether it is a CloudEvent
     */
    public Message message(Publication told, boolean thin, boolean cloud) {
        String id = id(told.event().id());
        Payload payload = thin ? Payload.THIN : Payload.FULL;
        byte[] body = cloud ? telling.cloudEvent(told, payload, id, false) : telling.bytes(told, payload);
        if (body.length > LONGEST) {
            body = cloud ? telling.cloudEvent(told, Payload.THIN, id, true) : telling.truncated(told);
        }
        return new Message(id, body, told.event().envelope().trace());
    }

    /**
     * A message.
     *
     * @param id by which receivers know it
     * @param body in JSON
     * @param trace the {@code traceparent} of what led to it; null if it is part of no trace
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    public record Message(String id, byte[] body, @Nullable String trace) {}
}
