package redoubt.api.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.resource.Rights;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Catalogue;
import redoubt.model.Envelope;
import redoubt.model.Noted;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.query.audit.AuditLog;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline.Step;
import tools.jackson.core.JsonGenerator;

/** Everything that happened to one resource, page by page. */
final class ReadHistory<R> implements Handler {

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "ordering",
                    "By version.",
                    Map.of("type", "string", "enum", List.of("version", "-version"), "default", "-version"),
                    "version"),
            Parameter.text("type", "Only events of these names, separated by commas.", "risk.updated"),
            Parameter.text("actor", "Only what these users did.", "0190b6f0-2222-7aaa-8aaa-0123456789ab"),
            Parameter.text("field", "Only what touched these fields.", "impact"),
            Parameter.text("since", "From this moment on.", "2026-01-15T10:30:00Z"),
            Parameter.text("until", "Up to this moment.", "2026-12-31T23:59:59Z"));

    private final Shape<R> shape;
    private final Showing showing;
    private final Rights rights;
    private final Changes changes;
    private final List<String> names;
    private final List<String> members;
    private final AuditLog audit;
    private final @Nullable Borne<R, ?> borne;

    /** @param borne what comes with it, whose history may be told together with its own; null for nothing */
    ReadHistory(
            Shape<R> shape,
            Showing showing,
            Rights rights,
            Changes changes,
            Catalogue catalogue,
            AuditLog audit,
            @Nullable Borne<R, ?> borne) {
        this.audit = audit;
        this.borne = borne;
        this.shape = shape;
        this.showing = showing;
        this.rights = rights;
        this.changes = changes;
        this.names = catalogue.eventNames().stream()
                .filter(name -> name.startsWith(shape.noun() + ".")
                        || (borne != null && name.startsWith(borne.shape().noun() + ".")))
                .toList();
        this.members = Stream.concat(
                        shape.fields().stream(), borne == null ? Stream.empty() : borne.shape().fields().stream())
                .filter(field -> !field.is(Noted.class))
                .map(field -> showing.dialect().naming().member(field.name()))
                .toList();
    }

    private record Entry<R>(Step<R> step, List<Difference> differences) {}

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        Paging.Cut cut = showing.dialect().paging().read(parameters);
        boolean newestFirst = newestFirst(parameters);
        Predicate<Entry<?>> wanted = wanted(parameters);
        boolean together = borne != null && borne.wanted(parameters);
        parameters.finish();
        Ref<R> ref = call.target(shape);
        return rights.steps(call.by(), ref)
                .flatMap(steps -> all(call, steps, together))
                .flatMap(steps -> {
                    List<Entry<?>> entries = new ArrayList<>();
                    for (Step<?> step : newestFirst ? steps.reversed() : steps) {
                        Entry<?> entry = entry(step);
                        // What came with something else has its beginning in the history of that.
                        if (step.event().envelope().version() > 0 && wanted.test(entry)) {
                            entries.add(entry);
                        }
                    }
                    if (!cut.exists(entries.size())) {
                        return Mono.error(new Refused(new Failure.NotFound()));
                    }
                    List<Entry<?>> shown = entries.stream()
                            .skip(cut.window().offset())
                            .limit(cut.size())
                            .toList();
                    return told(call, shown).map(told -> reply(call, cut, entries.size(), shown, told, together));
                });
    }

    /**
     * What is told beside the log.
     *
     * @param names of those that the reader may know
     * @param marks by position
     */
    private record Told(Map<Ref<?>, String> names, Map<Long, AuditLog.Mark> marks) {}

    private Mono<Told> told(Call call, List<Entry<?>> shown) {
        List<Long> positions =
                shown.stream().map(entry -> entry.step().event().position()).toList();
        return Mono.zip(showing.queries().names(call.by(), mentioned(shown)), audit.marks(call.by(), positions))
                .map(both -> new Told(both.getT1(), both.getT2()));
    }

    private <S> Entry<S> entry(Step<S> step) {
        return new Entry<>(step, changes.between(step.before(), step.after()));
    }

    /** The steps in the order in which they happened, those of what came with it among them if they are wanted. */
    private Mono<List<Step<?>>> all(Call call, List<Step<R>> steps, boolean together) {
        if (borne == null || !together) {
            return Mono.just(List.copyOf(steps));
        }
        return borne.steps(call.by().organization(), steps).map(others -> Stream.concat(steps.stream(), others.stream())
                .<Step<?>>map(step -> step)
                .sorted(Comparator.comparingLong(step -> step.event().position()))
                .toList());
    }

    private static boolean newestFirst(Parameters parameters) {
        String ordering = parameters.one("ordering");
        if (ordering != null && !ordering.equals("version") && !ordering.equals("-version")) {
            parameters.complaints().add("ordering", "Choose version or -version.");
        }
        return ordering == null || ordering.equals("-version");
    }

    private Predicate<Entry<?>> wanted(Parameters parameters) {
        List<String> types = parameters.list("type");
        for (String type : types) {
            if (!names.contains(type)) {
                parameters.complaints().add("type", "Choose from " + String.join(", ", names) + ".");
            }
        }
        List<String> actors = parameters.list("actor").stream()
                .map(actor -> actor.toLowerCase(Locale.ROOT))
                .toList();
        if (actors.stream().anyMatch(actor -> Identifiers.read(actor).isEmpty())) {
            parameters.complaints().add("actor", "Must be a valid UUID.");
        }
        List<String> fields = parameters.list("field");
        for (String field : fields) {
            if (!members.contains(field.split("\\.", 2)[0])) {
                parameters.complaints().add("field", "Choose from " + String.join(", ", members) + ".");
            }
        }
        Instant since = parameters.moment("since");
        Instant until = parameters.moment("until");
        return entry -> {
            Envelope envelope = entry.step().event().envelope();
            return (types.isEmpty() || types.contains(entry.step().event().name()))
                    && (actors.isEmpty()
                            || actors.contains(String.valueOf(envelope.actor().user())))
                    && (fields.isEmpty()
                            || entry.differences().stream()
                                    .anyMatch(difference -> touched(changes.field(difference), fields)))
                    && (since == null || !envelope.at().isBefore(since))
                    && (until == null || !envelope.at().isAfter(until));
        };
    }

    /** Whether a member is one of these, or is part of one. */
    private static boolean touched(String member, List<String> fields) {
        return fields.stream().anyMatch(field -> member.equals(field) || member.startsWith(field + "."));
    }

    private Collection<Ref<?>> mentioned(List<Entry<?>> entries) {
        Set<Ref<?>> refs = new LinkedHashSet<>();
        for (Entry<?> entry : entries) {
            EventText.mentioned(entry.step().event().envelope(), refs);
            Changes.collect(entry.differences(), refs);
        }
        return refs;
    }

    private Reply reply(Call call, Paging.Cut cut, long count, List<Entry<?>> shown, Told told, boolean together) {
        Paging.Place place =
                new Paging.Place(showing.url(), call.path(), call.parameters().raw());
        byte[] body = JsonText.write(out -> showing.dialect()
                .paging()
                .write(cut, count, place, out, rows -> shown.forEach(entry -> write(entry, told, together, rows))));
        return Showing.unlessKnown(call, Reply.json(200, body).with("ETag", EntityTags.of(body)));
    }

    private void write(Entry<?> entry, Told told, boolean together, JsonGenerator out) {
        var event = entry.step().event();
        AuditLog.Mark mark = told.marks().getOrDefault(event.position(), AuditLog.Mark.NONE);
        out.writeStartObject();
        EventText.event(event.position(), event.id(), event.name(), event.envelope(), out);
        if (together) {
            Changes.resource(event.ref(), out);
        }
        EventText.cause(event.envelope(), told.names(), mark.ip(), out);
        out.writeName("changes");
        changes.write(entry.differences(), told.names().keySet(), false, out);
        EventText.text("hash", mark.hash(), out);
        out.writeEndObject();
    }
}
