package redoubt.api.operations;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.model.Catalogue;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Moments;
import redoubt.query.parking.ParkedEvent;
import redoubt.query.parking.ParkedEvents;
import redoubt.query.parking.ParkedEvents.Wish;
import tools.jackson.core.JsonGenerator;

/**
 * Events that the table of their resource could not take: seen by operators, tried again, or passed over. Whoever writes the
 * tables does it, on whatever node; the answer waits a moment for what comes of it.
 */
public final class ParkedEndpoints {

    private static final String TAG = "Projections";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int LOOKS = 60;

    private final ParkedEvents parked;
    private final Showing showing;
    private final ProjectionNames names;

    /** The endpoints for the projections of a catalogue. */
    public ParkedEndpoints(ParkedEvents parked, Showing showing, Catalogue catalogue) {
        this.parked = parked;
        this.showing = showing;
        this.names = new ProjectionNames(catalogue);
    }

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        path(""),
                        About.question(
                                        "list_parked_events",
                                        TAG,
                                        "List the events that a projection could not take",
                                        showing.dialect().paging().parameters(),
                                        new Content.Many(ParkedForms.EVENT))
                                .saying("The first event of a resource that cannot be written is set aside (failed);"
                                        + " what happens to the same resource later waits behind it (waiting), and"
                                        + " everything else goes on. Whole again is a resource when it is tried"
                                        + " again with success."),
                        this::list),
                Endpoint.get(
                        path("{id}/"),
                        About.question(
                                "read_parked_events",
                                TAG,
                                "Read what is parked of one resource",
                                List.of(),
                                ParkedForms.OF_ONE),
                        this::read),
                wish("retry", Wish.RETRY, "Make the row of a resource anew from all that happened to it"),
                wish("drop", Wish.DROP, "Pass over the event that failed, for good, and take what waits behind it"));
    }

    private Endpoint wish(String verb, Wish wish, String summary) {
        About about = new About(
                verb + "_parked_events",
                TAG,
                summary,
                "Answers with what is still parked of the resource then; nothing if that is how it should be.",
                List.of(),
                Content.NOTHING,
                200,
                ParkedForms.OF_ONE,
                Set.of(400));
        return Endpoint.of(HttpMethod.POST, path("{id}/" + verb + "/"), Takes.NOTHING, about, call -> wish(call, wish));
    }

    private String path(String rest) {
        return showing.dialect().path("/admin/projections/{name}/parked/" + rest);
    }

    private Mono<Answer> list(Call call) {
        String noun = names.asked(call);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return parked.list(noun, cut.window())
                .map(part -> showing.page(call, cut, part.count(), part.events(), ParkedEndpoints::write));
    }

    private Mono<Answer> read(Call call) {
        String noun = names.asked(call);
        call.parameters().finish();
        return parked.of(noun, resource(call)).map(events -> {
            if (events.isEmpty()) {
                throw new Refused(new Failure.NotFound());
            }
            return reply(events);
        });
    }

    private Mono<Answer> wish(Call call, Wish wish) {
        String noun = names.asked(call);
        call.parameters().finish();
        String resource = resource(call);
        return parked.of(noun, resource).flatMap(before -> parked.wish(noun, resource, wish)
                .flatMap(any -> any
                        ? outcome(noun, resource, attempts(before))
                        : Mono.error(new Refused(new Failure.NotFound()))));
    }

    /** What is parked once something came of a wish, or after a while. */
    private Mono<Answer> outcome(String noun, String resource, int attempts) {
        return Mono.delay(LOOK)
                .then(Mono.defer(() -> parked.of(noun, resource)))
                .filter(now -> attempts(now) != attempts)
                .repeatWhenEmpty(LOOKS, again -> again)
                .onErrorResume(IllegalStateException.class, _ -> parked.of(noun, resource))
                .map(ParkedEndpoints::reply);
    }

    /** How often what is parked was tried; -1 if nothing waits any more. */
    private static int attempts(List<ParkedEvent> events) {
        return events.stream()
                .filter(event -> event.state() != ParkedEvent.State.DROPPED)
                .mapToInt(ParkedEvent::attempts)
                .reduce(Integer::sum)
                .orElse(-1);
    }

    private static Answer reply(List<ParkedEvent> events) {
        return Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeName("events");
                    out.writeStartArray();
                    events.forEach(event -> write(event, out));
                    out.writeEndArray();
                    out.writeEndObject();
                })
                .with("Cache-Control", "no-store");
    }

    private static void write(ParkedEvent event, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("position", event.position());
        out.writeStringProperty("type", event.type());
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", event.noun());
        out.writeStringProperty("id", event.resource());
        out.writeEndObject();
        out.writeStringProperty("state", event.state().name().toLowerCase(Locale.ROOT));
        text("failure", event.failure(), out);
        out.writeNumberProperty("attempts", event.attempts());
        text("parked_at", Moments.print(event.parkedAt()), out);
        text("tried_at", event.triedAt() == null ? null : Moments.print(event.triedAt()), out);
        out.writeEndObject();
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }

    private static String resource(Call call) {
        return Identifiers.read(call.step("id")).orElseThrow(() -> new Refused(new Failure.NotFound()));
    }
}
