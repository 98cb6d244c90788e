package redoubt.api.clock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.JsonForm;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.command.Form;
import redoubt.model.Required;
import redoubt.model.access.Permission;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Moments;

/** Sets the clock, for tests that cannot wait for midnight; mounted only in houses that were started for such tests. */
public final class ClockEndpoints {

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "required",
            List.of("now"),
            "properties",
            Map.of("now", Map.of("type", "string", "format", "date-time")));

    private static final Content MOMENT = new Content.Formed("ClockSet", SCHEMA, Map.of("now", "2026-08-08T00:00:00Z"));

    private final TimeMachine machine;
    private final Showing showing;

    /** Sets that clock. */
    public ClockEndpoints(TimeMachine machine, Showing showing) {
        this.machine = machine;
        this.showing = showing;
    }

    /**
     * To what it is set.
     *
     * @param now the moment
     */
    record Input(@Required Instant now) {}

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        About about = new About(
                "set_clock",
                "Projections",
                "Set the clock",
                "Answers when everything has happened that was due until then.",
                List.of(),
                new Content.Filled(Input.class),
                200,
                MOMENT,
                Set.of(400, 413, 415));
        return List.of(
                Endpoint.of(HttpMethod.POST, showing.dialect().path("/admin/clock/"), Takes.JSON, about, this::set));
    }

    private Mono<Answer> set(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_SETTINGS);
        call.parameters().finish();
        Form<Input> form =
                JsonForm.read(Input.class, call.body(), showing.dialect().naming());
        if (form.invalid() != null) {
            return Mono.error(new Refused(form.invalid()));
        }
        Instant now = Objects.requireNonNull(form.input()).now();
        // What is due is looked for in tables, and what the caller wrote is in them first.
        return showing.freshness()
                .reached(call)
                .then(Mono.defer(() -> machine.set(now)))
                .thenReturn(Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("now", Moments.print(now));
                    out.writeEndObject();
                }));
    }
}
