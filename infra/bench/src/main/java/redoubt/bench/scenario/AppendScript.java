package redoubt.bench.scenario;

import java.util.List;
import java.util.Locale;
import redoubt.bench.product.LoggedRisk;

/**
 * The limits of appending: one transaction for each event, which inserts the row and its tag rows and does nothing else.
 * The rows are those that the product writes, byte for byte but for identifiers; each new event is of a new resource, in
 * a folder drawn as the product's load draws them.
 */
final class AppendScript {

    /** Where the positions come from in the database of the limit. */
    static final String SEQUENCE = "limit_position";

    private AppendScript() {}

    /**
     * A script for pgbench.
     *
     * @param sample as the product wrote it
     * @param resource the identifier that stands in the sample's tags and becomes a new one each time
     * @param folders the identifiers to draw from, most likely first; the first stands in the sample's tags
     */
    static String of(LoggedRisk sample, String resource, List<String> folders) {
        return """
            %s
            begin;
            %s \\gset
            insert into event_tag (tag, position, type) select tag, :position, %s from unnest(:tags::text[]) as tag;
            commit;
            """.formatted(draw(folders), insert(sample, resource, folders), literal(sample.type()));
    }

    /** The same rows in a single statement, which is a transaction of its own: one message to the server and one back. */
    static String inOneStatement(LoggedRisk sample, String resource, List<String> folders) {
        return """
            %s
            with new as (%s) \
            insert into event_tag (tag, position, type) select tag, position, %s from new, unnest(tags) as tag;
            """.formatted(draw(folders), insert(sample, resource, folders), literal(sample.type()));
    }

    private static String draw(List<String> folders) {
        return String.format(Locale.ROOT, "\\set folder random_zipfian(1, %d, %s)", folders.size(), Folders.EXPONENT);
    }

    private static String insert(LoggedRisk sample, String resource, List<String> folders) {
        var tags = sample.tags().stream()
                .map(tag -> expression(tag, resource, folders.getFirst()))
                .toList();
        return """
            insert into event (position, id, type, version, at, tags, payload, metadata) \
            select nextval('%s'), uuidv7()::text, %s, %s, clock_timestamp(), array[%s], %s::jsonb, %s::jsonb \
            from (select uuidv7()::text as resource, ('{%s}'::text[])[:folder] as folder) as new \
            returning position, tags\
            """.formatted(
                        SEQUENCE,
                        literal(sample.type()),
                        literal(sample.version()),
                        String.join(", ", tags),
                        literal(sample.payload()),
                        literal(sample.metadata()),
                        String.join(",", folders));
    }

    private static String expression(String tag, String resource, String folder) {
        if (tag.endsWith(resource)) {
            return literal(tag.substring(0, tag.length() - resource.length())) + " || resource";
        }
        if (tag.endsWith(folder)) {
            return literal(tag.substring(0, tag.length() - folder.length())) + " || folder";
        }
        return literal(tag);
    }

    /** A text that pgbench leaves alone: it takes a colon before a word for one of its variables. */
    static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a") + "'";
    }
}
