package redoubt.api.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.api.auth.Security;
import redoubt.api.dialect.Dialect;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.model.Catalogue;
import redoubt.query.Progress;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.feed.Chronicle;
import redoubt.query.log.EventLog;

/** The endpoints through which clients hear of events, and the one place that ends their streams. */
public final class StreamEndpoints implements Streams {

    /** Where streams are, and the only place where tickets count. */
    public static final String PATH = "/events/stream";

    static final String TAG = "Events";

    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Audience audience;
    private final OpenStream stream;
    private final LongPoll poll;
    private final OneEvent one;
    private final TicketOffice tickets;
    private final Desk desk;
    private final Messages messages;
    private final Telling reticent;

    /**
     * What the endpoints are made of.
     *
     * @param feed what happens
     * @param log where it stands
     * @param progress how far what is told can also be read
     * @param catalogue every event there is
     * @param security who calls, and whether they still may
     * @param elsewhere the streams of other nodes
     */
    public record Sources(
            ChangeFeed feed,
            EventLog log,
            Progress progress,
            Catalogue catalogue,
            Security security,
            Elsewhere elsewhere) {}

    /**
     * Puts them together.
     *
     * @param heartbeat how long a stream may be silent
     * @param scheduler for everything that has to do with time; nothing that runs on it waits
     * @param random makes streams end and come back at different moments
     */
    public StreamEndpoints(
            Sources sources, Showing showing, Duration heartbeat, Scheduler scheduler, RandomGenerator random) {
        Terms terms = Terms.usual(heartbeat);
        this.dialect = showing.dialect();
        this.catalogue = sources.catalogue();
        this.audience = new Audience(terms, scheduler);
        Following following = new Following(sources.feed(), sources.progress(), scheduler);
        Telling telling = new Telling(showing);
        this.stream = new OpenStream(
                following,
                sources.log(),
                catalogue,
                telling,
                audience,
                sources.security(),
                terms,
                scheduler,
                showing.clock(),
                random);
        this.poll =
                new LongPoll(following, sources.log(), showing.freshness(), catalogue, telling, audience, scheduler);
        this.one = new OneEvent(following, sources.log(), telling);
        this.tickets = new TicketOffice(
                sources.security(), sources.log(), catalogue, audience, showing, dialect.prefix() + PATH);
        this.desk = new Desk(audience, sources.elsewhere(), sources.log(), showing);
        this.messages = new Messages(following, telling);
        this.reticent = new Telling(showing, true);
    }

    /**
     * Ends all streams with a last word and opens no more; completes when the last has ended. To be called before the
     * server waits for its requests, which would otherwise wait for streams that have no end.
     */
    public Mono<Void> close() {
        return audience.close();
    }

    @Override
    public List<Open> open() {
        return audience.open();
    }

    @Override
    public boolean end(String id) {
        return audience.end(id);
    }

    /** The same events for those who are told of them elsewhere. */
    public Messages messages() {
        return messages;
    }

    /** Everything that happens anywhere, for those who keep what they are told. */
    public Bulletins bulletins(Chronicle chronicle) {
        return new Bulletins(chronicle, reticent);
    }

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        return List.of(streaming(), tickets.endpoint(), polling(), reading(), desk.listing(), desk.ending());
    }

    private Endpoint streaming() {
        List<Parameter> parameters = new ArrayList<>(Selection.PARAMETERS);
        parameters.addAll(Span.FIXED);
        parameters.add(Span.HEADER);
        parameters.add(Parameter.text(
                "ticket",
                "Instead of a token, for browsers: the ticket says what the stream tells, and only last_event_id can be"
                        + " asked beside it.",
                "pstk_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM"));
        About about = new About(
                "stream_events",
                TAG,
                "Follow events as they happen",
                "Server-sent events. The id of a frame is its position in the log; a client that comes back with the"
                    + " last one it has dealt with misses nothing and hears nothing twice. Frames of type"
                    + " stream.ready, stream.caught_up and stream.closing tell about the stream itself. A stream that"
                    + " was asked to end and has ended answers 204, which tells clients not to come back. A stream"
                    + " ends when its token does (token_revoked) or its caller may not follow events any longer"
                    + " (permission_lost); when the caller's rights become others it ends with max_age, and goes on"
                    + " with them when it is opened again. Event types: "
                        + String.join(", ", catalogue.eventNames()) + ".",
                parameters,
                Content.NOTHING,
                200,
                new Content.Text("text/event-stream", Example.STREAM),
                Set.of(400, 429));
        return get(PATH, about, stream).giving("text/event-stream");
    }

    private Endpoint polling() {
        List<Parameter> parameters = new ArrayList<>(LongPoll.PARAMETERS);
        parameters.addAll(Selection.PARAMETERS);
        About about = About.question("list_events", TAG, "Hear of the next events", parameters, Example.batch())
                .saying("For clients that cannot hold a stream open: answers with what came after a position, waiting"
                        + " a while if there is nothing yet. next_after is where to ask on.");
        return get("/events", about, poll);
    }

    private Endpoint reading() {
        About about = About.question(
                "read_event", TAG, "Read the event at a position of the log", List.of(), Example.envelope());
        return get("/events/{position}", about, one);
    }

    private Endpoint get(String path, About about, Handler handler) {
        return Endpoint.of(HttpMethod.GET, dialect.path(path), Takes.NOTHING, about, handler);
    }
}
