package redoubt.infra.eventstore;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.eventsourcing.eventstore.AppendCondition.none;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

class GroupAppendTest extends LogTest {

    @Test
    void twoHundredWritersIncreaseFiveCountersAndLoseNoIncrease() {
        var store = store();
        var other = store();
        var conflicts = new AtomicInteger();

        var all = IntStream.range(0, 200)
                .mapToObj(writer -> increase(writer % 2 == 0 ? store : other, tag("counter-" + writer % 5), conflicts))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        for (int counter = 0; counter < 5; counter++) {
            var known = source(
                            store.engine(),
                            EventCriteria.havingTags(tag("counter-" + counter)),
                            new Context().with(PostgresEventStore.FRESH, true))
                    .join();
            assertThat(known.payloads())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 40)
                            .mapToObj(String::valueOf)
                            .toList());
        }
        assertThat(conflicts.get()).isPositive();
        assertThat(positions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    private static CompletableFuture<Appended> increase(
            PostgresEventStore store, Tag counter, AtomicInteger conflicts) {
        var criteria = EventCriteria.havingTags(counter);
        return source(store.engine(), criteria)
                .thenCompose(known -> append(
                        store,
                        known.unlessMore(criteria),
                        event("increased", String.valueOf(known.payloads().size() + 1), counter)))
                .exceptionallyCompose(failure -> {
                    assertThat(failure).hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
                    conflicts.incrementAndGet();
                    return increase(store, counter, conflicts);
                });
    }

    @Test
    void whatIsQueuedWhileACallIsUnderWayIsWrittenTogether() {
        var store = store();

        var all = IntStream.range(0, 500)
                .mapToObj(writer -> append(store, none(), event("happened", "x", tag("w" + writer))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(store.observations().appended().getAsLong()).isEqualTo(500);
        assertThat(store.observations().groups().getAsLong()).isLessThan(100);
    }

    @Test
    void ofAppendsThatExcludeEachOtherExactlyOneIsWritten() {
        var store = store();
        var criteria = EventCriteria.havingTags(tag("one"));

        var all = IntStream.range(0, 50)
                .mapToObj(writer -> append(
                        store, AppendCondition.withCriteria(criteria), event("made", "by " + writer, tag("one"))))
                .toList();

        assertThat(all.stream().map(LogTest::failure).filter(failure -> failure != null))
                .hasSize(49)
                .allSatisfy(
                        failure -> assertThat(failure).isInstanceOf(AppendEventsTransactionRejectedException.class));
        assertThat(store.observations().rejected().getAsLong()).isEqualTo(49);
    }

    @Test
    void aConditionOnTypesAloneAndOneOnTwoTagsAreCheckedByTheDatabase() {
        var store = store();
        written(store, event("made", "x", tag("a"), tag("b")), event("other", "y", tag("a")));

        var ofType = AppendCondition.withCriteria(
                EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("made"), new QualifiedName("never")));
        var ofNoSuchType = AppendCondition.withCriteria(
                EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("never")));
        var bothTags = AppendCondition.withCriteria(EventCriteria.havingTags(tag("a"), tag("b")));
        var neverTogether = AppendCondition.withCriteria(EventCriteria.havingTags(tag("a"), tag("c")));
        var anything = AppendCondition.withCriteria(EventCriteria.havingAnyTag());

        assertThat(failure(append(store, ofType, event("e", "1"))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(failure(append(store, bothTags, event("e", "2"))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(failure(append(store, anything, event("e", "3"))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(failure(append(store, ofNoSuchType, event("e", "4")))).isNull();
        assertThat(failure(append(store, neverTogether, event("e", "5")))).isNull();
    }

    @Test
    void anAppendThatIsRolledBackLeavesNoGap() {
        var store = store();
        written(store, event("first", "1"));
        var transaction = store.engine()
                .appendEvents(none(), null, List.of(event("never", "2")))
                .join();

        transaction.rollback(null);

        assertThat(failure(transaction.commit(null))).isInstanceOf(IllegalStateException.class);
        assertThat(written(store, event("second", "3")).first()).isEqualTo(2);
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void aRejectedAppendLeavesNoGapEither() {
        var store = store();
        written(store, event("first", "1", tag("a")));
        var refused = AppendCondition.withCriteria(EventCriteria.havingTags(tag("a")));

        assertThat(failure(append(store, refused, event("never", "2", tag("a")))))
                .isNotNull();

        assertThat(written(store, event("second", "3")).first()).isEqualTo(2);
    }

    @Test
    void anEventTheDatabaseCannotStoreFailsAloneAndSparesItsNeighbours() {
        var store = store();
        var all = new ArrayList<CompletableFuture<Appended>>();
        for (int writer = 0; writer < 40; writer++) {
            // A NUL character is valid JSON, and nothing that a jsonb column can hold.
            all.add(append(store, none(), event("said", writer == 20 ? "\0" : "fine", tag("w" + writer))));
        }

        var failures = all.stream().map(LogTest::failure).toList();

        assertThat(failures.get(20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot store");
        assertThat(failures.stream().filter(failure -> failure != null)).hasSize(1);
        assertThat(positions())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 39).boxed().toList());
    }

    @Test
    void aTagTooLongForTheIndexIsRefusedAsSomethingThatCannotBeStored() {
        var random = new Random(1);
        var long3000 =
                random.ints(3_000, 'a', 'z').mapToObj(Character::toString).collect(joining());

        assertThat(failure(append(store(), none(), event("e", "x", tag(long3000)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot store");
    }

    @Test
    void aTagWithANulOrHalfACharacterIsRefusedBeforeItReachesTheDatabase() {
        var store = store();

        assertThat(failure(append(store, none(), event("e", "x", tag("a\0")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThat(failure(append(store, none(), event("e", "x", tag("a\ud800")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void tagsMayContainAnythingElseAndAreNeverMistakenForEachOther() {
        var store = store();
        var tags = List.of(
                Tag.of("a", "b=c"),
                Tag.of("a=b", "c"),
                Tag.of("a\\", "=c"),
                Tag.of("", "{\"x\",\\}"),
                Tag.of("ü😀", ""));
        tags.forEach(tag -> written(store, event("e", tag.toString(), tag)));

        for (var tag : tags) {
            assertThat(source(store.engine(), EventCriteria.havingTags(tag))
                            .join()
                            .payloads())
                    .containsExactly(tag.toString());
        }
        var read = store.read(Reading.all()).map(Logged::tags).collectList().block(PATIENCE);
        assertThat(new HashSet<>(read)).hasSize(5).allSatisfy(of -> assertThat(tags)
                .containsAll(of));
    }

    @Test
    void theEventsOfOneAppendStandTogetherAndTheContextLearnsWhere() {
        var store = store();
        written(store, event("before", "0"));
        var context = new Context();

        var place = append(store, none(), context, event("a", "1"), event("b", "2"), event("c", "3"))
                .join();

        assertThat(place.first()).isEqualTo(2);
        assertThat(place.last()).isEqualTo(4);
        assertThat(context.getResource(Appended.KEY)).isEqualTo(place);
        assertThat(store.read(Reading.all().after(1))
                        .map(logged -> logged.message().timestamp())
                        .distinct()
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(place.at());
    }

    @Test
    void whatWasAcceptedIsWrittenBeforeTheStoreStops() {
        var store = store();
        var all = IntStream.range(0, 300)
                .mapToObj(writer -> append(store, none(), event("happened", "x")))
                .toList();

        store.stop().block(PATIENCE);

        assertThat(positions()).hasSize(300);
        assertThat(all.stream().map(LogTest::failure)).containsOnlyNulls();
        assertThat(failure(append(store, none(), event("late", "x")))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anEmptyAppendIsNoAppend() {
        var store = store();

        @SuppressWarnings("unchecked")
        var transaction = (AppendTransaction<Object>)
                store.engine().appendEvents(none(), null, List.of()).join();
        transaction.commit(null).join();

        assertThat(positions()).isEmpty();
    }

    private List<Long> positions() {
        return sql("select position from event order by position").stream()
                .map(Long::valueOf)
                .toList();
    }
}
