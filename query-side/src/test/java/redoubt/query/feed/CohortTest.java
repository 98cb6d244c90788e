package redoubt.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.publisher.TestPublisher;
import redoubt.query.feed.ChangeFeed.Passed;

class CohortTest {

    private final TestPublisher<Heard> log = TestPublisher.create();
    private final AtomicInteger over = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger behind = new AtomicInteger();
    private final Cohort cohort = new Cohort(10, _ -> over.incrementAndGet());

    @Test
    void allHearTheSameAndWhoCameLaterHearsItFromThere() {
        Listener first = join(10, Long.MAX_VALUE);
        follow();
        tell(11, 12);
        Listener second = join(12, Long.MAX_VALUE);
        tell(13);
        assertThat(first.heard).containsExactly(11L, 12L, 13L);
        assertThat(second.heard).containsExactly(13L);
    }

    @Test
    void whoIsAheadOfTheOthersDoesNotHearAgainWhatTheyKnow() {
        join(10, Long.MAX_VALUE);
        follow();
        tell(11);
        Listener ahead = join(13, Long.MAX_VALUE);
        tell(12, 13, 14);
        assertThat(ahead.heard).containsExactly(14L);
    }

    @Test
    void whoIsBehindTheOthersCannotJoin() {
        join(10, Long.MAX_VALUE);
        follow();
        tell(11, 12);
        assertThat(cohort.join(11, behind::incrementAndGet)).isNull();
    }

    @Test
    void nothingIsReadFarAheadOfTheFastest() {
        join(10, 0);
        Listener fast = join(10, 5);
        follow();
        tell(11, 74);
        assertThat(asked).hasValue(64 + 5);
        assertThat(cohort.join(74, () -> {})).as("at the end of what was read").isNotNull();
        assertThat(fast.heard).containsExactly(11L, 12L, 13L, 14L, 15L);
        fast.request(10);
        assertThat(asked).hasValue(64 + 15);
    }

    @Test
    void whoFallsFarBehindLeavesWithoutMissingAnythingAndTheOthersGoOn() {
        Listener slow = join(10, 3);
        Listener fast = join(10, Long.MAX_VALUE);
        follow();
        tell(11, 400);
        assertThat(slow.heard).containsExactly(11L, 12L, 13L);
        assertThat(slow.completed).isTrue();
        assertThat(behind).hasValue(1);
        assertThat(fast.heard).hasSize(390);
        assertThat(fast.completed).isFalse();
    }

    @Test
    void whenAllHaveGoneNobodyFollows() {
        Listener one = join(10, Long.MAX_VALUE);
        Listener other = join(10, Long.MAX_VALUE);
        follow();
        one.cancel();
        log.assertNotCancelled();
        other.cancel();
        log.assertCancelled();
        assertThat(over).hasValue(1);
        assertThat(cohort.join(10, () -> {})).isNull();
    }

    @Test
    void aFailureComesToAllAfterWhatWasHeardBeforeIt() {
        Listener fast = join(10, Long.MAX_VALUE);
        Listener slow = join(10, 1);
        follow();
        tell(11, 12);
        log.error(new IllegalStateException("away"));
        assertThat(fast.failure).hasMessage("away");
        assertThat(slow.failure).isNull();
        slow.request(1);
        assertThat(slow.heard).containsExactly(11L, 12L);
        assertThat(slow.failure).hasMessage("away");
        assertThat(over).hasValue(1);
    }

    private void follow() {
        cohort.follow(log.flux().doOnRequest(asked::addAndGet));
    }

    private void tell(long first, long last) {
        LongStream.rangeClosed(first, last).forEach(this::tell);
    }

    private void tell(long first, long second, long third) {
        tell(first, second);
        tell(third);
    }

    private void tell(long position) {
        log.next(new Heard.Same(new Passed(position)));
    }

    private Listener join(long after, long asking) {
        Listener listener = new Listener(asking);
        Objects.requireNonNull(cohort.join(after, behind::incrementAndGet)).subscribe(listener);
        return listener;
    }

    private static final class Listener extends BaseSubscriber<Heard> {

        private final long asking;
        final List<Long> heard = new ArrayList<>();
        Throwable failure;
        boolean completed;

        Listener(long asking) {
            this.asking = asking;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            if (asking > 0) {
                subscription.request(asking);
            }
        }

        @Override
        protected void hookOnNext(Heard next) {
            heard.add(next.position());
        }

        @Override
        protected void hookOnComplete() {
            completed = true;
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure = thrown;
        }
    }
}
