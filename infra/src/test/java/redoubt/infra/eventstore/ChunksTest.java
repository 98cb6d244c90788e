package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import redoubt.infra.eventstore.Following.Wanted;

/** What is read of the log for one follower, and when. */
class ChunksTest {

    private static final int PAGE = 256;

    private final List<Wanted> wanted = new ArrayList<>();
    private final List<Long> given = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final BaseSubscriber<Logged> follower = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Asks for what a test asks for.
        }

        @Override
        protected void hookOnNext(Logged logged) {
            given.add(logged.position());
        }
    };

    @Test
    void nothingIsReadForWhoeverWantsNothing() {
        follow(1);
        assertThat(wanted).isEmpty();

        follower.request(Following.FIRST);
        assertThat(given).hasSize(Following.FIRST);
        assertThat(wanted).as("all of it was taken").hasSize(1);

        follower.request(1);
        assertThat(wanted).hasSize(2);
    }

    @Test
    void whoeverTakesThemFastIsGivenMoreAndMore() {
        follow(1);
        follower.request(1_000);
        assertThat(wanted).extracting(Wanted::size).startsWith(32, 64, 128, 256, 256);
        assertThat(given)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
    }

    @Test
    void whoeverTakesLongIsGivenFewAgain() {
        follow(1);
        follower.request(32 + 64 + 128);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        follower.request(32);
        assertThat(wanted).extracting(Wanted::size).containsExactly(32, 64, 128, 32);
        follower.request(1);
        assertThat(wanted.getLast().size()).as("having taken those at once").isEqualTo(64);
    }

    @Test
    void fewLongOnesAreHeldAtOnceAndNoneIsLeftOut() {
        follow((int) Following.MOST / 4);
        follower.request(20);
        assertThat(wanted).extracting(Wanted::after).startsWith(0L, 3L, 6L, 9L);
        assertThat(given)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void oneThatIsLongerThanAllThatMayBeHeldIsGivenAlone() {
        follow((int) Following.MOST * 2);
        follower.request(3);
        assertThat(wanted).extracting(Wanted::after).containsExactly(0L, 1L, 2L);
        assertThat(given).containsExactly(1L, 2L, 3L);
    }

    private void follow(int weight) {
        follower.onSubscribe(new Following(follower, 0, next -> chunk(next, weight), PAGE, nanos::get));
    }

    private Mono<List<Arrival>> chunk(Wanted next, int weight) {
        return Mono.fromSupplier(() -> {
            wanted.add(next);
            return LongStream.rangeClosed(next.after() + 1, next.after() + next.size())
                    .mapToObj(position -> arrival(position, weight))
                    .toList();
        });
    }

    private static Arrival arrival(long position, int weight) {
        var message = new GenericEventMessage(new MessageType("thing.happened"), "payload");
        return Arrival.of(new Logged(position, message, Set.of()), weight);
    }
}
