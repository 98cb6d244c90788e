package redoubt.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What holds for a cluster, whatever client speaks to it; the broker is a real one. */
@ExtendWith(SharedBroker.class)
public abstract class ClusterContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MANY = "x".repeat(2 * 1024 * 1024);

    private final Broker broker;
    private final String topic;
    private final List<EventPublisher> publishers = new ArrayList<>();
    private final Disposable.Composite readers = Disposables.composite();

    protected ClusterContract(Broker broker) {
        this.broker = broker;
        this.topic = broker.topic();
    }

    /** The client that is looked at. */
    protected abstract Cluster cluster(ClientSettings settings);

    @AfterEach
    void close() {
        readers.dispose();
        publishers.forEach(publisher -> publisher.close().block(PATIENCE));
    }

    @Test
    void recordsArriveOnceWithTheirHeadersAndThoseOfAKeyInTheirOrder() {
        List<Long> tags = publisher(broker)
                .publish(Flux.range(1, 1_000).map(n -> record(n, topic, "key " + n % 10, "body " + n)))
                .collectList()
                .block(PATIENCE);

        assertThat(tags)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
        List<Broker.Found> found = broker.read(topic, 1_000);
        assertThat(found).hasSize(1_000);
        for (int key = 0; key < 10; key++) {
            String each = "key " + key;
            int first = key == 0 ? 10 : key;
            assertThat(found.stream().filter(one -> one.key().equals(each)).map(Broker.Found::body))
                    .containsExactlyElementsOf(IntStream.iterate(first, n -> n + 10)
                            .limit(100)
                            .mapToObj(n -> "body " + n)
                            .toList());
        }
        assertThat(found).allSatisfy(one -> assertThat(one.headers()).containsExactlyEntriesOf(Map.of("type", "test")));
    }

    @Test
    void aRecordThatIsTooLargeFailsAndNothingBehindItIsSent() {
        Flux<Outgoing> records = Flux.just(
                        record(1, topic, "a", "one"), record(2, topic, "a", MANY), record(3, topic, "a", "three"))
                .concatWith(Flux.range(4, 200).map(n -> record(n, topic, "a", "later")));

        assertThatThrownBy(
                        () -> publisher(broker).publish(records).collectList().block(PATIENCE))
                .isInstanceOf(RecordTooLargeException.class);

        publisher(broker).publish(Flux.just(record(1, topic, "a", "end"))).blockLast(PATIENCE);
        assertThat(broker.read(topic, found -> bodies(found).contains("end")))
                .extracting(Broker.Found::body)
                .isSubsetOf("one", "end");
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForAndNothingIsLostDoubledOrOutOfOrder() {
        try (Broker own = new Broker()) {
            String there = own.topic();
            EventPublisher publisher = publisher(own);
            publisher.publish(Flux.just(record(0, there, "a", "0"))).blockLast(PATIENCE);
            own.stop();
            List<Long> tags = new CopyOnWriteArrayList<>();
            readers.add(publisher
                    .publish(Flux.range(1, 100).map(n -> record(n, there, "a", Integer.toString(n))))
                    .subscribe(tags::add));
            pause(Duration.ofSeconds(3));
            assertThat(tags).isEmpty();

            own.startAgain();

            Awaitility.await().atMost(PATIENCE).until(() -> tags.size() == 100);
            assertThat(bodies(own.read(there, 101)))
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 100)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void noMoreThanItsBoundIsTakenWhileTheBrokerIsAway() {
        try (Broker own = new Broker()) {
            String there = own.topic();
            EventPublisher publisher = publisher(own);
            publisher.publish(Flux.just(record(0, there, "a", "0"))).blockLast(PATIENCE);
            own.stop();
            List<Long> taken = new CopyOnWriteArrayList<>();
            readers.add(publisher
                    .publish(Flux.range(1, 10_000)
                            .map(n -> record(n, there, "a", Integer.toString(n)))
                            .doOnNext(record -> taken.add(record.tag())))
                    .subscribe());
            pause(Duration.ofSeconds(2));

            // What a client says to the first may be that it does not know where the topic is: then that is all it
            // takes.
            assertThat(taken).hasSizeBetween(1, EventPublisher.IN_FLIGHT + 10);
            publisher.close().block(Duration.ofSeconds(10));
        }
    }

    @Test
    void aPublisherIsClosedWithoutWaitingForABrokerThatIsAway() {
        EventPublisher publisher = cluster(nowhere()).publisher("test");
        Sinks.One<Throwable> failed = Sinks.one();
        readers.add(publisher.publish(Flux.just(record(1, topic, "a", "1"))).subscribe(_ -> {}, failed::tryEmitValue));

        assertThat(publisher.close().thenReturn(true).block(Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void nothingIsLeftOfAPublisherThatIsClosedWhileItBegins() {
        String name = "begins-" + UUID.randomUUID();
        Cluster cluster = cluster(nowhere());
        for (int n = 0; n < 20; n++) {
            EventPublisher publisher = cluster.publisher(name);
            readers.add(publisher
                    .publish(Flux.just(record(1, topic, "a", "1")))
                    .onErrorComplete()
                    .subscribe());
            pause(Duration.ofMillis(n));
            publisher.close().block(PATIENCE);
        }

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(thread -> thread.contains(name)));
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndWhatWasDoesNot() {
        broker.send(topic, "a", Map.of("Method", "POST", "path", "/"), "first");
        broker.send(topic, "a", Map.of(), "second");
        String group = UUID.randomUUID().toString();
        CommandSource source = cluster(broker.settings()).source("test", topic, group);

        List<Incoming> first = source.receive().take(2).collectList().block(PATIENCE);
        assertThat(texts(first)).containsExactly("first", "second");
        assertThat(Objects.requireNonNull(first).getFirst().header("method")).isEqualTo("POST");
        assertThat(first.getFirst().place()).startsWith(topic + "-").endsWith("-0");
        List<Incoming> second = source.receive()
                .doOnNext(incoming -> {
                    if (text(incoming).equals("first")) {
                        incoming.acknowledge().run();
                    }
                })
                .take(2)
                .collectList()
                .block(PATIENCE);
        assertThat(texts(second)).containsExactly("first", "second");

        assertThat(texts(source.receive().take(1).collectList().block(PATIENCE)))
                .containsExactly("second");
    }

    @Test
    void aReaderThatTakesNothingIsNotBuriedAndMissesNothing() {
        publisher(broker)
                .publish(Flux.range(1, 1_000).map(n -> record(n, topic, "a", Integer.toString(n))))
                .blockLast(PATIENCE);
        CommandSource source = cluster(broker.settings())
                .source("test", topic, UUID.randomUUID().toString());
        List<String> read = new CopyOnWriteArrayList<>();

        StepVerifier.create(source.receive().map(ClusterContract::text).doOnNext(read::add), 10)
                .expectNextCount(10)
                .thenAwait(Duration.ofSeconds(2))
                .thenRequest(990)
                .expectNextCount(990)
                .thenCancel()
                .verify(PATIENCE);

        assertThat(read)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void whoReadInOneGroupShareWhatThereIs() {
        String group = UUID.randomUUID().toString();
        List<String> read = new CopyOnWriteArrayList<>();
        for (int reader = 0; reader < 2; reader++) {
            readers.add(cluster(broker.settings())
                    .source("test-" + reader, topic, group)
                    .receive()
                    .doOnNext(incoming -> incoming.acknowledge().run())
                    .map(ClusterContract::text)
                    .subscribe(read::add));
        }
        // Until both are there, one of them has everything.
        pause(Duration.ofSeconds(5));

        publisher(broker)
                .publish(Flux.range(1, 300).map(n -> record(n, topic, "key " + n, Integer.toString(n))))
                .blockLast(PATIENCE);

        Awaitility.await().atMost(PATIENCE).until(() -> read.size() >= 300);
        pause(Duration.ofSeconds(1));
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 300)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private EventPublisher publisher(Broker of) {
        EventPublisher publisher = cluster(of.settings()).publisher("test");
        publishers.add(publisher);
        return publisher;
    }

    private static ClientSettings nowhere() {
        try {
            return ClientSettings.of("127.0.0.1:1", null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Outgoing record(long tag, String topic, String key, String body) {
        return new Outgoing(
                tag,
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                Map.of("type", "test"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> bodies(List<Broker.Found> found) {
        return found.stream().map(Broker.Found::body).toList();
    }

    private static List<String> texts(List<Incoming> incoming) {
        return incoming.stream().map(ClusterContract::text).toList();
    }

    private static String text(Incoming incoming) {
        return new String(incoming.body(), StandardCharsets.UTF_8);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
