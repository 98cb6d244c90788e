package redoubt.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.people.User;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.assembly.ReadSide;
import redoubt.query.feed.Chronicle.Untold;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Sights;
import redoubt.query.tenancy.Confined;

class LogChronicleTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant rival = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyEventOfEveryOrganizationIsToldInTheOrderOfTheLog() {
        for (int n = 0; n < 200; n++) {
            (n % 2 == 0 ? acme : rival).risk("risk " + n, n % 2 == 0 ? sales : rival.root);
        }
        acme.user("new@example.org");

        List<Publication> told = told(running.side.chronicle(), 0);

        assertThat(told)
                .extracting(Publication::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.last()).boxed().toList());
        assertThat(told).noneMatch(Publication::leftScope);
        assertThat(told.getFirst().event().name()).isEqualTo("organization.created");
        assertThat(((User) told.getLast().sight().known().state()).email()).isEqualTo("new@example.org");
    }

    @Test
    void whatIsToldLaterIsToldAsItWasThenWhateverHasBecomeOfItSince() {
        Ref<Folder> strict = acme.folder("Strict", acme.root, "low");
        long start = log.last();
        Ref<Risk> risk = acme.risk(
                "Breach", strict, patch -> patch.set(Risk::likelihood, 5).set(Risk::impact, 5));
        acme.change(risk, patch -> patch.set(Risk::name, "Leak"));
        List<Publication> early = told(running.side.chronicle(), start);
        acme.delete(risk);
        acme.delete(strict);

        List<Publication> late = told(running.side.chronicle(), start).subList(0, 2);

        assertThat(late)
                .extracting(each -> ((Risk) each.sight().known().state()).name())
                .containsExactly("Breach", "Leak");
        assertThat(late)
                .extracting(each -> each.sight().derived())
                .containsExactlyElementsOf(
                        early.stream().map(each -> each.sight().derived()).toList());
        assertThat(late.getFirst().sight().derived()).containsEntry("withinTolerance", false);
        assertThat(late.getLast().changed()).containsExactly("name");
    }

    @Test
    void anEventThatCannotBeReadIsSaidWhenAllBeforeItIsTold() {
        for (int n = 0; n < 300; n++) {
            acme.risk("risk " + n, sales);
        }
        running.caughtUp();
        long bad = log.last() - 7;
        List<Long> told = new ArrayList<>();

        assertThatThrownBy(() -> chronicle(new Broken(log, bad))
                        .follow(0)
                        .doOnNext(each -> told.add(each.position()))
                        .blockLast(Running.PATIENCE))
                .isInstanceOfSatisfying(
                        Untold.class, untold -> assertThat(untold.position()).isEqualTo(bad));

        assertThat(told)
                .containsExactlyElementsOf(LongStream.range(1, bad).boxed().toList());
    }

    @Test
    void whoListensSlowlyIsReadForSlowly() {
        for (int n = 0; n < 1_000; n++) {
            acme.risk("risk " + n, sales);
        }
        running.caughtUp();
        List<Long> read = new ArrayList<>();

        chronicle(new Counted(log, read)).follow(0).take(3).blockLast(Running.PATIENCE);

        assertThat(read).hasSizeLessThan(600);
    }

    private List<Publication> told(Chronicle chronicle, long after) {
        running.caughtUp();
        return chronicle
                .follow(after)
                .takeUntil(each -> each.position() == log.last())
                .collectList()
                .block(Running.PATIENCE);
    }

    private Chronicle chronicle(EventLog read) {
        Confined confined = new Confined(running.database.questions());
        Asking asking = new Asking(confined);
        var projector = running.side.projector();
        Landscapes landscapes = new Landscapes(confined, projector.epochs(), projector.progress(), log);
        Sights sights = new Sights(
                asking,
                landscapes,
                ReadSide.lenses(asking, log, Tenant.CATALOGUE, ZoneOffset.UTC),
                projector.epochs(),
                Clock.systemUTC(),
                ZoneOffset.UTC);
        return new LogChronicle(read, running.side.timeline(), landscapes, sights, projector.progress());
    }

    /** A log of which one event cannot be read. */
    private record Broken(EventLog whole, long bad) implements EventLog {

        @Override
        public Mono<Long> head() {
            return whole.head();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            return whole.follow(after).<Event<?>>handle((event, sink) -> {
                if (event.position() == bad) {
                    sink.error(new Unreadable(bad, event.name(), "risk", "", new IllegalStateException("garbled")));
                } else {
                    sink.next(event);
                }
            });
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return whole.read(reading);
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            return whole.positionAt(instant);
        }

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return whole.lastWrites(after);
        }
    }

    /** A log that notes what is read of it. */
    private record Counted(EventLog whole, List<Long> read) implements EventLog {

        @Override
        public Mono<Long> head() {
            return whole.head();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            return whole.follow(after).doOnNext(event -> read.add(event.position()));
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return whole.read(reading);
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            return whole.positionAt(instant);
        }

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return whole.lastWrites(after);
        }
    }
}
