package redoubt.infra.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import redoubt.api.limit.Bucket;
import redoubt.api.limit.Tally.Heard;
import redoubt.api.limit.Tally.Reserved;
import redoubt.api.limit.Tally.Total;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** What nodes add up in a real database. */
class StoredTallyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant END =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    private static final Bucket BUCKET = new Bucket("burst ada", END);

    private final TestDatabase database = TestPostgres.fresh();
    private final StoredTally one = new StoredTally(database.pool());
    private final StoredTally other = new StoredTally(database.pool());

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void nodesHearTheSumOfAllAndHowManyTheyAre() {
        assertThat(one.exchange(Map.of(BUCKET, 3L)).block(PATIENCE))
                .isEqualTo(new Heard(Map.of(BUCKET, new Total(3, 1)), 1));
        assertThat(other.exchange(Map.of(BUCKET, 4L)).block(PATIENCE))
                .isEqualTo(new Heard(Map.of(BUCKET, new Total(7, 2)), 2));
        assertThat(one.exchange(Map.of(BUCKET, -2L)).block(PATIENCE))
                .isEqualTo(new Heard(Map.of(BUCKET, new Total(5, 3)), 2));
        assertThat(one.exchange(Map.of()).block(PATIENCE)).isEqualTo(new Heard(Map.of(), 2));
    }

    @Test
    void aReservationIsAddedIfThereIsRoomAndWhatWasSpentBeforeInAnyCase() {
        assertThat(one.reserve(BUCKET, 5, 5, 10).block(PATIENCE)).isEqualTo(new Reserved(new Total(10, 1), true));
        assertThat(other.reserve(BUCKET, 0, 1, 10).block(PATIENCE)).isEqualTo(new Reserved(new Total(10, 2), false));
        assertThat(other.reserve(BUCKET, 2, 1, 10).block(PATIENCE)).isEqualTo(new Reserved(new Total(12, 3), false));
        assertThat(other.reserve(BUCKET, 0, 1, 13).block(PATIENCE)).isEqualTo(new Reserved(new Total(13, 4), true));
        Bucket tight = new Bucket("burst ben", END);
        assertThat(one.reserve(tight, 0, 10, 9).block(PATIENCE)).isEqualTo(new Reserved(new Total(0, 1), false));
    }

    @Test
    void ofManyReservationsAtOnceAsManyAreGrantedAsThereIsRoomFor() {
        Long granted = Flux.range(0, 100)
                .flatMap(n -> (n % 2 == 0 ? one : other).reserve(BUCKET, 0, 1, 37), 32)
                .filter(Reserved::granted)
                .count()
                .block(PATIENCE);
        assertThat(granted).isEqualTo(37);
    }

    @Test
    void nodesThatAddToTheSameBucketsAtOnceNeitherWaitForEachOtherNorLoseAnything() {
        Map<Bucket, Long> many = IntStream.range(0, 200)
                .mapToObj(n -> new Bucket("hourly " + n, END))
                .collect(Collectors.toMap(bucket -> bucket, _ -> 1L));
        Flux.range(0, 40)
                .flatMap(n -> (n % 2 == 0 ? one : other).exchange(many), 16)
                .then()
                .block(PATIENCE);
        assertThat(one.exchange(many).block(PATIENCE).totals().values()).containsOnly(new Total(41, 41));
    }

    @Test
    void whatIsOverIsSweptAndWhatIsNotStays() {
        Bucket over = new Bucket(
                "burst ada", Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1)));
        one.exchange(Map.of(over, 3L, BUCKET, 3L)).block(PATIENCE);
        one.sweep().block(PATIENCE);
        assertThat(one.exchange(Map.of(over, 0L, BUCKET, 0L)).block(PATIENCE).totals())
                .isEqualTo(Map.of(over, new Total(0, 1), BUCKET, new Total(3, 2)));
    }
}
