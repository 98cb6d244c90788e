package redoubt.api.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.auth.Security;
import redoubt.api.auth.Tickets;
import redoubt.api.http.Answer;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Ordered;
import redoubt.api.route.Takes;
import redoubt.model.Catalogue;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Moments;
import redoubt.query.log.EventLog;

/** Hands out tickets with which browsers open streams, since their way to do so cannot show a token. */
final class TicketOffice implements Handler {

    private static final Content TICKET = new Content.Formed(
            "StreamTicket",
            Ordered.map(
                    "type",
                    "object",
                    "required",
                    List.of("ticket", "expires_at", "stream_url", "types"),
                    "properties",
                    Ordered.map(
                            "ticket",
                            Map.of("type", List.of("string", "null")),
                            "expires_at",
                            Map.of("type", "string", "format", "date-time"),
                            "stream_url",
                            Map.of("type", List.of("string", "null"), "format", "uri"),
                            "types",
                            Map.of("type", "array", "items", Map.of("type", "string")))),
            Ordered.map(
                    "ticket",
                    "pstk_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM",
                    "expires_at",
                    "2026-08-08T14:44:12.123456Z",
                    "stream_url",
                    "https://redoubt.example/api/v1/events/stream?ticket=pstk_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM",
                    "types",
                    List.of("risk.created", "risk.updated")));

    private final Security security;
    private final EventLog log;
    private final Catalogue catalogue;
    private final Audience audience;
    private final Showing showing;
    private final String stream;

    TicketOffice(
            Security security, EventLog log, Catalogue catalogue, Audience audience, Showing showing, String stream) {
        this.security = security;
        this.log = log;
        this.catalogue = catalogue;
        this.audience = audience;
        this.showing = showing;
        this.stream = stream;
    }

    Endpoint endpoint() {
        About about = new About(
                "create_stream_ticket",
                StreamEndpoints.TAG,
                "Get a ticket with which a browser opens a stream",
                "For EventSource, which cannot send a token: open stream_url within a minute. The first stream spends"
                    + " the ticket and sets a cookie; with both, the browser comes back for up to twelve hours, as"
                    + " long as the token with which the ticket was got is good, and with its rights. The address"
                    + " alone is worth nothing from then on: without the cookie it answers 401, and a page gets"
                    + " another ticket and passes last_event_id. What the stream tells is fixed here; only"
                    + " last_event_id may be added to the address. types are the names of all events there are:"
                    + " EventSource hears of the ones it was told to listen to. Where browsers keep no such cookie,"
                    + " over plain HTTP from another machine or for a page of another origin, each connection needs a"
                    + " ticket of its own.",
                List.of(),
                TicketForm.WANTED,
                201,
                TICKET,
                Set.of(400, 413, 415));
        return Endpoint.of(HttpMethod.POST, showing.dialect().path("/events/stream-tickets"), Takes.FORM, about, this);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Listening.allowed(call.by());
        audience.refuseIfClosed();
        call.parameters().finish();
        return log.head()
                .map(head -> TicketForm.read(call, catalogue, head))
                .flatMap(question -> security.draw(call.exchange().getRequest(), question))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Unauthenticated())))
                .map(this::reply);
    }

    private Reply reply(Tickets.Drawn drawn) {
        return Reply.json(201, body(drawn, drawn.secret()))
                .keeping(body(drawn, null))
                .with("Cache-Control", "no-store");
    }

    private byte[] body(Tickets.Drawn drawn, @Nullable String secret) {
        return JsonText.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("ticket", secret);
            out.writeStringProperty("expires_at", Moments.print(drawn.expiresAt()));
            out.writeStringProperty(
                    "stream_url", secret == null ? null : showing.url().of(stream + "?ticket=" + secret));
            out.writeName("types");
            out.writeStartArray();
            catalogue.eventNames().stream().sorted().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
