package redoubt.api.stream;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.api.auth.Security;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.http.Streamed;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Catalogue;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.feed.Publication;
import redoubt.query.log.EventLog;

/** Tells events as they happen, for as long as the client listens. */
final class OpenStream implements Handler {

    private static final long RETRY = 2_500;
    private static final int RETRY_SPREAD = 1_001;

    private final Following following;
    private final EventLog log;
    private final Catalogue catalogue;
    private final Telling telling;
    private final Audience audience;
    private final Security security;
    private final Vigil vigil;
    private final Terms terms;
    private final Scheduler scheduler;
    private final Clock clock;
    private final RandomGenerator random;

    OpenStream(
            Following following,
            EventLog log,
            Catalogue catalogue,
            Telling telling,
            Audience audience,
            Security security,
            Terms terms,
            Scheduler scheduler,
            Clock clock,
            RandomGenerator random) {
        this.following = following;
        this.log = log;
        this.catalogue = catalogue;
        this.telling = telling;
        this.audience = audience;
        this.security = security;
        this.vigil = new Vigil(security.changes(), scheduler);
        this.terms = terms;
        this.scheduler = scheduler;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Listening.allowed(call.by());
        return log.head().map(head -> {
            Selection selection = Selection.read(call.parameters(), catalogue);
            Span span = Span.read(call, head);
            call.parameters().finish();
            return span.over() ? Reply.empty(204) : streamed(call, selection, span);
        });
    }

    private Answer streamed(Call call, Selection selection, Span span) {
        Audience.Seat seat = audience.admit(Listening.user(call.by()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/event-stream");
        headers.put("Cache-Control", "no-store, no-transform");
        headers.put("X-Accel-Buffering", "no");
        headers.put("X-Redoubt-Last-Event-ID", Long.toString(span.after()));
        return new Streamed(
                headers,
                new Flux<byte[]>() {
                    @Override
                    public void subscribe(CoreSubscriber<? super byte[]> reader) {
                        seat.take();
                        open(reader, call, selection, span);
                    }
                }.doFinally(_ -> seat.leave()));
    }

    private void open(CoreSubscriber<? super byte[]> reader, Call call, Selection selection, Span span) {
        Script script = new Script(span);
        script.open(
                Frames.retry(RETRY + random.nextInt(RETRY_SPREAD)),
                Frames.ready(span, Math.max(1, terms.heartbeat().toSeconds()), selection));
        long age = random.nextLong(terms.youngest().toMillis(), terms.oldest().toMillis() + 1);
        Outlet outlet = SocketOutlet.of(call.exchange());
        Line line = new Line(reader, script, terms, outlet, scheduler, clock, age);
        line.open(
                following.follow(call.by(), span.after(), selection.filter()).map(signal -> told(signal, selection)),
                Mono.firstWithValue(audience.closing(), taken(call)));
    }

    /** Why the caller may not have the stream any longer, once that is so. */
    private Mono<Reason> taken(Call call) {
        return vigil.end(call.by(), security.again(call.exchange().getRequest()));
    }

    private Told told(Signal signal, Selection selection) {
        if (signal instanceof Publication told) {
            byte[] json = telling.bytes(told, selection.payload());
            return new Told(
                    told.position(), Frames.event(told.position(), told.event().name(), json));
        }
        return new Told(signal.position(), null);
    }
}
