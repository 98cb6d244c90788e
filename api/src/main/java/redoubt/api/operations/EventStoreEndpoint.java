package redoubt.api.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialect;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Ordered;
import redoubt.model.access.Permission;
import redoubt.model.wire.Moments;
import redoubt.query.log.LogCensus;
import redoubt.query.log.LogCensus.Census;
import tools.jackson.core.JsonGenerator;

/** What there is in the log, for operators. */
public final class EventStoreEndpoint {

    private static final double SECONDS = 60.0;
    private static final double HUNDREDTHS = 100.0;
    private static final Map<String, Object> WHOLE = Map.of("type", "integer");
    private static final Map<String, Object> MOMENT = Map.of("type", List.of("string", "null"), "format", "date-time");

    private static final Content FIGURES = new Content.Formed(
            "EventStore",
            Ordered.map(
                    "type",
                    "object",
                    "required",
                    List.of(
                            "head",
                            "sealed_position",
                            "streams",
                            "events",
                            "holes",
                            "counted",
                            "oldest",
                            "newest",
                            "bytes",
                            "append_rate_1m"),
                    "properties",
                    Ordered.map(
                            "head",
                            WHOLE,
                            "sealed_position",
                            WHOLE,
                            "streams",
                            WHOLE,
                            "events",
                            WHOLE,
                            "holes",
                            WHOLE,
                            "counted",
                            Map.of("type", "boolean"),
                            "oldest",
                            MOMENT,
                            "newest",
                            MOMENT,
                            "bytes",
                            WHOLE,
                            "append_rate_1m",
                            Map.of("type", "number"))),
            Ordered.map(
                    "head",
                    10_482,
                    "sealed_position",
                    10_480,
                    "streams",
                    2_311,
                    "events",
                    10_482,
                    "holes",
                    0,
                    "counted",
                    true,
                    "oldest",
                    "2026-01-08T09:00:00Z",
                    "newest",
                    "2026-08-08T14:43:12.123456Z",
                    "bytes",
                    12_582_912,
                    "append_rate_1m",
                    0.25));

    private final LogCensus census;
    private final Dialect dialect;

    /** The endpoint for a log. */
    public EventStoreEndpoint(LogCensus census, Dialect dialect) {
        this.census = census;
        this.dialect = dialect;
    }

    /** The endpoint. */
    public Endpoint endpoint() {
        About about = About.question("read_event_store", "Projections", "Read how large the log is", List.of(), FIGURES)
                .saying("Of the whole house, whoever lives in it. head, sealed_position, oldest, newest and"
                        + " append_rate_1m, events in a second over the last minute, are exact; bytes are what tables"
                        + " and indexes take on disk. Up to 100,000 positions streams, the things that ever began, and"
                        + " events are counted. In a longer log, with counted false, streams are estimated from the"
                        + " statistics of the database, and events are as many as positions: they are handed out"
                        + " without holes, and holes would be found by whoever seals or verifies the log.");
        return Endpoint.get(dialect.path("/admin/event-store"), about, this::read);
    }

    private Mono<Answer> read(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        call.parameters().finish();
        return census.census()
                .map(figures -> Reply.json(200, out -> write(figures, out)).with("Cache-Control", "no-store"));
    }

    private static void write(Census figures, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("head", figures.head());
        out.writeNumberProperty("sealed_position", figures.sealed());
        out.writeNumberProperty("streams", figures.streams());
        out.writeNumberProperty("events", figures.events());
        out.writeNumberProperty("holes", figures.head() - figures.events());
        out.writeBooleanProperty("counted", figures.counted());
        moment("oldest", figures.oldest(), out);
        moment("newest", figures.newest(), out);
        out.writeNumberProperty("bytes", figures.bytes());
        out.writeNumberProperty("append_rate_1m", Math.round(figures.perMinute() / SECONDS * HUNDREDTHS) / HUNDREDTHS);
        out.writeEndObject();
    }

    private static void moment(String name, @Nullable Instant at, JsonGenerator out) {
        out.writeStringProperty(name, at == null ? null : Moments.print(at));
    }
}
