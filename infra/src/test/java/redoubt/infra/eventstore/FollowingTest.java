package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.eventsourcing.eventstore.AppendCondition.none;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class FollowingTest extends LogTest {

    private static final int MANY = 5_000;

    @Test
    void followersThatJoinWhileFiveThousandEventsAreWrittenSeeEachOnceAndInOrder() {
        var store = store(Options.defaults().withMemory(256, 1_000_000, 0));
        var followers = new ArrayList<CompletableFuture<Void>>();
        for (int tenth = 0; tenth < 10; tenth++) {
            var writing = write(store, MANY / 10);
            followers.add(seesEverything(store, 0));
            followers.add(seesEverything(store, store.followed()));
            writing.join();
        }

        followers.forEach(follower -> follower.orTimeout(20, TimeUnit.SECONDS).join());
    }

    private static CompletableFuture<Void> seesEverything(PostgresEventStore store, long after) {
        return store.follow(after)
                .map(Logged::position)
                .takeUntil(position -> position == MANY)
                .collectList()
                .toFuture()
                .thenAccept(seen -> assertThat(seen).containsExactlyElementsOf(range(after + 1, MANY)));
    }

    @Test
    void twoStoresOnOneDatabaseTailIdenticalSequences() {
        var one = store();
        var other = store();
        var seenByOne = tail(one, 2 * 1_000);
        var seenByOther = tail(other, 2 * 1_000);

        CompletableFuture.allOf(write(one, 1_000), write(other, 1_000)).join();

        var sequence = seenByOne.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(seenByOther.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(sequence);
        assertThat(sequence).hasSize(2_000).doesNotHaveDuplicates();
    }

    private static CompletableFuture<List<String>> tail(PostgresEventStore store, int events) {
        return store.follow(0)
                .map(logged -> logged.position() + " " + logged.message().identifier() + " "
                        + logged.message().payload() + logged.message().metadata() + logged.tags()
                        + logged.message().timestamp())
                .take(events)
                .collectList()
                .toFuture();
    }

    @Test
    void aFollowerTakesOnlyWhatItAskedFor() throws InterruptedException {
        var store = store();
        var seen = Collections.synchronizedList(new ArrayList<Long>());
        var three = new CountDownLatch(3);
        var slow = new BaseSubscriber<Logged>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(3);
            }

            @Override
            protected void hookOnNext(Logged logged) {
                seen.add(logged.position());
                three.countDown();
            }
        };
        store.follow(0).subscribe(slow);
        write(store, 50).join();

        assertThat(three.await(5, TimeUnit.SECONDS)).isTrue();
        store.head().delayElement(Duration.ofMillis(100)).block(PATIENCE);
        assertThat(seen).containsExactly(1L, 2L, 3L);
        slow.cancel();
    }

    @Test
    void aFollowerFarBehindTheRingIsServedFromTheTable() {
        var store = store(Options.defaults().withMemory(16, 1_000_000, 0).withPage(10));
        write(store, 100).join();

        assertThat(store.follow(0).map(Logged::position).take(100).collectList().block(PATIENCE))
                .containsExactlyElementsOf(range(1, 100));
    }

    @Test
    void heavyEventsLeaveTheRingEarlyAndAreStillFollowed() {
        var store = store(Options.defaults().withMemory(1_024, 1_000, 0));
        write(store, 60).join();

        assertThat(store.follow(0).map(Logged::position).take(60).collectList().block(PATIENCE))
                .containsExactlyElementsOf(range(1, 60));
    }

    @Test
    void aFollowerAheadOfTheLogWaitsForIt() {
        var store = store();

        StepVerifier.create(store.follow(2).map(Logged::position))
                .then(() -> write(store, 2).join())
                .expectNoEvent(Duration.ofMillis(100))
                .then(() -> write(store, 1).join())
                .expectNext(3L)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void followersCompleteWhenTheStoreStops() {
        var store = store();

        StepVerifier.create(store.follow(0))
                .then(() -> store.stop().block(PATIENCE))
                .verifyComplete();
    }

    @Test
    void anEventNobodyCanReadStopsThoseWhoReachItAndNobodyElse() {
        var writer = store();
        var reader = store();
        written(writer, event("readable", "1", tag("a")), event("unreadable", "2", tag("b")), event("readable", "3"));

        StepVerifier.create(reader.follow(0).map(Logged::position))
                .expectNext(1L)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnreadableEvent.class)
                        .hasMessageContaining("position 2")
                        .hasMessageContaining("unreadable"))
                .verify(PATIENCE);
        assertThat(reader.follow(2).blockFirst(PATIENCE).position()).isEqualTo(3);
        assertThat(reader.read(Reading.all().tagged(tag("a"))).count().block(PATIENCE))
                .isEqualTo(1);
    }

    @Test
    void aStoreThatCannotListenStillHearsOfEverythingByLooking() {
        var writer = store();
        var listener = store();
        var seen =
                listener.follow(0).take(20).map(Logged::position).collectList().toFuture();
        written(writer, event("before", "1"));

        // The session that listens, and whatever it opens anew, is ended again and again while events are written.
        for (int i = 0; i < 19; i++) {
            sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'event-log-listen'");
            written(writer, event("meanwhile", "x"));
        }

        assertThat(seen.orTimeout(10, TimeUnit.SECONDS).join()).containsExactlyElementsOf(range(1, 20));
    }

    @Test
    void aListenerThatWasCutOffListensAgain() {
        var store = store();
        await(() -> store.observations().listening().getAsLong() == 1);
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'event-log-listen'");
        await(() -> store.observations().listening().getAsLong() == 0);

        await(() -> store.observations().listening().getAsLong() == 1);
    }

    private static CompletableFuture<Void> write(PostgresEventStore store, int events) {
        return CompletableFuture.allOf(
                IntStream.range(0, events).mapToObj(i -> patiently(store, i)).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Appended> patiently(PostgresEventStore store, int number) {
        return append(store, none(), event("happened", "event " + number, tag("t" + number % 7)))
                .exceptionallyComposeAsync(
                        _ -> patiently(store, number), CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
