package redoubt.infra.stream;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Elsewhere;
import redoubt.api.stream.Open;
import redoubt.infra.postgres.Sql;

/**
 * The nodes that have streams open, as rows of the database they share. While nobody looks a node says no more than that it
 * is there; when somebody does, each tells what it has.
 */
final class NodeTable implements Elsewhere {

    private static final UUID LOOK = new UUID(0, 0);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int GLANCES = 20;

    /** Nodes say every second that they are there. */
    private static final String OTHERS = "id <> $1 and seen_at > clock_timestamp() - interval '4 seconds'";

    private static final String PRESENT = """
        with wish as (
            select stream from stream_wish where wanted_at > clock_timestamp() - interval '10 seconds'),
        me as (
            insert into stream_node (id, seen_at) values ($1, clock_timestamp())
            on conflict (id) do update set seen_at = excluded.seen_at, streams = case
                when exists (select from wish where stream = $2) then stream_node.streams end)
        select stream from wish
        """;

    private static final String WISH = "with old as (delete from stream_wish where wanted_at < clock_timestamp() -"
            + " interval '1 minute') insert into stream_wish values ($1, clock_timestamp())"
            + " on conflict (stream) do update set wanted_at = excluded.wanted_at returning wanted_at";

    private final Sql sql;
    private final UUID node = UUID.randomUUID();

    NodeTable(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Says that this node is there; the streams that are to end, and nothing but zeros if somebody looks. */
    Flux<String> present() {
        return sql.ask(PRESENT, statement -> statement.bind("$1", node).bind("$2", LOOK), row -> Objects.requireNonNull(
                        row.get(0, UUID.class))
                .toString());
    }

    /** Whether a wish is to look. */
    static boolean look(String wish) {
        return wish.equals(LOOK.toString());
    }

    /** Tells what this node has. */
    Mono<Void> tell(List<Open> streams) {
        return sql.run(
                "update stream_node set told_at = clock_timestamp(), streams = $2::jsonb where id = $1",
                statement -> statement.bind("$1", node).bind("$2", OpenJson.text(streams)));
    }

    /** Says that this node has nothing any more, and forgets who did not even say that. */
    Mono<Void> absent() {
        return sql.run(
                "delete from stream_node where id = $1 or seen_at < clock_timestamp() - interval '1 minute'",
                statement -> statement.bind("$1", node));
    }

    @Override
    public Flux<Open> open() {
        return missing(null)
                .flatMapMany(others -> others == 0
                        ? Flux.empty()
                        : wish(LOOK).flatMapMany(asked -> answered(asked).thenMany(told(asked))));
    }

    private Mono<Instant> wish(UUID stream) {
        return sql.ask(
                        WISH,
                        statement -> statement.bind("$1", stream),
                        row -> Objects.requireNonNull(row.get(0, Instant.class)))
                .single();
    }

    /** How many other nodes have not told since then. */
    private Mono<Long> missing(@Nullable Instant since) {
        return sql.ask(
                        "select count(*) from stream_node where " + OTHERS
                                + " and ($2::timestamptz is null or told_at is null or told_at < $2)",
                        statement -> {
                            statement.bind("$1", node);
                            return since == null
                                    ? statement.bindNull("$2", Instant.class)
                                    : statement.bind("$2", since);
                        },
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
    }

    private Mono<Void> answered(Instant asked) {
        return Mono.delay(GLANCE)
                .then(Mono.defer(() -> missing(asked)))
                .repeat(GLANCES)
                .takeUntil(missing -> missing == 0)
                .then();
    }

    private Flux<Open> told(Instant asked) {
        return sql.ask(
                        "select streams::text from stream_node where " + OTHERS
                                + " and told_at >= $2 and streams is not null",
                        statement -> statement.bind("$1", node).bind("$2", asked),
                        row -> OpenJson.read(Objects.requireNonNull(row.get(0, String.class))))
                .flatMapIterable(streams -> streams);
    }

    @Override
    public Mono<Void> end(String id) {
        return wish(UUID.fromString(id)).then();
    }
}
