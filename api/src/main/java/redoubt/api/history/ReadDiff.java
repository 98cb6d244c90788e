package redoubt.api.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.resource.Rights;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline.Step;
import redoubt.query.log.EventLog;
import tools.jackson.core.JsonGenerator;

/** What is different between two points in the history of one resource. */
final class ReadDiff<R> implements Handler {

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.text("from", "v and a version, p and a position, or a moment.", "v3"),
            Parameter.query("to", "The same; the present by default.", Map.of("type", "string"), "v9"));

    private final Shape<R> shape;
    private final Showing showing;
    private final Rights rights;
    private final Changes changes;
    private final EventLog log;
    private final @Nullable Borne<R, ?> borne;

    /** @param borne what comes with it, which may be compared together with it; null for nothing */
    ReadDiff(
            Shape<R> shape,
            Showing showing,
            Rights rights,
            Changes changes,
            EventLog log,
            @Nullable Borne<R, ?> borne) {
        this.borne = borne;
        this.shape = shape;
        this.showing = showing;
        this.rights = rights;
        this.changes = changes;
        this.log = log;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        Points from = Points.read("from", parameters);
        Points to = Objects.requireNonNullElse(Points.read("to", parameters), Points.LATEST);
        if (from == null) {
            parameters.complaints().add("from", "This parameter is required.");
        }
        boolean together = borne != null && borne.wanted(parameters);
        parameters.finish();
        Points begin = Objects.requireNonNull(from);
        Ref<R> ref = call.target(shape);
        return rights.steps(call.by(), ref).flatMap(steps -> log.head().flatMap(head -> {
            int first = index("from", begin, steps, head);
            int last = index("to", to, steps, head);
            if (first > last) {
                return Mono.error(wrong("from", "Must not be after to."));
            }
            return others(call, together, steps, first, begin, last, to)
                    .flatMap(others -> reply(call, steps.get(first), steps.get(last), last - first, others));
        }));
    }

    /** What became meanwhile of what came with it, if that is wanted and still there at the end. */
    private Mono<List<Borne.Became>> others(
            Call call, boolean together, List<Step<R>> steps, int first, Points from, int last, Points to) {
        return borne == null || !together || steps.get(last).after() == null
                ? Mono.just(List.of())
                : borne.between(
                        call.by().organization(),
                        steps,
                        from.elsewhere(steps.get(first)),
                        to.elsewhere(steps.get(last)),
                        changes);
    }

    private Mono<Reply> reply(Call call, Step<R> from, Step<R> to, int own, List<Borne.Became> others) {
        List<Difference> differences = changes.between(from.after(), to.after());
        Set<Ref<?>> mentioned = new LinkedHashSet<>();
        Changes.collect(differences, mentioned);
        others.forEach(other -> Changes.collect(other.differences(), mentioned));
        int events = own + others.stream().mapToInt(Borne.Became::events).sum();
        return showing.queries().names(call.by(), mentioned).map(known -> {
            byte[] body = JsonText.write(out -> {
                out.writeStartObject();
                point("from", from, out);
                point("to", to, out);
                out.writeName("changes");
                out.writeStartArray();
                changes.each(differences, null, known.keySet(), true, out);
                others.forEach(other -> changes.each(other.differences(), other.ref(), known.keySet(), true, out));
                out.writeEndArray();
                out.writeNumberProperty("events", events);
                out.writeEndObject();
            });
            return Showing.unlessKnown(call, Reply.json(200, body).with("ETag", EntityTags.of(body)));
        });
    }

    private int index(String name, Points point, List<Step<R>> steps, long head) {
        boolean future = (point.position() != null && point.position() > head)
                || (point.instant() != null
                        && point.instant().isAfter(showing.clock().instant()))
                || (point.version() != null
                        && point.version() > steps.getLast().event().envelope().version());
        if (future) {
            throw wrong(name, "Must not be in the future.");
        }
        int index = point.last(steps);
        if (index < 0) {
            throw wrong(name, "It did not exist then.");
        }
        return index;
    }

    private static Refused wrong(String name, String message) {
        return new Refused(Failure.Invalid.of(Spelled.as(name), message));
    }

    private static void point(String name, Step<?> step, JsonGenerator out) {
        out.writeName(name);
        out.writeStartObject();
        out.writeNumberProperty("version", step.event().envelope().version());
        out.writeNumberProperty("position", step.event().position());
        out.writeEndObject();
    }
}
