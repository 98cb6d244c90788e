package redoubt.query.projection;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Two makings of one table, compared.
 *
 * @param before checksum of the old rows
 * @param made checksum of the new ones
 * @param drift which rows differ, a JSON object; null if nobody asked
 */
record Comparison(String before, String made, @Nullable String drift) {

    private static final int SAMPLES = 20;

    /** Compares them as a transaction sees them. */
    static Mono<Comparison> of(Session session, String before, String made, boolean thoroughly) {
        return session.ask(
                        "select " + checksum(before) + ", " + checksum(made) + ", "
                                + (thoroughly ? drift(before, made) : "null::text"),
                        Comparison::read)
                .single();
    }

    private static Comparison read(Readable row) {
        return new Comparison(
                Objects.requireNonNull(row.get(0, String.class)),
                Objects.requireNonNull(row.get(1, String.class)),
                row.get(2, String.class));
    }

    /** Equal for equal rows, in whatever order they lie. */
    private static String checksum(String table) {
        return "(select md5(count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)) from " + table
                + " t)";
    }

    private static String drift(String before, String made) {
        return """
            (with d as materialized (
                select coalesce(o.id, n.id) as id, o.id is null as missing, n.id is null as extra
                from %s o full join %s n on n.id = o.id
                where row(o.*) is distinct from row(n.*))
            select jsonb_build_object(
                'missing', count(*) filter (where missing),
                'extra', count(*) filter (where extra),
                'different', count(*) filter (where not missing and not extra),
                'samples', (select coalesce(jsonb_agg(s.id), '[]') from (select id from d order by id limit %d) s))::text
            from d)\
            """.formatted(before, made, SAMPLES);
    }
}
