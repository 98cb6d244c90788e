package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.query.Database;
import redoubt.query.MemoryLog;
import redoubt.query.Tenant;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuild;
import redoubt.query.rebuild.State;
import redoubt.query.rebuild.Wanted;
import redoubt.query.sql.Housekeeping;
import redoubt.query.sql.SqlRebuilds;

@Timeout(40)
class PausesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMES = "select name from read.risk order by name";
    private static final Wanted ANEW = new Wanted("a test", false, true, 10, null, null);

    private final Database database = Database.fresh();
    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final SqlRebuilds rebuilds = new SqlRebuilds(new Housekeeping(database.pool()));
    private Projector projector = started();
    private Ref<Risk> known;

    @BeforeEach
    void something() {
        known = acme.risk("before", acme.root);
        caughtUp();
    }

    @AfterEach
    void stop() {
        projector.stop().block(PATIENCE);
        database.close();
    }

    @Test
    void aPausedTableStandsStillAndTheOthersGoOn() {
        pause("risk");
        long at = log.last();
        acme.risk("meanwhile", acme.root);
        acme.change(known, patch -> patch.set(Risk::likelihood, 5));
        acme.folder("meanwhile", acme.root);
        caughtUp();

        assertThat(database.ask(NAMES)).containsExactly("before");
        assertThat(database.ask("select name from read.folder where name = 'meanwhile'"))
                .hasSize(1);
        assertThat(projection("risk").paused()).isTrue();
        assertThat(projection("risk").position()).isEqualTo(at);
        assertThat(projection("folder").position()).isEqualTo(log.last());
        assertThat(projector.progress().paused("risk")).isEqualTo(at);
        assertThat(projector.progress().paused("folder")).isNull();
    }

    @Test
    void resumedItHasAllThatItMissedAndGoesOn() {
        pause("risk");
        long epoch = projector.epochs().epoch("risk");
        for (int i = 0; i < 20; i++) {
            acme.risk("meanwhile " + i, acme.root);
        }
        acme.change(known, patch -> patch.set(Risk::likelihood, 5));
        acme.delete(acme.risk("came and went", acme.root));
        caughtUp();
        resume("risk");

        assertThat(database.ask(NAMES)).hasSize(21).doesNotContain("came and went");
        assertThat(database.ask("select likelihood::text from read.risk where name = 'before'"))
                .containsExactly("5");
        assertThat(projection("risk").paused()).isFalse();
        until(() -> projector.progress().paused("risk") == null);
        assertThat(projector.epochs().epoch("risk"))
                .as("what was remembered of rows is not true any more")
                .isNotEqualTo(epoch);
        acme.risk("afterwards", acme.root);
        caughtUp();
        assertThat(database.ask(NAMES)).contains("afterwards").hasSize(22);
        Rebuild compared = ended(rebuilds.begin("risk", new Wanted("to be sure", true, false, 100, null, null))
                .block(PATIENCE));
        assertThat(compared.drift()).contains("\"extra\": 0", "\"missing\": 0", "\"different\": 0");
    }

    @Test
    void itStandsStillAfterARestartAndTakesMoreThanOneSliceWhenItGoesOn() {
        pause("risk");
        for (int i = 0; i < 40; i++) {
            acme.risk("meanwhile " + i, acme.root);
        }
        for (int i = 0; i < 10_200; i++) {
            int likelihood = i % 5 + 1;
            acme.change(known, patch -> patch.set(Risk::likelihood, likelihood));
        }
        caughtUp();
        projector.stop().block(PATIENCE);
        projector = started();
        acme.risk("after the restart", acme.root);
        caughtUp();
        assertThat(database.ask(NAMES)).containsExactly("before");
        assertThat(projector.progress().paused("risk")).isNotNull();
        resume("risk");
        until(() -> projector.progress().paused("risk") == null);

        assertThat(database.ask(NAMES)).hasSize(42);
        assertThat(database.ask("select version::text from read.risk where name = 'before'"))
                .containsExactly("10201");
    }

    @Test
    void madeAnewItStandsStillWhereItWasReplaced() {
        pause("risk");
        acme.risk("meanwhile", acme.root);
        caughtUp();
        long at = log.last();
        Rebuild done = ended(rebuilds.begin("risk", ANEW).block(PATIENCE));

        assertThat(done.state()).isEqualTo(State.COMPLETED);
        assertThat(database.ask(NAMES)).containsExactly("before", "meanwhile");
        until(() -> Long.valueOf(at).equals(projector.progress().paused("risk")));
        acme.risk("later", acme.root);
        caughtUp();
        assertThat(database.ask(NAMES)).containsExactly("before", "meanwhile");
        assertThat(projection("risk").paused()).isTrue();
        assertThat(projection("risk").position()).isEqualTo(at);
        assertThat(projection("risk").generation()).isEqualTo(2);
        resume("risk");
        assertThat(database.ask(NAMES)).containsExactly("before", "later", "meanwhile");
    }

    @Test
    void whatCannotBeWrittenWhenItGoesOnIsParkedAsEver() {
        pause("risk");
        database.run("alter table read.risk add constraint no_poison check (name <> 'poison')");
        acme.risk("poison", acme.root);
        acme.risk("harmless", acme.root);
        caughtUp();
        assertThat(projector.parked()).as("nothing is tried").isZero();
        resume("risk");

        assertThat(database.ask(NAMES)).containsExactly("before", "harmless");
        assertThat(projection("risk").parked()).isEqualTo(1);
    }

    @Test
    void toPauseTwiceAndToResumeWhatGoesChangesNothing() {
        resume("risk");
        pause("risk");
        acme.risk("meanwhile", acme.root);
        caughtUp();
        Long at = projector.progress().paused("risk");
        assertThat(at).isNotNull();
        pause("risk");
        assertThat(projector.progress().paused("risk")).isEqualTo(at);
        pause("nonsense");
        assertThat(rebuilds.projections().collectList().block(PATIENCE))
                .filteredOn(Projection::paused)
                .extracting(Projection::noun)
                .isEqualTo(List.of("risk"));
    }

    private void pause(String noun) {
        rebuilds.pause(noun, true).block(PATIENCE);
    }

    private void resume(String noun) {
        rebuilds.pause(noun, false).block(PATIENCE);
    }

    private Rebuild ended(Rebuild rebuild) {
        until(() -> rebuilds.find(rebuild.noun(), rebuild.id()).block(PATIENCE).finishedAt() != null);
        return rebuilds.find(rebuild.noun(), rebuild.id()).block(PATIENCE);
    }

    private Projection projection(String noun) {
        return rebuilds.projections()
                .filter(each -> each.noun().equals(noun))
                .single()
                .block(PATIENCE);
    }

    private Projector started() {
        Projector started = new Projector(database.sessions(), log, Tenant.CATALOGUE);
        started.start().block(PATIENCE);
        return started;
    }

    private void caughtUp() {
        projector.progress().reached(log.last(), PATIENCE).block(PATIENCE);
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
}
