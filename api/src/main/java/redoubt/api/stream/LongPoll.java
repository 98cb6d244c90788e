package redoubt.api.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Catalogue;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.feed.Publication;
import redoubt.query.log.EventLog;

/** The next events after a position, for clients that cannot hold a stream open; waits a while if there are none. */
final class LongPoll implements Handler {

    private static final int USUAL = 100;
    private static final int MOST = 500;
    private static final int LONGEST = 30;

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "after",
                    "Only events after this position.",
                    Map.of("type", "integer", "default", 0, "minimum", 0),
                    10_481),
            Parameter.number("limit", "How many events to tell at most.", USUAL, 1, MOST),
            Parameter.number("wait", "How many seconds to wait if there are none.", 0, 0, LONGEST),
            Freshness.PARAMETER);

    private final Following following;
    private final EventLog log;
    private final Freshness freshness;
    private final Catalogue catalogue;
    private final Telling telling;
    private final Audience audience;
    private final Scheduler scheduler;

    LongPoll(
            Following following,
            EventLog log,
            Freshness freshness,
            Catalogue catalogue,
            Telling telling,
            Audience audience,
            Scheduler scheduler) {
        this.following = following;
        this.log = log;
        this.freshness = freshness;
        this.catalogue = catalogue;
        this.telling = telling;
        this.audience = audience;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Listening.allowed(call.by());
        audience.refuseIfClosed();
        return freshness.reached(call).then(log.head()).flatMap(head -> {
            Parameters parameters = call.parameters();
            Selection selection = Selection.read(parameters, catalogue);
            long after = Span.after(call, head);
            int limit = parameters.number("limit", USUAL, 1, MOST);
            int wait = parameters.number("wait", 0, 0, LONGEST);
            parameters.finish();
            Batch batch = new Batch(after, following.readable(head), limit);
            if (batch.full(wait > 0)) {
                return Mono.just(batch.reply(head));
            }
            Flux<Signal> signals = following
                    .follow(call.by(), after, selection.filter())
                    .takeUntil(signal -> {
                        batch.add(signal, selection.payload());
                        return batch.full(wait > 0);
                    })
                    .takeUntilOther(audience.closing());
            Mono<Void> heard = wait > 0
                    ? signals.takeUntilOther(Mono.delay(Duration.ofSeconds(wait), scheduler))
                            .then()
                    : signals.then();
            return heard.then(Mono.fromSupplier(() -> batch.reply(head)));
        });
    }

    /** What was heard so far. Signals come one after the other, and the end after the last of them. */
    private final class Batch {

        private final List<byte[]> envelopes = new ArrayList<>();
        private final long head;
        private final int limit;
        private volatile long cursor;

        Batch(long after, long head, int limit) {
            this.cursor = after;
            this.head = head;
            this.limit = limit;
        }

        void add(Signal signal, Payload payload) {
            synchronized (envelopes) {
                if (signal instanceof Publication told) {
                    envelopes.add(telling.bytes(told, payload));
                }
                cursor = signal.position();
            }
        }

        /** Whether there is enough to answer. What is there already is told together; what is awaited, at once. */
        boolean full(boolean patient) {
            synchronized (envelopes) {
                return envelopes.size() >= limit || (cursor >= head && !(patient && envelopes.isEmpty()));
            }
        }

        Reply reply(long head) {
            synchronized (envelopes) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                body.writeBytes(text("{\"results\":["));
                for (int i = 0; i < envelopes.size(); i++) {
                    body.writeBytes(text(i == 0 ? "" : ","));
                    body.writeBytes(envelopes.get(i));
                }
                body.writeBytes(text("],\"next_after\":" + cursor + ",\"head\":" + Math.max(head, cursor) + "}"));
                return Reply.json(200, body.toByteArray());
            }
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
