package redoubt.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestPostgres;
import redoubt.query.log.LogCensus.Census;
import redoubt.query.log.LogCensus.Recorded;

class StoredCensusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One in four begins something; one in a second, the last of them an hour ago. */
    private static final String EVENTS = """
        insert into event (position, id, type, version, at, tags, payload, metadata)
        select coalesce((select max(position) from event), 0) + n, gen_random_uuid()::text,
            case n %% 4 when 0 then 'risk.created' else 'risk.updated' end, '1',
            timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second', '{}', '{}', '{}'
        from generate_series(1, %d) n
        """;

    @Test
    void aShortLogIsCountedAndALongOneIsNot() {
        try (var database = TestPostgres.fresh()) {
            StoredCensus census = new StoredCensus(database.pool());
            Census empty = census.census().block(PATIENCE);
            assertThat(empty.head()).isZero();
            assertThat(empty.counted()).isTrue();
            assertThat(empty.oldest()).isNull();

            database.asSuperuser(EVENTS.formatted(1_000));
            Census counted = census.census().block(PATIENCE);
            assertThat(counted)
                    .extracting(Census::head, Census::events, Census::streams, Census::counted, Census::perMinute)
                    .containsExactly(1_000L, 1_000L, 250L, true, 0L);
            assertThat(counted.oldest()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
            assertThat(counted.newest()).isEqualTo(Instant.parse("2026-01-01T00:16:40Z"));

            database.asSuperuser(EVENTS.formatted(150_000) + "; analyze event");
            Instant before = Instant.now();
            Census estimated = census.census().block(PATIENCE);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(estimated.counted()).isFalse();
            assertThat(estimated.head()).isEqualTo(151_000);
            assertThat(estimated.events()).isEqualTo(151_000);
            assertThat(estimated.streams()).isBetween(36_000L, 40_000L);
            assertThat(estimated.bytes()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void momentsAreFoundByPosition() {
        try (var database = TestPostgres.fresh()) {
            StoredCensus census = new StoredCensus(database.pool());
            assertThat(census.recorded(List.of(1L)).block(PATIENCE).at()).isEmpty();
            database.asSuperuser(EVENTS.formatted(10));
            Recorded recorded = census.recorded(List.of(0L, 3L, 11L)).block(PATIENCE);
            assertThat(recorded.head()).isEqualTo(10);
            assertThat(recorded.at()).containsOnlyKeys(3L);
            assertThat(recorded.at().get(3L)).isEqualTo(Instant.parse("2026-01-01T00:00:03Z"));
        }
    }
}
