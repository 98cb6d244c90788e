package redoubt.query.audit;

import java.util.List;

/**
 * Which events are asked for. Lists hold what any of which may match; an empty one asks for nothing in particular.
 *
 * @param types names of events
 * @param nouns of the resources that they happened to
 * @param resources identifiers of those
 * @param folders identifiers of folders in which, or below which, it happened
 * @param actorTypes kinds of actors, as the log spells them
 * @param actors identifiers of accounts
 * @param tokens identifiers of API tokens
 * @param commands names of commands
 * @param correlations identifiers of requests
 * @param fields paths of members that were touched, themselves or a part of them
 * @param ips addresses that it was asked for from
 * @param after only positions greater than this
 * @param until only positions up to this one
 * @param words each of which must occur in the name of the resource, the command or what was changed
 */
public record AuditQuestion(
        List<String> types,
        List<String> nouns,
        List<String> resources,
        List<String> folders,
        List<String> actorTypes,
        List<String> actors,
        List<String> tokens,
        List<String> commands,
        List<String> correlations,
        List<String> fields,
        List<String> ips,
        long after,
        long until,
        List<String> words) {

    /** Every event. */
    public static final AuditQuestion EVERYTHING = about(List.of());

    /** The same in a part of the log. */
    public AuditQuestion between(long first, long last) {
        return new AuditQuestion(
                types,
                nouns,
                resources,
                folders,
                actorTypes,
                actors,
                tokens,
                commands,
                correlations,
                fields,
                ips,
                Math.max(after, first),
                Math.min(until, last),
                words);
    }

    /** What happened to resources of those nouns. */
    public static AuditQuestion about(List<String> nouns) {
        return new AuditQuestion(
                List.of(),
                nouns,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                Long.MAX_VALUE,
                List.of());
    }

    /** Whether it asks for nothing but a part of the log. */
    public boolean plain() {
        return equals(EVERYTHING.between(after, until));
    }
}
