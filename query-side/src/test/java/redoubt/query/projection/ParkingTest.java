package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.query.parking.ParkedEvents.Wish.DROP;
import static redoubt.query.parking.ParkedEvents.Wish.RETRY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.query.Database;
import redoubt.query.MemoryLog;
import redoubt.query.Tenant;
import redoubt.query.Window;
import redoubt.query.log.EventLog;
import redoubt.query.parking.ParkedEvent;
import redoubt.query.parking.ParkedEvent.State;
import redoubt.query.parking.ParkedEvents.Wish;
import redoubt.query.sql.Housekeeping;
import redoubt.query.sql.SqlParkedEvents;

class ParkingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAMES = "select name from read.risk order by name";

    private final Database database = Database.fresh();
    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final SqlParkedEvents parked = new SqlParkedEvents(new Housekeeping(database.pool()));
    private Projector projector = started(log);

    @BeforeEach
    void poisonIsRefused() {
        caughtUp();
        database.run("alter table read.risk add constraint no_poison check (name <> 'poison')");
    }

    @AfterEach
    void stop() {
        projector.stop().block(PATIENCE);
        database.close();
    }

    @Test
    void anEventThatCannotBeWrittenIsParkedAndEverythingElseGoesOn() {
        acme.risk("before", acme.root);
        Ref<Risk> poison = acme.risk("poison", acme.root);
        acme.risk("after", acme.root);
        caughtUp();

        assertThat(database.ask(NAMES)).containsExactly("after", "before");
        ParkedEvent event = of(poison).getFirst();
        assertThat(event.type()).isEqualTo("risk.created");
        assertThat(event.state()).isEqualTo(State.FAILED);
        assertThat(event.failure()).contains("23514", "no_poison");
        assertThat(event.attempts()).isEqualTo(1);
        assertThat(projector.parked()).isEqualTo(1);
        assertThat(parked.list("risk", new Window(0, 10)).block(PATIENCE).count())
                .isEqualTo(1);
        assertThat(parked.list("folder", new Window(0, 10)).block(PATIENCE).count())
                .isZero();
    }

    @Test
    void whatHappensToTheSameResourceLaterWaitsAlsoAfterARestart() {
        Ref<Risk> poison = acme.risk("poison", acme.root);
        caughtUp();
        acme.change(poison, patch -> patch.set(Risk::likelihood, 2));
        caughtUp();
        restart();
        acme.change(poison, patch -> patch.set(Risk::likelihood, 3));
        acme.risk("other", acme.root);
        caughtUp();

        assertThat(of(poison))
                .extracting(ParkedEvent::state)
                .containsExactly(State.FAILED, State.WAITING, State.WAITING);
        assertThat(database.ask(NAMES)).containsExactly("other");
    }

    @Test
    void triedAgainItHasTheRowThatAllItsEventsMake() {
        Ref<Risk> poison = acme.risk("poison", acme.root);
        acme.change(poison, patch -> patch.set(Risk::name, "harmless"));
        long epoch = caughtUp().epochs().epoch("risk");
        wish(poison, RETRY);
        until(() -> of(poison).isEmpty());

        assertThat(database.ask("select name || ' ' || version from read.risk")).containsExactly("harmless 2");
        assertThat(projector.epochs().epoch("risk"))
                .as("what was counted is not true any more")
                .isNotEqualTo(epoch);
        acme.change(poison, patch -> patch.set(Risk::likelihood, 4));
        caughtUp();
        assertThat(database.ask("select likelihood::text from read.risk")).containsExactly("4");
    }

    @Test
    void whatFailsAgainStaysParkedAndSaysSo() {
        Ref<Risk> poison = acme.risk("poison", acme.root);
        caughtUp();
        wish(poison, RETRY);
        until(() -> of(poison).getFirst().attempts() == 2);

        assertThat(of(poison).getFirst().triedAt()).isAfter(Instant.EPOCH);
        assertThat(database.ask(NAMES)).isEmpty();
    }

    @Test
    void whatIsDroppedIsPassedOverAlsoWhenTheTableIsMadeAnew() {
        Ref<Risk> risk = acme.risk("harmless", acme.root);
        acme.change(risk, patch -> patch.set(Risk::name, "poison"));
        acme.change(risk, patch -> patch.set(Risk::likelihood, 4));
        caughtUp();
        wish(risk, DROP);
        until(() -> of(risk).size() == 1);

        String row = "select name || ' ' || likelihood from read.risk";
        assertThat(of(risk).getFirst().state()).isEqualTo(State.DROPPED);
        assertThat(database.ask(row)).containsExactly("harmless 4");
        database.run("delete from read.table_file where noun = 'risk'");
        restart();
        caughtUp();
        assertThat(database.ask(row)).containsExactly("harmless 4");
        assertThat(of(risk)).hasSize(1);
    }

    @Test
    void aTableThatIsMadeAnewTakesWhatItCouldNotTakeBefore() {
        Ref<Risk> poison = acme.risk("poison", acme.root);
        caughtUp();
        database.run("delete from read.table_file where noun = 'risk'");
        restart();
        caughtUp();

        assertThat(database.ask(NAMES)).containsExactly("poison");
        assertThat(of(poison)).isEmpty();
        assertThat(projector.parked()).isZero();
    }

    @Test
    void anEventThatNobodyCanReadIsParkedAndReadingGoesOn() {
        projector.stop().block(PATIENCE);
        acme.risk("before", acme.root);
        Ref<Risk> garbled = acme.risk("garbled", acme.root);
        long position = log.last();
        acme.risk("after", acme.root);
        projector = started(new Garbled(log, position, garbled));
        caughtUp();

        assertThat(database.ask(NAMES)).containsExactly("after", "before");
        assertThat(of(garbled).getFirst().position()).isEqualTo(position);
        assertThat(of(garbled).getFirst().failure()).contains("garbled");
        acme.risk("and on", acme.root);
        caughtUp();
        assertThat(database.ask(NAMES)).containsExactly("after", "and on", "before");
    }

    private List<ParkedEvent> of(Ref<Risk> risk) {
        return parked.of("risk", risk.id()).block(PATIENCE);
    }

    private void wish(Ref<Risk> risk, Wish wish) {
        assertThat(parked.wish("risk", risk.id(), wish).block(PATIENCE)).isTrue();
    }

    private void restart() {
        projector.stop().block(PATIENCE);
        projector = started(log);
    }

    private Projector started(EventLog events) {
        Projector started = new Projector(database.sessions(), events, Tenant.CATALOGUE);
        started.start().block(PATIENCE);
        return started;
    }

    private Projector caughtUp() {
        projector.progress().reached(log.last(), PATIENCE).block(PATIENCE);
        return projector;
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("came in time").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A log in which one event cannot be read. */
    private record Garbled(EventLog log, long position, Ref<?> ref) implements EventLog {

        @Override
        public Mono<Long> head() {
            return log.head();
        }

        @Override
        public Flux<Event<?>> follow(long after) {
            return log.follow(after).map(this::read);
        }

        @Override
        public Flux<Event<?>> read(Reading reading) {
            return log.read(reading).map(this::read);
        }

        @Override
        public Mono<Long> positionAt(Instant instant) {
            return log.positionAt(instant);
        }

        @Override
        public Mono<LastWrites> lastWrites(long after) {
            return log.lastWrites(after);
        }

        private Event<?> read(Event<?> event) {
            if (event.position() == position) {
                throw new Unreadable(
                        position, event.name(), ref.noun(), ref.id(), new IllegalArgumentException("garbled"));
            }
            return event;
        }
    }
}
