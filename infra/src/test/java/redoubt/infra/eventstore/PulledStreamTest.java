package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

class PulledStreamTest {

    private final TestPublisher<Entry<EventMessage>> source = TestPublisher.create();
    private final PulledStream stream = new PulledStream(source.flux());
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void nothingIsSubscribedToBeforeSomebodyLooks() {
        stream.setCallback(woken::incrementAndGet);
        assertThat(stream.isCompleted()).isFalse();
        source.assertWasNotSubscribed();

        assertThat(stream.hasNextAvailable()).isFalse();
        source.assertWasSubscribed();
    }

    @Test
    void theReaderIsWokenForEntriesAndForTheEnd() {
        stream.setCallback(woken::incrementAndGet);
        stream.hasNextAvailable();
        int before = woken.get();

        source.next(entry("1"));
        assertThat(woken.get()).isGreaterThan(before);
        assertThat(stream.peek()).isPresent();
        assertThat(stream.next()).map(entry -> entry.message().payload()).contains("1");
        assertThat(stream.next()).isEmpty();
        before = woken.get();

        source.complete();
        assertThat(woken.get()).isGreaterThan(before);
        assertThat(stream.isCompleted()).isTrue();
    }

    @Test
    void entriesThatArrivedBeforeAFailureAreReadBeforeIt() {
        stream.hasNextAvailable();
        source.next(entry("1"));
        source.error(new IllegalStateException("lost"));

        assertThat(stream.isCompleted()).isFalse();
        assertThat(stream.error()).isEmpty();
        assertThat(stream.next()).isPresent();
        assertThat(stream.isCompleted()).isTrue();
        assertThat(stream.error()).containsInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReaderThatDoesNotReadIsSentNoMoreThanABuffer() {
        var asked = new AtomicLong();
        var endless = new PulledStream(Flux.range(1, 100_000)
                .map(number -> entry(String.valueOf(number)))
                .doOnRequest(asked::addAndGet));

        assertThat(endless.hasNextAvailable()).isTrue();
        assertThat(asked.get()).isEqualTo(256);

        for (int number = 1; number <= 100_000; number++) {
            assertThat(endless.next().orElseThrow().message().payload()).isEqualTo(String.valueOf(number));
        }
        assertThat(endless.isCompleted()).isTrue();
    }

    @Test
    void closingLetsGoOfTheSource() {
        stream.hasNextAvailable();
        source.next(entry("1"));

        stream.close();

        source.assertCancelled();
        assertThat(stream.isCompleted()).isTrue();
        assertThat(stream.next()).isEmpty();
    }

    @Test
    void aStreamClosedBeforeItWasReadNeverBegins() {
        stream.close();

        assertThat(stream.next()).isEmpty();
        source.assertWasNotSubscribed();
    }

    @Test
    void aCallbackThatFailsEndsTheStreamWithItsFailure() {
        stream.hasNextAvailable();
        stream.setCallback(() -> {
            throw new IllegalStateException("cannot go on");
        });

        source.next(entry("1"));

        source.assertCancelled();
        assertThat(stream.isCompleted()).isTrue();
        assertThat(stream.error())
                .get()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessage("cannot go on");
    }

    private static Entry<EventMessage> entry(String payload) {
        return new SimpleEntry<>(new GenericEventMessage(new MessageType("e"), payload));
    }
}
