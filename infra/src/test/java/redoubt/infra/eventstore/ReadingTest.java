package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.eventsourcing.eventstore.AppendCondition.none;

import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ReadingTest extends LogTest {

    private static final QualifiedName EVEN = new QualifiedName("even");

    @Test
    void aPartOfTheLogIsReadInPagesFromEitherEnd() {
        var store = hundred();

        assertThat(positions(store, Reading.all())).containsExactlyElementsOf(range(1, 100));
        assertThat(positions(store, Reading.all().after(20).until(40))).containsExactlyElementsOf(range(21, 40));
        assertThat(positions(store, Reading.all().latestFirst()))
                .containsExactlyElementsOf(range(1, 100).reversed());
        assertThat(positions(
                        store, Reading.all().after(20).until(40).latestFirst().limit(15)))
                .containsExactlyElementsOf(range(26, 40).reversed());
        assertThat(positions(store, Reading.all().tagged(tag("t3"))))
                .hasSize(14)
                .allMatch(p -> p % 7 == 3);
        assertThat(positions(
                        store,
                        Reading.all().tagged(tag("t3")).ofTypes(Set.of(EVEN)).latestFirst()))
                .containsExactly(94L, 80L, 66L, 52L, 38L, 24L, 10L);
        assertThat(positions(store, Reading.all().ofTypes(Set.of(EVEN)).limit(12)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 12).mapToObj(i -> 2 * i).toList());
        assertThat(positions(store, Reading.all().after(100))).isEmpty();
    }

    @Test
    void aReaderIsNeverGivenMoreThanItAskedFor() {
        StepVerifier.create(hundred().read(Reading.all()).map(Logged::position), 5)
                .expectNext(1L, 2L, 3L, 4L, 5L)
                .thenRequest(7)
                .expectNextSequence(range(6, 12))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aLongStreamIsSourcedInPagesUpToTheHeadOfItsFirstSnapshot() {
        var store = store(Options.defaults().withPage(10));
        var events = LongStream.rangeClosed(1, 95)
                .mapToObj(i -> event("e", "" + i, tag("long")))
                .toList();
        events.forEach(event -> written(store, event));
        written(store, event("e", "another", tag("short")));

        var known =
                source(store.engine(), EventCriteria.havingTags(tag("long"))).join();

        assertThat(known.payloads())
                .containsExactlyElementsOf(
                        range(1, 95).stream().map(String::valueOf).toList());
        assertThat(known.marker().position().toString()).contains("96");
    }

    @Test
    void nothingIsReadOfAStreamNobodyLooksAt() {
        var store = store();
        var looked = store.observations().fromTable();

        store.engine()
                .source(SourcingCondition.conditionFor(EventCriteria.havingTags(tag("a"))), null)
                .onComplete(() -> {});
        assertThat(looked.getAsLong()).isZero();

        source(store.engine(), EventCriteria.havingTags(tag("a"))).join();
        assertThat(looked.getAsLong()).isEqualTo(1);
    }

    @Test
    void theHeadAndThePositionAtAnInstantFollowTheDatabasesClock() {
        var store = store();
        assertThat(store.head().block(PATIENCE)).isZero();
        assertThat(store.positionAt(Instant.now()).block(PATIENCE)).isZero();

        var first = written(store, event("e", "1"));
        var second = written(store, event("e", "2"), event("e", "3"));

        assertThat(store.head().block(PATIENCE)).isEqualTo(3);
        assertThat(store.positionAt(first.at()).block(PATIENCE)).isEqualTo(1);
        assertThat(store.positionAt(second.at().minusNanos(1_000)).block(PATIENCE))
                .isEqualTo(1);
        assertThat(store.positionAt(second.at()).block(PATIENCE)).isEqualTo(3);
        assertThat(store.positionAt(first.at().minusSeconds(1)).block(PATIENCE)).isZero();
        assertThat(store.positionAt(second.at().plusSeconds(60)).block(PATIENCE))
                .isEqualTo(3);
    }

    @Test
    void theLastEventOfEachValueOfAMetadataEntryIsFoundAmongThoseAfterAPosition() {
        var store = store();
        assertThat(store.lastByEntry("author", 0).collectList().block(PATIENCE)).isEmpty();
        written(store, by("ann"), by("bob"), event("e", "by nobody"), by("ann"));
        written(store, by("cat"));

        assertThat(store.lastByEntry("author", 1).collectList().block(PATIENCE))
                .containsExactlyInAnyOrder(
                        new LastOfEntry("bob", 2),
                        new LastOfEntry(null, 3),
                        new LastOfEntry("ann", 4),
                        new LastOfEntry("cat", 5));
        assertThat(store.lastByEntry("author", 4).collectList().block(PATIENCE))
                .containsExactly(new LastOfEntry("cat", 5));
    }

    private static GenericTaggedEventMessage<?> by(String somebody) {
        var message = (GenericEventMessage) event("e", "x").event();
        return new GenericTaggedEventMessage<>(message.withMetadata(Map.of("author", somebody)), Set.of());
    }

    @Test
    void metadataComesBackAsItWasGiven() {
        var store = store();
        var odd = new HashMap<String, String>();
        odd.put("quote \" backslash \\ slash /", "line\nbreak\ttab \u0001 é 😀 \u2028");
        odd.put("", "");
        odd.put("none", null);
        var message = (GenericEventMessage) event("e", "x").event();

        store.engine()
                .appendEvents(
                        none(), null, List.of(new GenericTaggedEventMessage<>(message.withMetadata(odd), Set.of())))
                .thenCompose(transaction -> transaction.commit(null))
                .join();

        assertThat(store.read(Reading.all()).blockFirst(PATIENCE).message().metadata())
                .isEqualTo(odd);
    }

    @Test
    void twoHundredRandomCriteriaFindInTheDatabaseWhatTheyMatchInMemory() {
        var store = store();
        var random = new Random(4711);
        var log = new ArrayList<Logged>();
        for (int i = 0; i < 60; i++) {
            var tags = new HashSet<Tag>();
            for (int t = random.nextInt(4); t > 0; t--) {
                tags.add(tag("" + random.nextInt(4)));
            }
            written(store, event("type" + random.nextInt(3), "" + (i + 1), tags.toArray(Tag[]::new)));
        }
        log.addAll(store.read(Reading.all()).collectList().block(PATIENCE));

        var session = session();
        for (int i = 0; i < 200; i++) {
            var criteria = criteria(random, 1 + random.nextInt(3));
            var expected = log.stream()
                    .filter(logged -> criteria.matches(logged.message().type().qualifiedName(), logged.tags()))
                    .map(logged -> (String) logged.message().payload())
                    .toList();

            assertThat(source(store.engine(), criteria).join().payloads())
                    .as("%s", criteria)
                    .isEqualTo(expected);
            long last = expected.isEmpty() ? 0 : Long.parseLong(expected.getLast());
            assertThat(conflicts(session, criteria, last))
                    .as("%s after %s", criteria, last)
                    .isFalse();
            if (last > 0) {
                assertThat(conflicts(session, criteria, last - 1))
                        .as("%s before %s", criteria, last)
                        .isTrue();
            }
        }
        Mono.from(session.close()).block(PATIENCE);
    }

    /** Asks the appending function itself, with an append that has a condition and no events. */
    private static boolean conflicts(Connection session, EventCriteria criteria, long after) {
        var asking = new Waiting(new GlobalIndexConsistencyMarker(after), Criteria.of(criteria), null, List.of());
        var group = Group.from(new ArrayDeque<>(List.of(asking)), 1);
        return AppendCall.write(session, group, Options.defaults())
                .block(PATIENCE)
                .conflicting()
                .contains(0);
    }

    private static EventCriteria criteria(Random random, int alternatives) {
        EventCriteria criteria = null;
        for (int i = 0; i < alternatives; i++) {
            var tags = new HashSet<Tag>();
            for (int t = random.nextInt(3); t > 0; t--) {
                tags.add(tag("" + random.nextInt(4)));
            }
            EventCriteria one = EventCriteria.havingTags(tags);
            if (random.nextInt(3) == 0) {
                one = EventCriteria.havingTags(tags)
                        .andBeingOneOfTypes(new QualifiedName("type" + random.nextInt(2)), new QualifiedName("type2"));
            }
            criteria = criteria == null ? one : EventCriteria.either(criteria, one);
        }
        return criteria;
    }

    private PostgresEventStore hundred() {
        var store = store(Options.defaults().withPage(10));
        for (int i = 1; i <= 100; i++) {
            written(store, event(i % 2 == 0 ? "even" : "odd", "" + i, tag("t" + i % 7)));
        }
        return store;
    }

    private static List<Long> positions(PostgresEventStore store, Reading reading) {
        return store.read(reading).map(Logged::position).collectList().block(PATIENCE);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
