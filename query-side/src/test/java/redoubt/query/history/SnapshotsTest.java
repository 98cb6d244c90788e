package redoubt.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.grc.RiskAccepted;
import redoubt.model.Created;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.query.MemoryLog;
import redoubt.query.MemorySnapshots;
import redoubt.query.Tenant;
import redoubt.query.history.Timeline.Step;
import redoubt.query.log.EventLog;
import redoubt.query.log.Snapshots;

/** With snapshots the timeline tells what it tells without, and reads less. */
class SnapshotsTest {

    /** A log in which a risk was changed, deleted, and created again, with other things happening between. */
    private record Told(MemoryLog log, MemorySnapshots snapshots, Ref<Risk> risk) {

        static Told at(long seed, int spacing) {
            Random random = new Random(seed);
            MemorySnapshots snapshots = new MemorySnapshots(spacing);
            MemoryLog log = new MemoryLog(snapshots);
            Tenant acme = new Tenant(log);
            Ref<Risk> risk = acme.risk("Breach", acme.root);
            Risk first = log.known(risk).state();
            int steps = random.nextInt(4 * spacing + 8);
            for (int i = 0; i < steps; i++) {
                int number = i;
                boolean there = log.known(risk) != null;
                switch (random.nextInt(there ? 12 : 2)) {
                    case 0 -> acme.folder("Noise " + i, acme.root);
                    case 1 -> {
                        if (there) {
                            acme.delete(risk);
                        } else {
                            acme.append(risk, new Created<>(first), acme.root);
                        }
                    }
                    case 2 -> acme.happen(risk, new RiskAccepted());
                    default -> acme.change(risk, patch -> patch.set(Risk::description, "Step " + number));
                }
            }
            return new Told(log, snapshots, risk);
        }

        /** The same log, read without snapshots. */
        Timeline plain() {
            return new LogTimeline(new Without(log));
        }

        List<Step<Risk>> steps() {
            return plain().steps(risk).collectList().block();
        }
    }

    @Property(tries = 150)
    void whateverIsAskedIsToldAsWithoutThem(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int spacing) {
        Told told = Told.at(seed, spacing);
        Timeline plain = told.plain();
        Timeline timeline = new LogTimeline(told.log);

        // Twice: the second time there are all the snapshots that the first time has found missing.
        for (int time = 0; time < 2; time++) {
            for (long position = told.log.last(); position >= 0; position--) {
                assertThat(timeline.at(told.risk, position).block())
                        .as("at %d", position)
                        .isEqualTo(plain.at(told.risk, position).block());
            }
            for (long version = told.steps().size() + 1; version >= 0; version--) {
                assertThat(timeline.version(told.risk, version).block())
                        .as("version %d", version)
                        .isEqualTo(plain.version(told.risk, version).block());
            }
            assertThat(timeline.latest(told.risk).block())
                    .isEqualTo(plain.latest(told.risk).block());
            assertThat(timeline.last(told.risk).block())
                    .isEqualTo(plain.steps(told.risk).blockLast());
            assertThat(timeline.steps(told.risk).collectList().block()).isEqualTo(told.steps());
        }
    }

    @Property(tries = 50)
    void oneReadingKeepsAllThatWereMissingOnItsWay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int spacing) {
        Told told = Told.at(seed, spacing);

        new LogTimeline(told.log).latest(told.risk).block();

        assertThat(told.snapshots.kept()).hasSize(told.steps().size() / spacing);
        new LogTimeline(told.log).latest(told.risk).block();
        assertThat(told.snapshots.kept()).hasSize(told.steps().size() / spacing);
    }

    @Test
    void aSnapshotFromAfterTheMomentIsNotUsed() {
        Told told = changed(20, 5);
        Timeline timeline = new LogTimeline(told.log);
        timeline.latest(told.risk).block();
        Step<Risk> twelfth = told.steps().get(11);
        told.snapshots.spoilAfter(twelfth.event().position());

        assertThat(timeline.at(told.risk, twelfth.event().position()).block()).isEqualTo(twelfth.after());
        assertThat(timeline.version(told.risk, 12).block()).isEqualTo(twelfth);
        // They are spoilt indeed, and what the present is read from.
        assertThat(timeline.latest(told.risk).block().createdBy()).isEqualTo("wrong");
    }

    @Test
    void aReadingReadsNoMoreEventsThanLieBetweenTwoSnapshots() {
        Told told = changed(1_000, 10);
        Counting counting = new Counting(told.log);
        Timeline timeline = new LogTimeline(counting);
        timeline.latest(told.risk).block();
        assertThat(counting.events.getAndSet(0)).isEqualTo(1_000);

        for (long version : List.of(1L, 10L, 11L, 495L, 500L, 501L, 1_000L)) {
            Step<Risk> step = timeline.version(told.risk, version).block();
            assertThat(step).isEqualTo(told.steps().get((int) version - 1));
            assertThat(counting.events.getAndSet(0)).as("version %d", version).isBetween(1L, 10L);
            timeline.at(told.risk, step.event().position()).block();
            assertThat(counting.events.getAndSet(0))
                    .as("at version %d", version)
                    .isLessThan(10);
        }
        timeline.last(told.risk).block();
        assertThat(counting.events.getAndSet(0)).isEqualTo(10);
    }

    @Test
    void aHistoryIsToldWholeWithoutKeepingAnything() {
        Told told = changed(20, 5);

        assertThat(new LogTimeline(told.log).steps(told.risk).collectList().block())
                .hasSize(20);
        assertThat(told.snapshots.kept()).isEmpty();
    }

    private static Told changed(int events, int spacing) {
        MemorySnapshots snapshots = new MemorySnapshots(spacing);
        MemoryLog log = new MemoryLog(snapshots);
        Tenant acme = new Tenant(log);
        Ref<Risk> risk = acme.risk("Breach", acme.root);
        for (int i = 1; i < events; i++) {
            String text = "Step " + i;
            acme.change(risk, patch -> patch.set(Risk::description, text));
        }
        return new Told(log, snapshots, risk);
    }

    /** Counts the events that are read. */
    private static final class Counting extends Without {

        private final AtomicLong events = new AtomicLong();
        private final EventLog log;

        Counting(EventLog log) {
            super(log);
            this.log = log;
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return super.read(reading).doOnNext(_ -> events.incrementAndGet());
        }

        @Override
        public <R> Mono<Told<R>> tell(Ref<R> ref, long until, long fewer) {
            return log.tell(ref, until, fewer)
                    .map(told -> new Told<>(told.from(), told.then().doOnNext(_ -> events.incrementAndGet())));
        }

        @Override
        public Snapshots snapshots() {
            return log.snapshots();
        }
    }

    /** A log whose snapshots nobody finds. */
    private static class Without implements EventLog {

        private final EventLog log;

        Without(EventLog log) {
            this.log = log;
        }

        @Override
        public Mono<Long> head() {
            return log.head();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            return log.follow(after);
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return log.read(reading);
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            return log.positionAt(instant);
        }

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return log.lastWrites(after);
        }
    }
}
