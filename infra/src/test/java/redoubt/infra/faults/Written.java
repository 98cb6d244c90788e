package redoubt.infra.faults;

import java.util.List;
import java.util.function.Function;

/**
 * What the log holds of a request.
 *
 * @param key of the request
 * @param digest of what was written
 * @param version that it made
 * @param risk that it changed or created
 */
record Written(String key, String digest, int version, String risk) {

    private static final String LOG = """
        select concat_ws('|', split_part(payload ->> 'description', ' ', 1),
                encode(sha256(convert_to(payload ->> 'description', 'UTF8')), 'hex'),
                row_number() over (partition by tag order by position), substr(tag, 6))
        from event cross join lateral unnest(tags) as t(tag)
        where type in ('risk.created', 'risk.updated') and tag like 'risk=%' order by position\
        """;

    /** All there is, in the order of the log; {@code ask} yields the first column of what a statement yields. */
    static List<Written> in(Function<String, List<String>> ask) {
        return ask.apply(LOG).stream()
                .map(line -> line.split("\\|"))
                .map(parts -> new Written(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]))
                .toList();
    }
}
