package redoubt.api.stream;

import java.time.Duration;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.Publication;
import redoubt.query.log.EventLog;

/** The event at one position, if the caller may hear of it. */
final class OneEvent implements Handler {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Following following;
    private final EventLog log;
    private final Telling telling;

    OneEvent(Following following, EventLog log, Telling telling) {
        this.following = following;
        this.log = log;
        this.telling = telling;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Listening.allowed(call.by());
        call.parameters().finish();
        long position = position(call.step("position"));
        return log.head()
                .filter(head -> position <= head)
                .flatMap(_ -> following.readable(position, PATIENCE).thenReturn(position))
                .flatMap(_ ->
                        following.follow(call.by(), position - 1, Filter.ALL).next())
                // The next signal is of a later event, or of none, if this one is not for the caller.
                .filter(signal -> signal.position() == position)
                .ofType(Publication.class)
                .map(told -> Reply.json(200, telling.bytes(told, Payload.FULL)))
                .switchIfEmpty(Mono.error(OneEvent::notFound));
    }

    private static long position(String step) {
        if (!step.matches("0*[1-9]\\d{0,17}")) {
            throw notFound();
        }
        return Long.parseLong(step);
    }

    private static Refused notFound() {
        return new Refused(new Failure.NotFound());
    }
}
