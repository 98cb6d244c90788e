package redoubt.infra.kafka.relay;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far a topic has been told, in the database. */
final class Positions {

    private final String topic;

    Positions(String topic) {
        this.topic = topic;
    }

    /** Where telling goes on; if nothing was told yet, with the first event or after the last there is. */
    Mono<Long> begin(Connection connection, boolean now) {
        return run(connection
                        .createStatement("insert into kafka_relay (topic, position)"
                                + " values ($1, case when $2 then log_head() else 0 end) on conflict do nothing")
                        .bind("$1", topic)
                        .bind("$2", now))
                .then(Mono.defer(() -> reached(connection)));
    }

    /** How far it is; 0 if nobody has begun. */
    Mono<Long> reached(Connection connection) {
        return one(
                connection
                        .createStatement("select coalesce(max(position), 0) from kafka_relay where topic = $1")
                        .bind("$1", topic),
                row -> Objects.requireNonNull(row.get(0, Long.class)));
    }

    Mono<Void> save(Connection connection, long position) {
        return run(connection
                .createStatement("update kafka_relay set position = $2, saved_at = clock_timestamp()"
                        + " where topic = $1 and position < $2")
                .bind("$1", topic)
                .bind("$2", position));
    }

    /** Notes an event that is passed over. */
    Mono<Void> passOver(Connection connection, long position, String reason) {
        return run(connection
                .createStatement("insert into kafka_unsent (topic, position, reason) values ($1, $2, $3)"
                        + " on conflict do nothing")
                .bind("$1", topic)
                .bind("$2", position)
                .bind("$3", reason.replace('\0', ' ')));
    }

    /** How many were passed over. */
    Mono<Long> passedOver(Connection connection) {
        return one(
                connection
                        .createStatement("select count(*) from kafka_unsent where topic = $1")
                        .bind("$1", topic),
                row -> Objects.requireNonNull(row.get(0, Long.class)));
    }

    private static <T> Mono<T> one(Statement statement, Function<Readable, T> read) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(read))
                .single();
    }

    private static Mono<Void> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).then();
    }
}
