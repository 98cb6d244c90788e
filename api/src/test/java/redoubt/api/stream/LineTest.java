package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import redoubt.query.feed.ChangeFeed.Filter;

class LineTest {

    private static final Instant NOW = Instant.parse("2026-08-08T14:43:27.5Z");
    private static final String HEARTBEAT = ": hb 2026-08-08T14:43:27Z\n\n";
    private static final long AGE = Duration.ofMinutes(60).toMillis();

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Terms terms = Terms.usual(Duration.ofSeconds(15));
    private final TestPublisher<Told> feed = TestPublisher.create();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicLong pending = new AtomicLong();
    private final Outlet outlet = new Outlet() {
        @Override
        public long pending() {
            return pending.get();
        }

        @Override
        public void hangUp() {
            hungUp.incrementAndGet();
        }
    };
    private final List<String> chunks = new ArrayList<>();
    private final Reader reader = new Reader();

    @Test
    void theFirstFramesSayWhereTheStreamBeginsAndTheMarkComesOnceEverythingWasTold() {
        open(new Span(5, Long.MAX_VALUE, 7));
        assertThat(chunks)
                .containsExactly("retry: 3000\n\nid: 5\nevent: stream.ready\n"
                        + "data: {\"after\":5,\"head\":7,\"heartbeat_seconds\":15,\"filters\":{}}\n\n");
        chunks.clear();
        breathe();
        feed.next(told(6));
        breathe();
        feed.next(told(7));
        breathe();
        feed.next(told(8));
        assertThat(chunks)
                .containsExactly(frame(6), frame(7) + "event: stream.caught_up\ndata: {\"position\":7}\n\n", frame(8));
    }

    @Test
    void theMarkComesBeforeWhateverIsNewerThanTheHeadEvenIfTheHeadItselfIsNotTold() {
        open(new Span(5, Long.MAX_VALUE, 7));
        breathe();
        chunks.clear();
        breathe();
        feed.next(told(9));
        assertThat(chunks).containsExactly("id: 7\n\nevent: stream.caught_up\ndata: {\"position\":7}\n\n" + frame(9));
    }

    @Test
    void silenceIsBrokenAfterFifteenSecondsAndNotBefore() {
        openAndAcknowledge();
        time.advanceTimeBy(Duration.ofSeconds(14));
        assertThat(chunks).isEmpty();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(chunks).containsExactly(HEARTBEAT);
        breathe();
        time.advanceTimeBy(Duration.ofSeconds(10));
        feed.next(told(6));
        breathe();
        time.advanceTimeBy(Duration.ofSeconds(14));
        assertThat(chunks).containsExactly(HEARTBEAT, frame(6));
    }

    @Test
    void whatIsNotToldMovesTheCursorAtMostEveryFifteenSeconds() {
        openAndAcknowledge();
        for (int second = 1; second <= 45; second++) {
            feed.next(new Told(100 + second, null));
            time.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(chunks).hasSizeBetween(2, 3).allSatisfy(chunk -> assertThat(chunk)
                .matches("id: 1\\d\\d\n\n"));
    }

    @Test
    void aStreamThatWasAskedToEndEndsWithItsLastPosition() {
        open(new Span(5, 7, 20));
        breathe();
        chunks.clear();
        breathe();
        feed.next(told(6));
        breathe();
        feed.next(told(9));
        assertThat(chunks)
                .containsExactly(frame(6), "id: 7\n\nevent: stream.closing\ndata: {\"reason\":\"until_reached\"}\n\n");
        assertThat(reader.completed).isTrue();
        feed.assertWasCancelled();
    }

    @Test
    void anOldStreamIsEnded() {
        openAndAcknowledge();
        for (int minute = 0; minute < 60; minute++) {
            assertThat(reader.completed).isFalse();
            for (int quarter = 0; quarter < 4; quarter++) {
                time.advanceTimeBy(Duration.ofSeconds(15));
                breathe();
            }
        }
        assertThat(chunks.getLast()).isEqualTo("event: stream.closing\ndata: {\"reason\":\"max_age\"}\n\n");
        assertThat(reader.completed).isTrue();
    }

    @Test
    void aServerThatStopsSaysSoAndWhenToComeBack() {
        openAndAcknowledge();
        stopping.tryEmitEmpty();
        assertThat(chunks)
                .containsExactly("retry: 15000\n\nevent: stream.closing\ndata: {\"reason\":\"shutdown\"}\n\n");
        assertThat(reader.completed).isTrue();
        feed.assertWasCancelled();
    }

    @Test
    void aServerThatStopsWaitsForAClientThatReadsButNotForOneThatDoesNot() {
        openAndAcknowledge();
        feed.next(told(6));
        pending.set(40);
        stopping.tryEmitEmpty();
        time.advanceTimeBy(Duration.ofMillis(500));
        pending.set(20);
        time.advanceTimeBy(Duration.ofMillis(900));
        assertThat(hungUp).hasValue(0);
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(hungUp).hasValue(1);
        assertThat(reader.completed).isTrue();
    }

    @Test
    void aClientThatAcceptsNothingForHalfAMinuteIsLeft() {
        openAndAcknowledge();
        feed.next(told(6));
        pending.set(40);
        feed.next(told(7));
        time.advanceTimeBy(Duration.ofSeconds(29));
        assertThat(hungUp).hasValue(0);
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(hungUp).hasValue(1);
        feed.assertWasCancelled();
        assertThat(chunks).containsExactly(frame(6));
    }

    @Test
    void aClientThatAcceptsALittleNowAndThenIsNotLeft() {
        openAndAcknowledge();
        feed.next(told(6));
        for (int left = 10; left > 0; left--) {
            pending.set(left);
            time.advanceTimeBy(Duration.ofSeconds(20));
        }
        assertThat(hungUp).hasValue(0);
        pending.set(0);
        feed.next(told(7));
        assertThat(chunks).containsExactly(frame(6), frame(7));
    }

    @Test
    void noMoreThanOneChunkIsOnItsWayHoweverMuchIsAskedFor() {
        openAndAcknowledge();
        feed.next(told(6));
        pending.set(1);
        for (int position = 7; position < 20; position++) {
            feed.next(told(position));
        }
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(chunks).containsExactly(frame(6));
        pending.set(0);
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1)).startsWith(frame(7)).endsWith(frame(19));
    }

    @Test
    void theFeedIsAskedForNoMoreThanAFewEventsAhead() {
        AtomicInteger asked = new AtomicInteger();
        pending.set(1);
        open(new Span(5, Long.MAX_VALUE, 5), feed.flux().doOnRequest(n -> asked.addAndGet((int) n)));
        for (int position = 6; position < 38; position++) {
            feed.next(told(position));
        }
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(asked).hasValue(32);
        pending.set(0);
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(asked).hasValue(64);
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() {
        openAndAcknowledge();
        reader.cancel();
        feed.assertWasCancelled();
        time.advanceTimeBy(Duration.ofMinutes(2));
        assertThat(chunks).isEmpty();
        assertThat(hungUp).hasValue(0);
    }

    @Test
    void catchingUpIsHeldToItsRate() {
        open(new Span(0, Long.MAX_VALUE, 100_000));
        for (int position = 1; position <= 2_010; position++) {
            if (position % 31 == 0) {
                breathe();
            }
            feed.next(told(position));
        }
        breathe();
        String before = String.join("", chunks);
        assertThat(before).contains("id: 2000\n").doesNotContain("id: 2001\n");
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(String.join("", chunks)).contains("id: 2010\n");
    }

    /** The server passes a chunk on to the connection. */
    private void breathe() {
        time.advanceTimeBy(Duration.ofMillis(Valve.BREATH));
    }

    private void openAndAcknowledge() {
        open(new Span(5, Long.MAX_VALUE, 5));
        breathe();
        chunks.clear();
    }

    private void open(Span span) {
        open(span, feed.flux());
    }

    private void open(Span span, Flux<Told> told) {
        Script script = new Script(span);
        script.open(Frames.retry(3_000), Frames.ready(span, 15, new Selection(Filter.ALL, Payload.FULL, Map.of())));
        Line line = new Line(reader, script, terms, outlet, time, Clock.fixed(NOW, ZoneOffset.UTC), AGE);
        line.open(told, stopping.asMono().thenReturn(Reason.SHUTDOWN));
    }

    private static Told told(long position) {
        return new Told(position, frame(position).getBytes(StandardCharsets.UTF_8));
    }

    private static String frame(long position) {
        return "id: " + position + "\nevent: risk.updated\ndata: {}\n\n";
    }

    private final class Reader extends BaseSubscriber<byte[]> {

        boolean completed;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(128);
        }

        @Override
        protected void hookOnNext(byte[] chunk) {
            chunks.add(new String(chunk, StandardCharsets.UTF_8));
            request(1);
        }

        @Override
        protected void hookOnComplete() {
            completed = true;
        }
    }
}
