package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import redoubt.infra.eventstore.ListAppendChecker.Anomaly;
import redoubt.infra.eventstore.ListAppendChecker.Objection;
import redoubt.infra.eventstore.ListAppendHistory.Append;
import redoubt.infra.eventstore.ListAppendHistory.Completion;
import redoubt.infra.eventstore.ListAppendHistory.Element;
import redoubt.infra.eventstore.ListAppendHistory.Follower;
import redoubt.infra.eventstore.ListAppendHistory.Read;
import redoubt.infra.eventstore.ListAppendHistory.Transaction;

/**
 * Clients of several nodes read lists and append to them, on condition that nobody else has, while others follow the log.
 * {@link ListAppendChecker} has nothing to object to what they saw and were told.
 */
class ListAppendTest extends LogTest {

    private static final int NODES = 3;
    private static final int CLIENTS = 9;
    private static final int TRANSACTIONS = 60;
    private static final List<String> KEYS = List.of("v", "w", "x", "y", "z");

    private final List<PostgresEventStore> nodes = new ArrayList<>();
    private final List<Following> followings = new CopyOnWriteArrayList<>();
    private final Queue<Transaction> transactions = new ConcurrentLinkedQueue<>();
    private final AtomicLong moments = new AtomicLong();
    private final AtomicInteger values = new AtomicInteger();

    /** @param seen what it has seen so far */
    private record Following(String name, long after, List<Element> seen) {}

    @BeforeEach
    void startNodes() {
        nodes.add(store());
        nodes.add(store(Options.defaults().withPage(7).withGroups(3, 1_000)));
        nodes.add(store(Options.defaults().withMemory(8, 10_000, 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void listsThatManyAppendToAreStrictlySerializable(long seed) throws Exception {
        nodes.forEach(node -> follow("from the beginning", 0, node.follow(0)));
        follow("slowly", 0, nodes.get(1).follow(0).limitRate(1).delayElements(Duration.ofMillis(1)));
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int me = client;
                work.add(clients.submit(() -> play(new Random(seed * CLIENTS + me))));
            }
            for (var each : work) {
                each.get();
            }
        }
        KEYS.forEach(key -> begin(0, true, List.of(key)).commit(List.of()));

        var history = history();

        assertThat(ListAppendChecker.check(history)).isEmpty();
        assertThat(history.transactions())
                .extracting(Transaction::completion)
                .hasSize(CLIENTS * TRANSACTIONS + KEYS.size())
                .contains(Completion.COMMITTED, Completion.ABORTED);
    }

    @Test
    void withoutConditionsAnUpdateIsLost() {
        var one = begin(0, true, List.of("x"));
        var other = begin(1, true, List.of("x"));
        one.commit(List.of(next("x")), AppendCondition.none());
        other.commit(List.of(next("x")), AppendCondition.none());

        assertThat(ListAppendChecker.check(history()))
                .extracting(Objection::anomaly)
                .containsExactly(Anomaly.G_SINGLE);
    }

    private void play(Random random) {
        for (int n = 0; n < TRANSACTIONS; n++) {
            int node = random.nextInt(NODES);
            if (n == TRANSACTIONS / 2) {
                // Whoever joins late sees nothing of what was before.
                long after = nodes.get(node).followed();
                follow("late", after, nodes.get(node).follow(after));
            }
            var transaction = begin(node, random.nextInt(3) == 0, some(random, 2));
            transaction.commit(some(random, 3).stream().map(this::next).toList());
        }
    }

    private static List<String> some(Random random, int most) {
        return Stream.generate(() -> KEYS.get(random.nextInt(KEYS.size())))
                .limit(random.nextInt(most + 1))
                .distinct()
                .toList();
    }

    private Append next(String key) {
        return new Append(key, values.incrementAndGet());
    }

    /** Reads the lists in one look, so that a transaction that only reads has read them as of one moment. */
    private Open begin(int node, boolean latest, List<String> keys) {
        return new Open(node, latest, keys);
    }

    /** A transaction that has read, and not written yet. */
    private final class Open {

        private final long invoked = moments.incrementAndGet();
        private final int node;
        private final boolean latest;
        private final List<Read> reads;
        private final AppendCondition condition;

        private Open(int node, boolean latest, List<String> keys) {
            this.node = node;
            this.latest = latest;
            if (keys.isEmpty()) {
                reads = List.of();
                condition = AppendCondition.none();
                return;
            }
            var criteria = keys.stream()
                    .<EventCriteria>map(key -> EventCriteria.havingTags(tag(key)))
                    .reduce(EventCriteria::or)
                    .orElseThrow();
            var context = latest ? new Context().with(PostgresEventStore.FRESH, true) : new Context();
            var known = source(nodes.get(node).engine(), criteria, context).join();
            reads = keys.stream().map(key -> new Read(key, list(key, known))).toList();
            condition = known.unlessMore(criteria);
        }

        private static List<Integer> list(String key, Known known) {
            return known.payloads().stream()
                    .map(payload -> payload.split(" "))
                    .filter(element -> element[0].equals(key))
                    .map(element -> Integer.valueOf(element[1]))
                    .toList();
        }

        void commit(List<Append> appends) {
            commit(appends, condition);
        }

        void commit(List<Append> appends, AppendCondition condition) {
            var completion = Completion.COMMITTED;
            if (!appends.isEmpty()) {
                var failure = failure(append(
                        nodes.get(node),
                        condition,
                        appends.stream().map(ListAppendTest::event).toArray(TaggedEventMessage<?>[]::new)));
                if (failure != null) {
                    assertThat(failure).isInstanceOf(AppendEventsTransactionRejectedException.class);
                    completion = Completion.ABORTED;
                }
            }
            long completed = moments.incrementAndGet();
            transactions.add(new Transaction(
                    "T" + invoked, node, latest, invoked, completed, reads, List.copyOf(appends), completion));
        }
    }

    private static TaggedEventMessage<?> event(Append append) {
        return event("appended", append.key() + " " + append.value(), tag(append.key()));
    }

    private static Element element(Logged logged) {
        var element = ((String) logged.message().payload()).split(" ");
        return new Element(logged.position(), element[0], Integer.parseInt(element[1]));
    }

    private void follow(String name, long after, Flux<Logged> events) {
        var following = new Following(name, after, new CopyOnWriteArrayList<>());
        followings.add(following);
        events.map(ListAppendTest::element).subscribe(following.seen()::add);
    }

    /** What happened, when all followers have had the time to see it, and a moment more for what they should not see. */
    private ListAppendHistory history() {
        var log = nodes.getFirst()
                .read(Reading.all())
                .map(ListAppendTest::element)
                .collectList()
                .block(PATIENCE);
        Awaitility.await().atMost(PATIENCE).until(() -> followings.stream()
                .allMatch(each -> each.seen().size() >= log.size() - each.after()));
        nodes.getFirst().head().delayElement(Duration.ofMillis(100)).block(PATIENCE);
        return new ListAppendHistory(
                List.copyOf(transactions),
                log,
                followings.stream()
                        .map(each -> new Follower(each.name(), each.after(), List.copyOf(each.seen())))
                        .toList());
    }
}
