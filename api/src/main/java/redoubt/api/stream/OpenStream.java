package redoubt.api.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.api.auth.Security;
import redoubt.api.auth.Tickets;
import redoubt.api.http.Answer;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.Parameters;
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
    private final SharedFrames frames;
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
        this.frames = new SharedFrames(telling);
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
        Tickets.Held ticket = security.ticket(call.exchange());
        return log.head().flatMap(head -> {
            Wish wish = ticket == null ? asked(call, head) : fixed(ticket, call, head);
            if (wish.span().over()) {
                return Mono.just(Reply.empty(204));
            }
            Audience.Seat seat = audience.admit(Listening.user(call.by()));
            return ticket == null
                    ? Mono.just(streamed(call, wish, seat))
                    : security.use(ticket)
                            .map(cookie -> marked(streamed(call, wish, seat), cookie))
                            .doOnError(_ -> seat.leave());
        });
    }

    /** What a client wants to hear, and from where to where. */
    private record Wish(Selection selection, Span span) {}

    private Wish asked(Call call, long head) {
        Selection selection = Selection.read(call.parameters(), catalogue);
        Span span = Span.read(call, head);
        call.parameters().finish();
        return new Wish(selection, span);
    }

    /** A ticket says what its streams tell; whoever shows it may add how far they are, and nothing else. */
    private Wish fixed(Tickets.Held ticket, Call call, long head) {
        Parameters question = new Parameters(ticket.question());
        Selection selection = Selection.read(question, catalogue);
        Span span = Span.read(question, call, head);
        question.finish();
        call.parameters().one("ticket");
        call.parameters().finish();
        return new Wish(selection, span);
    }

    private static Streamed marked(Streamed streamed, String cookie) {
        Map<String, String> headers = new LinkedHashMap<>(streamed.headers());
        headers.put("Set-Cookie", cookie);
        return new Streamed(headers, streamed.chunks());
    }

    private Streamed streamed(Call call, Wish wish, Audience.Seat seat) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/event-stream");
        headers.put("Cache-Control", "no-store, no-transform");
        headers.put("X-Accel-Buffering", "no");
        headers.put("X-Redoubt-Last-Event-ID", Long.toString(wish.span().after()));
        return new Streamed(
                headers,
                new Flux<byte[]>() {
                    @Override
                    public void subscribe(CoreSubscriber<? super byte[]> reader) {
                        open(reader, call, wish, seat);
                        // Not before: a stream that could not be opened must not keep its seat.
                        seat.take();
                    }
                }.doFinally(_ -> seat.leave()));
    }

    private void open(CoreSubscriber<? super byte[]> reader, Call call, Wish wish, Audience.Seat seat) {
        Span span = wish.span();
        Selection selection = wish.selection();
        Script script = new Script(span);
        script.open(
                Frames.retry(RETRY + random.nextInt(RETRY_SPREAD)),
                Frames.ready(span, Math.max(1, terms.heartbeat().toSeconds()), selection));
        show(seat, call, selection, script);
        long age = random.nextLong(terms.youngest().toMillis(), terms.oldest().toMillis() + 1);
        Outlet outlet = SocketOutlet.of(call.exchange());
        Line line = new Line(reader, script, terms, outlet, scheduler, clock, age);
        line.open(
                following.follow(call.by(), span.after(), selection.filter()).map(signal -> told(signal, selection)),
                Mono.firstWithValue(audience.closing(), seat.ended(), taken(call)));
    }

    private void show(Audience.Seat seat, Call call, Selection selection, Script script) {
        String id = UUID.randomUUID().toString();
        Instant since = clock.instant();
        String remote = ClientAddress.of(call.remote());
        seat.show(
                id,
                () -> new Open(
                        id,
                        call.by().organization(),
                        Listening.user(call.by()),
                        since,
                        script.position(),
                        selection.asked(),
                        remote));
    }

    /** Why the caller may not have the stream any longer, once that is so. */
    private Mono<Reason> taken(Call call) {
        return vigil.end(call.by(), security.again(call.exchange().getRequest()));
    }

    private Told told(Signal signal, Selection selection) {
        if (signal instanceof Publication told) {
            return Told.of(told.position(), () -> frames.of(told, selection.payload()));
        }
        return new Told(signal.position(), null);
    }
}
