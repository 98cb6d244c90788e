package redoubt.infra.eventstore;

import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** What became of requests that named themselves. Written together with their events by the append itself. */
final class Receipts {

    private static final String FIND = "select key, fingerprint, position, at, status, headers::text, body from receipt"
            + " where key = $1 and at >= now() - $2::interval";

    /** An answer is kept once; only an expired receipt makes room for another request. */
    private static final String KEEP = """
        insert into receipt as r (key, fingerprint, at, status, headers, body)
        values ($1, $2, clock_timestamp(), $3, $4::jsonb, $5)
        on conflict (key) do update set
            fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
            body = excluded.body,
            at = case when r.at < now() - $6::interval then excluded.at else r.at end,
            position = case when r.at < now() - $6::interval then null else r.position end
        where (r.fingerprint = excluded.fingerprint and r.status is null) or r.at < now() - $6::interval
        """;

    private final LogTable table;
    private final String life;

    Receipts(LogTable table, Options options) {
        this.table = table;
        this.life = options.receipts().toString();
    }

    Mono<Receipt> find(String key) {
        return table.one(FIND, statement -> statement.bind(0, key).bind(1, life), Receipts::receipt);
    }

    Mono<Void> keep(Claim claim, int status, String headersJson, byte[] body) {
        return table.change(KEEP, statement -> statement
                        .bind(0, claim.key())
                        .bind(1, claim.fingerprint())
                        .bind(2, status)
                        .bind(3, headersJson)
                        .bind(4, body)
                        .bind(5, life))
                .then();
    }

    Mono<Long> forget(Instant before) {
        return table.change("delete from receipt where at < $1", statement -> statement.bind(0, before));
    }

    Mono<Long> forget(String mentioned) {
        return table.change(
                "delete from receipt where position(convert_to($1, 'UTF8') in body) > 0",
                statement -> statement.bind(0, mentioned));
    }

    private static Receipt receipt(Row row) {
        return new Receipt(
                Objects.requireNonNull(row.get(0, String.class)),
                Objects.requireNonNull(row.get(1, String.class)),
                row.get(2, Long.class),
                Objects.requireNonNull(row.get(3, Instant.class)),
                row.get(4, Integer.class),
                row.get(5, String.class),
                row.get(6, byte[].class));
    }
}
