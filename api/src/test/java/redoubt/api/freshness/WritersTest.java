package redoubt.api.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.query.Progress;
import redoubt.query.log.EventLog;

class WritersTest {

    /** Who wrote which position, on whatever node. */
    private final ConcurrentSkipListMap<Long, String> log = new ConcurrentSkipListMap<>();

    private final AtomicLong tables = new AtomicLong();
    private final AtomicLong lookedAt = new AtomicLong();
    private final Writers writers = new Writers(new Tables(), new Log());

    @Test
    void whatAnotherNodeWroteIsHeardOfBeforeItIsInTheTables() {
        log.put(1L, "ann");
        log.put(2L, "bob");

        assertThat(last("ann")).isEqualTo(1);
        assertThat(last("bob")).isEqualTo(2);
        assertThat(last("cat")).isZero();
    }

    @Test
    void whatTheTablesShowedBeforeAnybodyLookedIsNotLookedAt() {
        log.put(1L, "ann");
        tables.set(1);

        assertThat(last("ann")).isZero();
        assertThat(lookedAt.get()).isZero();
    }

    @Test
    void whatTheTablesPassWhileSomebodyReadsWasStillNotSeenByThem() {
        tables.set(1);
        log.put(2L, "ann");
        Mono<Long> reader = writers.lastAnywhere("ann", 1);
        tables.set(2);

        assertThat(reader.block(Duration.ofSeconds(5))).isEqualTo(2);
    }

    @Test
    void eachEventIsLookedAtOnce() {
        log.put(1L, "ann");
        last("ann");
        log.put(2L, "bob");
        last("ann");
        last("ann");

        assertThat(lookedAt.get()).isEqualTo(2);
    }

    @Test
    void whatWasForgottenIsRememberedWhenTheTablesFallBack() {
        log.put(1L, "bob");
        log.put(2L, "ann");
        tables.set(2);
        assertThat(last("ann")).isZero();
        tables.set(1);

        assertThat(last("ann")).isEqualTo(2);
    }

    @Test
    void whatWasWrittenOnThisNodeIsKnownByWhatItWas() {
        writers.wrote("ann", Set.of("folder"), 4);
        writers.wrote("ann", Set.of("risk"), 5);

        assertThat(writers.last("ann")).isEqualTo(5);
        assertThat(writers.last("ann", Set.of("folder", "risk_matrix"))).isEqualTo(4);
        assertThat(writers.last("ann", Set.of("organization"))).isZero();
        assertThat(writers.last("bob", Set.of("folder"))).isZero();
    }

    private long last(String user) {
        return writers.lastAnywhere(user, tables.get()).block(Duration.ofSeconds(5));
    }

    private final class Tables implements Progress {

        @Override
        public long reached() {
            return tables.get();
        }

        @Override
        public Mono<Void> reached(long position, Duration patience) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Log implements EventLog {

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return Mono.fromSupplier(() -> {
                Map<String, Long> byUser = new HashMap<>();
                log.tailMap(after, false).forEach((position, user) -> {
                    lookedAt.incrementAndGet();
                    byUser.put(user, position);
                });
                return new LastWrites(log.isEmpty() ? after : Math.max(after, log.lastKey()), byUser);
            });
        }

        @Override
        public Mono<Long> head() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            throw new UnsupportedOperationException();
        }
    }
}
