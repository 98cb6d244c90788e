package redoubt.infra.limit;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.api.limit.Bucket;
import redoubt.api.limit.Tally;
import redoubt.infra.postgres.Sql;

/** The sums of all nodes, as rows of the database they share. */
final class StoredTally implements Tally {

    /** A node that was not heard of for so long shares no limits; it says that it is there four times as often. */
    static final Duration ABSENT = Duration.ofSeconds(20);

    private static final String PRESENT = """
        with me as (
            insert into rate_node (id, seen_at) values ($1, clock_timestamp())
            on conflict (id) do update set seen_at = excluded.seen_at returning id)
        select count(*)::int from (
            select id from rate_node where seen_at > clock_timestamp() - $2 * interval '1 second'
            union select id from me) nodes
        """;

    /** In one order on all nodes, so that no two of them wait for each other. */
    private static final String ADD = """
        insert into rate_count as known (ends_at, bucket, spent)
        select * from unnest($1::timestamptz[], $2::text[], $3::bigint[]) as added (ends_at, bucket, spent)
        order by ends_at, bucket
        on conflict (ends_at, bucket) do update set spent = known.spent + excluded.spent, turn = known.turn + 1
        returning ends_at, bucket, spent, turn
        """;

    private static final String RESERVE = """
        insert into rate_count as known (ends_at, bucket, spent, granted)
        values ($1, $2, $3 + case when $3 + $4 <= $5 then $4 else 0 end, $3 + $4 <= $5)
        on conflict (ends_at, bucket) do update set
            spent = known.spent + $3 + case when known.spent + $3 + $4 <= $5 then $4 else 0 end,
            granted = known.spent + $3 + $4 <= $5,
            turn = known.turn + 1
        returning spent, turn, granted
        """;

    private final Sql sql;
    private final UUID node = UUID.randomUUID();

    StoredTally(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    @Override
    public Mono<Heard> exchange(Map<Bucket, Long> spent) {
        Mono<Integer> nodes = sql.ask(
                        PRESENT,
                        statement -> statement.bind("$1", node).bind("$2", ABSENT.toSeconds()),
                        row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .single();
        return added(spent).flatMap(totals -> nodes.map(count -> new Heard(totals, count)));
    }

    private Mono<Map<Bucket, Total>> added(Map<Bucket, Long> spent) {
        if (spent.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<Map.Entry<Bucket, Long>> each = List.copyOf(spent.entrySet());
        return sql.ask(
                        ADD,
                        statement -> statement
                                .bind(
                                        "$1",
                                        each.stream()
                                                .map(entry -> at(entry.getKey()))
                                                .toArray(OffsetDateTime[]::new))
                                .bind(
                                        "$2",
                                        each.stream()
                                                .map(entry -> entry.getKey().key())
                                                .toArray(String[]::new))
                                .bind(
                                        "$3",
                                        each.stream().map(Map.Entry::getValue).toArray(Long[]::new)),
                        row -> Map.entry(bucket(row), total(row)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Reserved> reserve(Bucket bucket, long spent, long wanted, long limit) {
        return sql.ask(
                        RESERVE,
                        statement -> statement
                                .bind("$1", at(bucket))
                                .bind("$2", bucket.key())
                                .bind("$3", spent)
                                .bind("$4", wanted)
                                .bind("$5", limit),
                        row -> new Reserved(total(row), Boolean.TRUE.equals(row.get("granted", Boolean.class))))
                .single();
    }

    /** Removes what is of use to nobody any more, not even to a node whose clock is some minutes behind. */
    Mono<Void> sweep() {
        return sql.run("delete from rate_count where ends_at < clock_timestamp() - interval '15 minutes'", row -> row)
                .then(sql.run(
                        "delete from rate_node where seen_at < clock_timestamp() - interval '1 hour'", row -> row));
    }

    private static OffsetDateTime at(Bucket bucket) {
        return bucket.ends().atOffset(ZoneOffset.UTC);
    }

    private static Bucket bucket(Readable row) {
        return new Bucket(
                Objects.requireNonNull(row.get("bucket", String.class)),
                Objects.requireNonNull(row.get("ends_at", OffsetDateTime.class)).toInstant());
    }

    private static Total total(Readable row) {
        return new Total(
                Objects.requireNonNull(row.get("spent", Long.class)),
                Objects.requireNonNull(row.get("turn", Long.class)));
    }
}
