package redoubt.api.stream;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Ordered;
import redoubt.api.route.Takes;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Moments;
import redoubt.query.log.EventLog;
import tools.jackson.core.JsonGenerator;

/** Where operators see which streams of their organization are open, on whatever node, and end them. */
final class Desk {

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> WHOLE = Map.of("type", "integer");

    private static final Content.Formed STREAM = new Content.Formed(
            "OpenStream",
            Ordered.map(
                    "type",
                    "object",
                    "required",
                    List.of("id", "user", "since", "position", "lag", "filters", "remote"),
                    "properties",
                    Ordered.map(
                            "id",
                            Map.of("type", "string", "format", "uuid"),
                            "user",
                            Map.of("type", "string", "format", "uuid"),
                            "since",
                            Map.of("type", "string", "format", "date-time"),
                            "position",
                            WHOLE,
                            "lag",
                            WHOLE,
                            "filters",
                            Map.of("type", "object", "additionalProperties", Map.of("type", "array", "items", TEXT)),
                            "remote",
                            Map.of("type", List.of("string", "null")))),
            Ordered.map(
                    "id",
                    "0190b6f0-5555-4aaa-8aaa-0123456789ab",
                    "user",
                    "0190b6f0-2222-7aaa-8aaa-0123456789ab",
                    "since",
                    "2026-08-08T14:43:12.123456Z",
                    "position",
                    10_482,
                    "lag",
                    0,
                    "filters",
                    Map.of("types", List.of("risk.*")),
                    "remote",
                    "192.0.2.7"));

    private final Audience audience;
    private final Elsewhere elsewhere;
    private final EventLog log;
    private final Showing showing;

    Desk(Audience audience, Elsewhere elsewhere, EventLog log, Showing showing) {
        this.audience = audience;
        this.elsewhere = elsewhere;
        this.log = log;
        this.showing = showing;
    }

    Endpoint listing() {
        About about = About.question(
                        "list_streams",
                        StreamEndpoints.TAG,
                        "List the streams that are open",
                        showing.dialect().paging().parameters(),
                        new Content.Many(STREAM))
                .saying("Those of your organization, at every node, newest first. Nodes are asked as you ask; one that"
                        + " does not answer within two seconds is left out, and a stream that began within the last"
                        + " second at another node may be missing. lag is how many positions of the log a stream is"
                        + " behind, whether or not there is anything in them that it would tell.");
        return Endpoint.get(showing.dialect().path("/events/streams"), about, this::list);
    }

    Endpoint ending() {
        About about = new About(
                "close_stream",
                StreamEndpoints.TAG,
                "End a stream",
                "Its client is told stream.closing with the reason closed, within a second wherever the stream is. It"
                    + " may come back and goes on where it was: to keep somebody out, revoke their token or take their"
                    + " role.",
                List.of(),
                Content.NOTHING,
                204,
                Content.NOTHING,
                Set.of(400));
        return Endpoint.of(
                HttpMethod.DELETE, showing.dialect().path("/events/streams/{id}"), Takes.NOTHING, about, this::end);
    }

    private Mono<Answer> list(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        Comparator<Open> newestFirst =
                Comparator.comparing(Open::since).reversed().thenComparing(Open::id);
        return open(call).collectSortedList(newestFirst).flatMap(all -> log.head()
                .map(head -> {
                    List<Open> shown = all.stream()
                            .skip(cut.window().offset())
                            .limit(cut.size())
                            .toList();
                    return showing.page(call, cut, all.size(), shown, (each, out) -> write(each, head, out));
                }));
    }

    private Flux<Open> open(Call call) {
        return Flux.defer(() -> Flux.fromIterable(audience.open()))
                .concatWith(elsewhere.open())
                .filter(each -> each.organization().equals(call.by().organization()));
    }

    private Mono<Answer> end(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        call.parameters().finish();
        return Mono.justOrEmpty(Identifiers.read(call.step("id")))
                .filterWhen(id -> open(call).any(each -> each.id().equals(id)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(id -> audience.end(id) ? Mono.empty() : elsewhere.end(id))
                .thenReturn(Reply.empty(204));
    }

    private static void write(Open open, long head, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("id", open.id());
        out.writeStringProperty("user", open.user());
        out.writeStringProperty("since", Moments.print(open.since()));
        out.writeNumberProperty("position", open.position());
        out.writeNumberProperty("lag", Math.max(0, head - open.position()));
        out.writeName("filters");
        Frames.filters(open.filters(), out);
        out.writeStringProperty("remote", open.remote());
        out.writeEndObject();
    }
}
