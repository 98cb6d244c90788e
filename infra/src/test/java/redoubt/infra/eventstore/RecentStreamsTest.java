package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RecentStreamsTest extends LogTest {

    private static final EventCriteria OF_A = EventCriteria.havingTags(tag("a"));

    @Test
    void aStreamSourcedAgainComesFromMemoryWithEverythingAppendedSince() {
        var store = listening();
        written(store, event("e", "1", tag("a")));
        source(store.engine(), OF_A).join();
        written(store, event("e", "2", tag("a")), event("e", "of another", tag("b")));

        long asked = store.observations().fromTable().getAsLong();
        var known = source(store.engine(), OF_A).join();

        assertThat(known.payloads()).containsExactly("1", "2");
        assertThat(store.observations().fromTable().getAsLong()).isEqualTo(asked);
        assertThat(failure(append(store, known.unlessMore(OF_A), event("e", "3", tag("a")))))
                .isNull();
    }

    @Test
    void aStreamWithoutEventsIsRememberedToo() {
        var store = listening();
        assertThat(source(store.engine(), OF_A).join().payloads()).isEmpty();
        written(store, event("e", "first", tag("a")));

        assertThat(source(store.engine(), OF_A).join().payloads()).containsExactly("first");
        assertThat(store.observations().fromMemory().getAsLong()).isEqualTo(1);
    }

    @Test
    void streamsRestrictedToTypesAreKeptApart() {
        var store = listening();
        var onlyMade = EventCriteria.havingTags(tag("a")).andBeingOneOfTypes(new QualifiedName("made"));
        source(store.engine(), OF_A).join();
        source(store.engine(), onlyMade).join();
        written(store, event("made", "1", tag("a")), event("changed", "2", tag("a")));

        assertThat(source(store.engine(), OF_A).join().payloads()).containsExactly("1", "2");
        assertThat(source(store.engine(), onlyMade).join().payloads()).containsExactly("1");
        assertThat(store.observations().fromMemory().getAsLong()).isEqualTo(2);
    }

    @Test
    void severalStreamsAreMergedInTheirOrderAndSharedEventsComeOnce() {
        var store = listening();
        var either = EventCriteria.either(OF_A, EventCriteria.havingTags(tag("b")));
        written(
                store,
                event("e", "1", tag("b")),
                event("e", "2", tag("a")),
                event("e", "3", tag("a"), tag("b")),
                event("e", "4", tag("b")));

        var fromTable = source(store.engine(), either).join();
        var fromMemory = source(store.engine(), either).join();

        assertThat(fromTable.payloads()).containsExactly("1", "2", "3", "4");
        assertThat(fromMemory).isEqualTo(fromTable);
        assertThat(store.observations().fromMemory().getAsLong()).isEqualTo(1);
    }

    @Test
    void aStreamThatGrewLongIsReadFromTheTable() {
        var store = listening();
        source(store.engine(), OF_A).join();
        for (int i = 0; i <= RecentStreams.LONGEST; i++) {
            written(store, event("e", String.valueOf(i), tag("a")));
        }

        var known = source(store.engine(), OF_A).join();

        assertThat(known.payloads()).hasSize(RecentStreams.LONGEST + 1);
        assertThat(store.observations().fromMemory().getAsLong()).isZero();
    }

    @Test
    void whoeverHasTheBeginningAtHandGetsWhatCameLaterFromTheTableAndThenFromMemory() {
        var store = listening();
        written(store, event("e", "1", tag("a")), event("e", "2", tag("a")), event("e", "3", tag("a")));

        var fromTable = source(store.engine(), OF_A, knowing(2)).join();
        assertThat(fromTable.payloads()).containsExactly("what was known at 2", "3");
        written(store, event("e", "4", tag("a")));
        var fromMemory = source(store.engine(), OF_A, knowing(3)).join();

        assertThat(fromMemory.payloads()).containsExactly("what was known at 3", "4");
        assertThat(store.observations().fromMemory().getAsLong()).isEqualTo(1);
        written(store, event("e", "5", tag("a")));
        assertThat(failure(append(store, fromMemory.unlessMore(OF_A), event("e", "too late", tag("a")))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
    }

    @Test
    void whoeverKnowsLessThanMemoryBeginsWithGetsEverything() {
        var store = listening();
        written(store, event("e", "1", tag("a")), event("e", "2", tag("a")), event("e", "3", tag("a")));
        source(store.engine(), OF_A, knowing(2)).join();

        assertThat(source(store.engine(), OF_A, knowing(1)).join().payloads())
                .containsExactly("what was known at 1", "2", "3");
        assertThat(source(store.engine(), OF_A).join().payloads()).containsExactly("1", "2", "3");
        assertThat(source(store.engine(), OF_A, knowing(3)).join().payloads()).containsExactly("what was known at 3");
    }

    @Test
    void aStreamThatGrewLongComesFromMemoryForWhoeverHasItsBeginningAtHand() {
        var store = listening();
        source(store.engine(), OF_A).join();
        for (int i = 1; i <= RecentStreams.LONGEST + 1; i++) {
            written(store, event("e", String.valueOf(i), tag("a")));
        }

        var known = source(store.engine(), OF_A, knowing(RecentStreams.LONGEST)).join();

        assertThat(known.payloads())
                .containsExactly(
                        "what was known at " + RecentStreams.LONGEST, String.valueOf(RecentStreams.LONGEST + 1));
        assertThat(store.observations().fromMemory().getAsLong()).isEqualTo(1);
    }

    @Test
    void whoeverKnowsMoreThanTheTailHasSeenReadsTheTable() {
        var gate = new AtomicReference<>(Mono.<Void>empty());
        var rarely = Options.defaults().withTimes(Duration.ofMinutes(1), PATIENCE, PATIENCE);
        var here = store(database.connections(), behind(gate, database.pool()), rarely);
        awaitListening(here);
        source(here.engine(), OF_A).join();
        var opened = Sinks.<Void>empty();
        gate.set(opened.asMono());
        written(store(), event("e", "1", tag("a")));

        var known = source(here.engine(), OF_A, knowing(1));

        assertThat(known).isNotDone();
        opened.tryEmitEmpty();
        assertThat(known.join().payloads()).containsExactly("what was known at 1");
    }

    private static Context knowing(long position) {
        return new Context().with(SnapshotFormat.KEY, new SnapshotFormat() {
            @Override
            public @Nullable String fingerprint(Tag stream) {
                return null;
            }

            @Override
            public Object read(StoredSnapshot snapshot) {
                throw new AssertionError("there are no snapshots");
            }

            @Override
            public Folded atHand(Tag stream) {
                return new Folded(position, "what was known at " + position);
            }
        });
    }

    @Test
    void whatAnotherStoreAppendedIsSeenAMomentLaterAndAtOnceWhenAskedFresh() {
        var here = listening();
        var there = listening();
        source(here.engine(), OF_A).join();
        written(there, event("e", "1", tag("a")));

        assertThat(source(here.engine(), OF_A, new Context().with(PostgresEventStore.FRESH, true))
                        .join()
                        .payloads())
                .containsExactly("1");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        source(here.engine(), OF_A).join().payloads())
                .containsExactly("1"));
    }

    @Test
    void aDecisionOnAStaleStreamIsRejectedAndSucceedsOnceRepeatedFresh() {
        var gate = new AtomicReference<>(Mono.<Void>empty());
        var rarely = Options.defaults().withTimes(Duration.ofMinutes(1), PATIENCE, PATIENCE);
        var here = store(database.connections(), behind(gate, database.pool()), rarely);
        awaitListening(here);
        var there = store();
        source(here.engine(), OF_A).join();

        // From now on this store cannot look at the table, and so does not see what the other one appends.
        var opened = Sinks.<Void>empty();
        gate.set(opened.asMono());
        written(there, event("e", "theirs", tag("a")));
        var stale = source(here.engine(), OF_A).join();

        assertThat(stale.payloads()).isEmpty();
        assertThat(failure(append(here, stale.unlessMore(OF_A), event("e", "ours", tag("a")))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);

        opened.tryEmitEmpty();
        var fresh = source(here.engine(), OF_A, new Context().with(PostgresEventStore.FRESH, true))
                .join();
        assertThat(fresh.payloads()).containsExactly("theirs");
        assertThat(failure(append(here, fresh.unlessMore(OF_A), event("e", "ours", tag("a")))))
                .isNull();
        assertThat(source(there.engine(), OF_A).join().payloads()).containsExactly("theirs", "ours");
    }

    private static ConnectionFactory behind(AtomicReference<Mono<Void>> gate, ConnectionFactory pool) {
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return Mono.defer(() -> gate.get().then(Mono.from(pool.create())));
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return pool.getMetadata();
            }
        };
    }

    @Test
    void twoStoresThatIncreaseTheSameCountersFromMemoryLoseNothing() {
        var here = listening();
        var there = listening();
        var conflicts = new AtomicInteger();

        CompletableFuture.allOf(IntStream.range(0, 20)
                        .mapToObj(writer -> increaseTenTimes(writer % 2 == 0 ? here : there, writer % 4, conflicts))
                        .toArray(CompletableFuture[]::new))
                .join();

        for (int counter = 0; counter < 4; counter++) {
            var criteria = EventCriteria.havingTags(tag("counter" + counter));
            var known = source(here.engine(), criteria, new Context().with(PostgresEventStore.FRESH, true))
                    .join();
            assertThat(known.payloads())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 50).mapToObj(String::valueOf).toList());
        }
        assertThat(here.observations().fromMemory().getAsLong()).isPositive();
    }

    private CompletableFuture<?> increaseTenTimes(PostgresEventStore store, int counter, AtomicInteger conflicts) {
        CompletableFuture<?> done = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 10; i++) {
            done = done.thenComposeAsync(_ -> increase(store, counter, conflicts));
        }
        return done;
    }

    private CompletableFuture<?> increase(PostgresEventStore store, int counter, AtomicInteger conflicts) {
        var tag = tag("counter" + counter);
        var criteria = EventCriteria.havingTags(tag);
        return source(store.engine(), criteria)
                .thenCompose(known -> append(
                        store,
                        known.unlessMore(criteria),
                        event("e", String.valueOf(known.payloads().size()), tag)))
                .exceptionallyComposeAsync(failure -> {
                    assertThat(failure).hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
                    conflicts.incrementAndGet();
                    return increase(store, counter, conflicts).thenApply(Appended.class::cast);
                });
    }

    private PostgresEventStore listening() {
        var store = store();
        awaitListening(store);
        return store;
    }

    private static void awaitListening(PostgresEventStore store) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> store.observations().listening().getAsLong() == 1);
    }
}
