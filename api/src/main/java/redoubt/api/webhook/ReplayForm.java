package redoubt.api.webhook;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.EventName;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.query.log.EventLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which part of the log somebody wants to be told again. */
final class ReplayForm {

    private static final Set<String> MEMBERS =
            Set.of("since", "from_position", "until", "to_position", "event_types", "only_failed", "dry_run");

    private final ObjectNode body;
    private final Complaints complaints = new Complaints();

    private ReplayForm(ObjectNode body) {
        this.body = body;
    }

    /**
     * What is wanted.
     *
     * @param log where moments are looked up
     * @param known whether there is a kind of events of that name
     */
    static Mono<Deliveries.Wanted> read(ObjectNode body, EventLog log, Set<String> known) {
        return new ReplayForm(body).wanted(log, known);
    }

    private Mono<Deliveries.Wanted> wanted(EventLog log, Set<String> known) {
        body.propertyNames().forEach(name -> {
            if (!MEMBERS.contains(name)) {
                complaints.add(name, "Unknown field.");
            }
        });
        Instant since = moment("since");
        Instant until = moment("until");
        Long from = position("from_position");
        Long to = position("to_position");
        if ((since == null) == (from == null) && !complaints.about("since") && !complaints.about("from_position")) {
            complaints.add(Complaints.WHOLE, "Give either since or from_position.");
        }
        if (until != null && to != null) {
            complaints.add(Complaints.WHOLE, "Give either until or to_position.");
        }
        Set<String> names = names(known);
        boolean failed = flag("only_failed");
        boolean dry = flag("dry_run");
        if (!complaints.isEmpty()) {
            return Mono.error(new Refused(complaints.toFailure()));
        }
        Mono<Long> after = from != null ? Mono.just(Math.max(0, from - 1)) : before(log, since);
        Mono<Long> last = last(log, to, until);
        return Mono.zip(after, last)
                .map(span ->
                        new Deliveries.Wanted(span.getT1(), Math.max(span.getT1(), span.getT2()), names, failed, dry));
    }

    private static Mono<Long> last(EventLog log, @Nullable Long to, @Nullable Instant until) {
        if (to != null) {
            long bound = to;
            return log.head().map(head -> Math.min(head, bound));
        }
        return until == null ? log.head() : log.positionAt(until);
    }

    private static Mono<Long> before(EventLog log, @Nullable Instant since) {
        return since == null ? Mono.just(0L) : log.positionAt(since.minusNanos(1_000));
    }

    private @Nullable Instant moment(String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return node.isString() ? OffsetDateTime.parse(node.stringValue()).toInstant() : complain(name);
        } catch (DateTimeParseException _) {
            return complain(name);
        }
    }

    private @Nullable Instant complain(String name) {
        complaints.add(name, "Must be a moment with an offset, such as 2026-08-08T14:43:12Z.");
        return null;
    }

    private @Nullable Long position(String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            complaints.add(name, "Must be a position, from 0.");
            return null;
        }
        return node.longValue();
    }

    private boolean flag(String name) {
        JsonNode node = body.get(name);
        if (node != null && !node.isNull() && !node.isBoolean()) {
            complaints.add(name, "Must be true or false.");
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    private Set<String> names(Set<String> known) {
        Set<String> names = new TreeSet<>();
        JsonNode node = body.get("event_types");
        if (node == null || node.isNull()) {
            return names;
        }
        if (!node.isArray()) {
            complaints.add("event_types", "Must be a list.");
            return names;
        }
        node.forEach(each -> {
            String type = each.isString() ? each.stringValue() : "";
            if (!meant(type, known).findAny().isPresent()) {
                complaints.add("event_types", "\"" + type + "\" is not the type of any event.");
            }
            meant(type, known).forEach(names::add);
        });
        return names;
    }

    /** The names of events that somebody means by a name, a family of names, or all of them. */
    static java.util.stream.Stream<String> meant(String type, Set<String> known) {
        Predicate<String> such =
                type.equals("*") ? _ -> true : name -> name.equals(type) || (EventName.noun(name) + ".*").equals(type);
        return known.stream().filter(such);
    }
}
