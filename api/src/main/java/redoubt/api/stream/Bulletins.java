package redoubt.api.stream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import redoubt.model.Event;
import redoubt.model.Shape;
import redoubt.query.feed.Chronicle;
import redoubt.query.feed.Publication;

/**
 * Everything that happens anywhere, as CloudEvents, for those who keep what they are told: nothing in them says who somebody
 * is, for nobody could make them forget it.
 */
public final class Bulletins {

    private final Chronicle chronicle;
    private final Telling telling;

    Bulletins(Chronicle chronicle, Telling telling) {
        this.chronicle = chronicle;
        this.telling = telling;
    }

    /**
     * An event that is told.
     *
     * @param position where it stands in the log
     * @param id its own, by which it is known however often it is told
     * @param name what kind of event it is
     * @param organization that it belongs to
     * @param key the same for all that happens to one resource
     * @param correlation of the request that it came from
     * @param trace the {@code traceparent} of the command that made it
     * @param truncated whether all of it would have been too long
     * @param body the event in JSON, in the structured mode of CloudEvents
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    public record Bulletin(
            long position,
            String id,
            String name,
            String organization,
            String key,
            @Nullable String correlation,
            @Nullable String trace,
            boolean truncated,
            byte[] body) {}

    /**
     * Every event after a position, in order, without end. Fails as a {@link Chronicle} does.
     *
     * @param longest how many bytes of JSON an event may have; one that has more tells no more of its resource than the
     *     identifier
     */
    public Flux<Bulletin> follow(long after, int longest) {
        return chronicle.follow(after).map(told -> bulletin(told, longest));
    }

    private Bulletin bulletin(Publication told, int longest) {
        Event<?> event = told.event();
        byte[] whole = telling.cloudEvent(told, Payload.FULL, event.id(), false);
        boolean truncated = whole.length > longest;
        return new Bulletin(
                event.position(),
                event.id(),
                event.name(),
                event.envelope().organization(),
                Shape.of(event.ref().type()).plural() + "/" + event.ref().id(),
                event.envelope().correlation(),
                event.envelope().trace(),
                truncated,
                truncated ? telling.cloudEvent(told, Payload.THIN, event.id(), true) : whole);
    }
}
