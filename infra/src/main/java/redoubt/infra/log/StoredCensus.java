package redoubt.infra.log;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.query.log.LogCensus;

/** The log in numbers: its ends by the index, and what would have to be counted only while that is quick. */
final class StoredCensus implements LogCensus {

    /** So many can be counted within some tens of milliseconds. */
    private static final long COUNTABLE = 100_000;

    private static final String FIGURES = """
        select l.head, (select coalesce(max(s.position), 0) from audit_seal s),
            (select e.at from event e order by e.position limit 1),
            (select e.at from event e order by e.position desc limit 1),
            pg_total_relation_size('event') + pg_total_relation_size('event_tag'),
            l.head - coalesce(position_at(clock_timestamp() - interval '1 minute'), 0),
            case when l.head <= $1 then (select count(*) from event) end,
            case when l.head <= $1 then (select count(*) from event where type like '%.created') else (
                select round(l.head * coalesce(sum(s.share), 0))::bigint
                from pg_stats p, unnest(p.most_common_vals::text::text[], p.most_common_freqs) s(type, share)
                where p.schemaname = current_schema() and p.tablename = 'event' and p.attname = 'type'
                    and s.type like '%.created') end
        from (select log_head() as head) l
        """;

    private final Sql sql;

    StoredCensus(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    @Override
    public Mono<Census> census() {
        return sql.ask(FIGURES, statement -> statement.bind("$1", COUNTABLE), StoredCensus::read)
                .single();
    }

    private static Census read(Readable row) {
        long head = number(row, 0);
        Long counted = row.get(6, Long.class);
        return new Census(
                head,
                number(row, 1),
                number(row, 7),
                counted == null ? head : counted,
                counted != null,
                row.get(2, Instant.class),
                row.get(3, Instant.class),
                number(row, 4),
                number(row, 5));
    }

    /** An event, or none, beside the end of the log. */
    private record Moment(
            long head, long position, @Nullable Instant at) {}

    private static Moment moment(Readable row) {
        Long position = row.get(1, Long.class);
        return new Moment(number(row, 0), position == null ? 0 : position, row.get(2, Instant.class));
    }

    private static long number(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    @Override
    public Mono<Recorded> recorded(Collection<Long> positions) {
        return sql.ask(
                        "select log_head(), e.position, e.at from (values (1)) v"
                                + " left join event e on e.position = any($1)",
                        statement -> statement.bind("$1", positions.toArray(Long[]::new)),
                        StoredCensus::moment)
                .collectList()
                .map(moments -> {
                    Map<Long, Instant> at = new HashMap<>();
                    moments.forEach(moment -> {
                        if (moment.at() != null) {
                            at.put(moment.position(), moment.at());
                        }
                    });
                    return new Recorded(moments.getFirst().head(), at);
                });
    }
}
