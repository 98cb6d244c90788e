package redoubt.api.audit;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.resource.Arrangement;
import redoubt.model.Catalogue;
import redoubt.model.Envelope.Actor;
import redoubt.model.EventName;
import redoubt.model.Field;
import redoubt.model.Noted;
import redoubt.model.Shape;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Naming;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.log.EventLog;

/** The filters of the audit log. */
final class Filtering {

    private static final long MICROSECOND = 1_000;
    private static final int MOST = 200;
    private static final Map<String, Object> UUID = Map.of("type", "string", "format", "uuid");
    private static final Map<String, Object> UUIDS = Map.of("type", "array", "items", UUID);
    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.text("type", "Only events of these names, or of all names that begin so.", "risk.*"),
            Parameter.text("resource_type", "Only what happened to resources of these types.", "risk"),
            Parameter.query("resource", "Only what happened to these resources.", UUIDS, SOME_ID),
            Parameter.query("folder", "Only what happened in these folders or below them.", UUIDS, SOME_ID),
            Parameter.query(
                    "actor_type",
                    "Only what actors of these types did.",
                    Map.of("type", "array", "items", Map.of("type", "string", "enum", actorTypes())),
                    "user"),
            Parameter.query("actor", "Only what these users did.", UUIDS, SOME_ID),
            Parameter.query("token", "Only what was done with these API tokens.", UUIDS, SOME_ID),
            Parameter.text("command", "Only what these commands led to.", "update_risk"),
            Parameter.text("correlation_id", "Only what these requests led to, by their X-Request-ID.", "ci-4711"),
            Parameter.text("field", "Only what touched these members, or a part of them.", "severity"),
            Parameter.text("ip", "Only what was asked for from these addresses.", "192.0.2.10"),
            Parameter.text("since", "From this moment on.", "2026-01-15T10:30:00Z"),
            Parameter.text("until", "Up to this moment.", "2026-12-31T23:59:59Z"),
            Parameter.query("position__gte", "From this position on.", Map.of("type", "integer", "minimum", 1), 1),
            Parameter.query("position__lte", "Up to this position.", Map.of("type", "integer", "minimum", 1), 10_482),
            Arrangement.SEARCH);

    private final Catalogue catalogue;
    private final EventLog log;
    private final List<String> members;

    Filtering(Catalogue catalogue, EventLog log) {
        this.catalogue = catalogue;
        this.log = log;
        this.members = catalogue.resources().stream()
                .flatMap(shape -> members(shape).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What a request asks for.
     *
     * @param question all but the moments
     * @param since the first moment; null for none
     * @param until the last moment; null for none
     */
    record Wanted(
            AuditQuestion question,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /** All parameters, for documents. */
    static List<Parameter> parameters() {
        return PARAMETERS;
    }

    private static List<String> members(Shape<?> shape) {
        return shape.fields().stream()
                .filter(field -> !field.is(Noted.class))
                .map(Field::name)
                .map(Naming.SNAKE::member)
                .toList();
    }

    private static List<String> actorTypes() {
        return List.of(Actor.Type.values()).stream()
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What a request asks for; complaints go to the parameters. */
    Wanted read(Parameters parameters) {
        AuditQuestion question = new AuditQuestion(
                types(parameters),
                among(
                        "resource_type",
                        catalogue.resources().stream().map(Shape::noun).sorted().toList(),
                        parameters),
                ids("resource", parameters),
                ids("folder", parameters),
                among("actor_type", actorTypes(), parameters),
                ids("actor", parameters),
                ids("token", parameters),
                texts("command", parameters),
                texts("correlation_id", parameters),
                fields(parameters),
                addresses(parameters),
                parameters.position("position__gte", 1) - 1,
                parameters.position("position__lte", Long.MAX_VALUE),
                Arrangement.search(parameters));
        return new Wanted(question, parameters.moment("since"), parameters.moment("until"));
    }

    /** The whole question. Instants never run backwards along the log, so that a span of time is one of positions. */
    Mono<AuditQuestion> question(Wanted wanted) {
        Mono<Long> after = wanted.since() == null
                ? Mono.just(0L)
                : log.positionAt(wanted.since().minusNanos(MICROSECOND));
        Mono<Long> until = wanted.until() == null ? Mono.just(Long.MAX_VALUE) : log.positionAt(wanted.until());
        return Mono.zip(after, until).map(both -> wanted.question().between(both.getT1(), both.getT2()));
    }

    private List<String> types(Parameters parameters) {
        TreeSet<String> types = new TreeSet<>();
        for (String type : texts("type", parameters)) {
            List<String> meant = catalogue.eventNames().stream()
                    .filter(name -> type.equals(name) || type.equals(EventName.noun(name) + ".*"))
                    .toList();
            if (meant.isEmpty()) {
                parameters.complaints().add("type", "\"" + type + "\" is not the type of any event.");
            }
            types.addAll(meant);
        }
        return List.copyOf(types);
    }

    private List<String> fields(Parameters parameters) {
        List<String> fields = texts("field", parameters);
        for (String field : fields) {
            if (!members.contains(field.split("\\.", 2)[0])) {
                parameters.complaints().add("field", "\"" + field + "\" is no member of anything.");
            }
        }
        return fields;
    }

    private static List<String> addresses(Parameters parameters) {
        List<String> addresses = new ArrayList<>();
        for (String text : texts("ip", parameters)) {
            try {
                addresses.add(InetAddress.ofLiteral(text).getHostAddress());
            } catch (IllegalArgumentException _) {
                parameters.complaints().add("ip", "Must be an IP address.");
            }
        }
        return addresses;
    }

    private static List<String> ids(String name, Parameters parameters) {
        List<String> ids = new ArrayList<>();
        for (String text : texts(name, parameters)) {
            Identifiers.read(text)
                    .ifPresentOrElse(ids::add, () -> parameters.complaints().add(name, "Must be a valid UUID."));
        }
        return ids;
    }

    private static List<String> among(String name, List<String> choices, Parameters parameters) {
        List<String> values = texts(name, parameters);
        if (!choices.containsAll(values)) {
            parameters.complaints().add(name, "Choose from " + String.join(", ", choices) + ".");
        }
        return values;
    }

    private static List<String> texts(String name, Parameters parameters) {
        List<String> texts = parameters.list(name);
        if (texts.size() > MOST) {
            parameters.complaints().add(name, "At most " + MOST + " values can be given.");
        }
        return texts;
    }
}
