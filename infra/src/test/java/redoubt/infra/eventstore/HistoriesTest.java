package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many clients of several nodes look at random parts of the log and write on condition that nothing was added to them. What
 * each saw and was told is kept, and afterwards compared with the log, which shows the order in which it all happened.
 */
class HistoriesTest extends LogTest {

    private static final int NODES = 3;
    private static final int CLIENTS = 12;
    private static final int STEPS = 30;
    private static final List<String> TYPES = List.of("opened", "moved", "closed");

    private final Queue<Step> history = new ConcurrentLinkedQueue<>();
    private final AtomicLong acknowledged = new AtomicLong();

    /**
     * What a client did and was told.
     *
     * @param before the greatest position anybody had been told of when it began
     * @param fresh whether it insisted on the latest
     * @param criteria what it looked at, and made its condition
     * @param seen the payloads it was shown
     * @param until the position up to which it was shown them
     * @param wrote the payloads it wrote
     * @param done where they came to stand; null if they were refused
     */
    private record Step(
            long before,
            boolean fresh,
            EventCriteria criteria,
            List<String> seen,
            long until,
            List<String> wrote,
            @Nullable Appended done) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatEverybodySawAndWasToldIsExplainedByOneOrderOfEvents(long seed) throws Exception {
        List<PostgresEventStore> nodes =
                IntStream.range(0, NODES).mapToObj(_ -> store()).toList();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int me = client;
                work.add(clients.submit(() -> play(nodes, new Random(seed * CLIENTS + me), "client " + me)));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }

        List<Logged> log = nodes.getFirst().read(Reading.all()).collectList().block(PATIENCE);
        assertThat(log.stream().map(Logged::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(log.stream().map(HistoriesTest::payload)).doesNotHaveDuplicates();
        assertThat(history).hasSize(CLIENTS * STEPS);
        assertThat(history).filteredOn(step -> step.done() == null).isNotEmpty();
        assertThat(history).filteredOn(step -> step.done() != null).isNotEmpty();
        assertThat(history.stream()
                        .filter(step -> step.done() != null)
                        .mapToInt(step -> step.wrote().size())
                        .sum())
                .isEqualTo(log.size());
        history.forEach(step -> explain(step, log));
    }

    private static void explain(Step step, List<Logged> log) {
        assertThat(step.seen())
                .as("what was seen is the log up to there: %s", step)
                .isEqualTo(matching(step, log, 0, step.until())
                        .map(HistoriesTest::payload)
                        .toList());
        if (step.fresh()) {
            assertThat(matching(step, log, step.until(), step.before()))
                    .as("whoever insists sees what anybody was told of: %s", step)
                    .isEmpty();
        }
        Appended done = step.done();
        if (done == null) {
            assertThat(matching(step, log, step.until(), Long.MAX_VALUE))
                    .as("nothing is refused without a reason: %s", step)
                    .isNotEmpty();
            assertThat(log.stream().map(HistoriesTest::payload)).doesNotContainAnyElementsOf(step.wrote());
        } else {
            assertThat(matching(step, log, step.until(), done.first() - 1))
                    .as("nothing came between looking and writing: %s", step)
                    .isEmpty();
            assertThat(log.subList((int) done.first() - 1, (int) done.last()).stream()
                            .map(HistoriesTest::payload))
                    .as("what was acknowledged stands where it was said to: %s", step)
                    .containsExactlyElementsOf(step.wrote());
        }
    }

    private static Stream<Logged> matching(Step step, List<Logged> log, long after, long until) {
        return log.stream()
                .filter(logged -> logged.position() > after && logged.position() <= until)
                .filter(logged ->
                        step.criteria().matches(logged.message().type().qualifiedName(), logged.tags()));
    }

    private static String payload(Logged logged) {
        return (String) logged.message().payload();
    }

    private void play(List<PostgresEventStore> nodes, Random random, String me) {
        for (int n = 0; n < STEPS; n++) {
            PostgresEventStore node = nodes.get(random.nextInt(NODES));
            EventCriteria criteria = criteria(random);
            boolean fresh = random.nextInt(3) == 0;
            long before = acknowledged.get();
            var context = fresh ? new Context().with(PostgresEventStore.FRESH, true) : new Context();
            Known known = source(node.engine(), criteria, context).join();
            long until = known.marker() == ConsistencyMarker.ORIGIN
                    ? 0
                    : GlobalIndexConsistencyMarker.position(known.marker());
            List<String> payloads = new ArrayList<>();
            List<TaggedEventMessage<?>> events = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                payloads.add(me + ", step " + n + ", event " + i);
                events.add(event(
                        TYPES.get(random.nextInt(TYPES.size())),
                        payloads.getLast(),
                        tags(random, 2).toArray(Tag[]::new)));
            }
            Appended done = null;
            try {
                done = append(node, known.unlessMore(criteria), events.toArray(TaggedEventMessage<?>[]::new))
                        .join();
                acknowledged.accumulateAndGet(done.last(), Math::max);
            } catch (CompletionException refused) {
                assertThat(refused).hasRootCauseInstanceOf(AppendEventsTransactionRejectedException.class);
            }
            history.add(new Step(before, fresh, criteria, known.payloads(), until, payloads, done));
        }
    }

    /** One or two alternatives of tags and types; without either, everything. */
    private static EventCriteria criteria(Random random) {
        EventCriteria one = criterion(random);
        return random.nextInt(3) == 0 ? one.or(criterion(random)) : one;
    }

    private static EventCriteria criterion(Random random) {
        Set<Tag> tags = tags(random, 3);
        return random.nextInt(3) == 0
                ? EventCriteria.havingTags(tags)
                        .andBeingOneOfTypes(new QualifiedName(TYPES.get(random.nextInt(TYPES.size()))))
                : EventCriteria.havingTags(tags);
    }

    private static Set<Tag> tags(Random random, int most) {
        Set<Tag> tags = new HashSet<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            tags.add(tag("" + random.nextInt(6)));
        }
        return tags;
    }
}
