package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Created;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Database;
import redoubt.query.MemoryLog;
import redoubt.query.Tenant;
import redoubt.query.table.Table;

class ProjectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MARK = "select position::text from read.mark";
    private static final String HELD = "from pg_locks where locktype = 'advisory' and granted and database ="
            + " (select oid from pg_database where datname = current_database())";
    private static final String NAMES = "select name from read.risk order by name";

    private final Database database = Database.fresh();
    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final List<Projector> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(projector -> projector.stop().block(PATIENCE));
        database.close();
    }

    @Test
    void whateverHappensWithinOneBatchOnlyItsNetEffectIsWritten() {
        Ref<Risk> kept = acme.risk("kept", acme.root);
        acme.change(kept, patch -> patch.set(Risk::name, "kept and renamed"));
        acme.change(kept, patch -> patch.set(Risk::likelihood, 4));
        Ref<Risk> shortLived = acme.risk("short-lived", acme.root);
        acme.change(shortLived, patch -> patch.set(Risk::name, "renamed in vain"));
        acme.delete(shortLived);
        caughtUp(start());

        assertThat(database.ask(NAMES)).containsExactly("kept and renamed");
        assertThat(database.ask("select version || ' ' || likelihood from read.risk"))
                .containsExactly("3 4");
    }

    @Test
    void whatIsDeletedAndComesBackWithinOneBatchStandsThereAsItCameBack() {
        Ref<Risk> back = acme.risk("back", acme.root);
        Ref<Risk> gone = acme.risk("gone", acme.root);
        Projector projector = start();
        caughtUp(projector);
        projector.stop().block(PATIENCE);
        for (Ref<Risk> each : List.of(back, gone)) {
            Risk last = log.known(each).state();
            acme.delete(each);
            acme.append(each, new Created<>(last), acme.root);
            acme.change(each, patch -> patch.set(Risk::name, last.name() + " again"));
        }
        acme.delete(gone);
        caughtUp(start());

        assertThat(database.ask(NAMES)).containsExactly("back again");
    }

    @Test
    void rowsThatWereThereAreAmendedAndTakenOut() {
        Projector projector = start();
        Ref<Risk> one = acme.risk("one", acme.root);
        Ref<Risk> two = acme.risk("two", acme.root);
        Ref<Risk> three = acme.risk("three", acme.root);
        caughtUp(projector);
        acme.change(one, patch -> patch.set(Risk::name, "one more"));
        acme.change(two, patch -> patch.set(Risk::dueDate, LocalDate.EPOCH).set(Risk::owner, List.of(acme.admin)));
        acme.change(two, patch -> patch.set(Risk::dueDate, null));
        acme.delete(three);
        caughtUp(projector);

        assertThat(database.ask(NAMES)).containsExactly("one more", "two");
        assertThat(database.ask("select version || ' ' || coalesce(due_date::text, 'none') || ' ' || cardinality(owner)"
                        + " from read.risk where name = 'two'"))
                .containsExactly("3 none 1");
    }

    @Test
    void aRestartGoesOnFromWhereRowsAndPositionStand() {
        Projector first = start();
        acme.risk("before", acme.root);
        caughtUp(first);
        first.stop().block(PATIENCE);
        assertThat(database.ask("select count(*)::text " + HELD)).containsExactly("0");
        acme.risk("meanwhile", acme.root);
        caughtUp(start());

        assertThat(database.ask(NAMES)).containsExactly("before", "meanwhile");
        assertThat(database.ask(MARK)).containsExactly(Long.toString(log.last()));
    }

    @Test
    void ofTwoProjectorsOneWritesAndTheOtherKnowsHowFarTheTablesAre() {
        Projector one = start();
        Projector two = start();
        assertThat(one.leading() ^ two.leading()).isTrue();

        acme.risk("seen by both", acme.root);
        caughtUp(one);
        caughtUp(two);

        assertThat(two.epochs().epoch("risk"))
                .isEqualTo(log.last())
                .isEqualTo(one.epochs().epoch("risk"));
        assertThat(two.epochs().epoch("folder"))
                .isEqualTo(one.epochs().epoch("folder"))
                .isLessThan(log.last());
    }

    @Test
    void theOtherTakesOverWhenTheConnectionOfTheOneIsKilled() {
        Projector one = start();
        Projector two = start();
        Projector leader = one.leading() ? one : two;
        Projector follower = one.leading() ? two : one;
        caughtUp(leader);

        database.run("select pg_terminate_backend(pid) " + HELD);
        acme.risk("after the fall", acme.root);
        caughtUp(follower);
        caughtUp(leader);

        assertThat(database.ask(NAMES)).containsExactly("after the fall");
        until(() -> one.leading() ^ two.leading());
        acme.risk("and on", acme.root);
        caughtUp(one);
        caughtUp(two);
        assertThat(database.ask(NAMES)).containsExactly("after the fall", "and on");
    }

    @Test
    void aBatchThatFailsForAReasonThatIsNoEventsLeavesNothingBehindAndIsRepeatedWhole() {
        Projector projector = start();
        acme.risk("first", acme.root);
        caughtUp(projector);
        database.run("alter table read.risk rename column name to title");

        Ref<Folder> folder = acme.folder("Beside", acme.root);
        long besides = log.last();
        acme.risk("second", folder);
        pause(500);
        long reached = Long.parseLong(database.ask(MARK).getFirst());
        assertThat(reached).isLessThan(log.last());
        assertThat(database.ask("select title from read.risk")).containsExactly("first");
        assertThat(database.ask("select count(*)::text from read.folder where name = 'Beside'"))
                .containsExactly(reached < besides ? "0" : "1");

        database.run("alter table read.risk rename column title to name");
        caughtUp(projector);
        assertThat(database.ask(NAMES)).containsExactly("first", "second");
    }

    @Test
    void aTableWhoseFileChangedIsFilledAnewFromTheLogBeforeTheLoopGoesOn() {
        Projector first = start();
        acme.risk("old", acme.root);
        Ref<Risk> gone = acme.risk("gone", acme.root);
        acme.delete(gone);
        caughtUp(first);
        first.stop().block(PATIENCE);

        Table<Risk> table = Table.of(Shape.of(Risk.class));
        TableFile original = TableFile.of(table.shape());
        List<String> statements = new ArrayList<>(original.statements());
        statements.add("create view risk_title as select id, upper(name) as title from risk");
        TableFile changed = new TableFile(table, statements, "changed");
        database.run("delete from read.risk");
        acme.risk("new", acme.root);
        Projector second = started(new Projector(database.sessions(), log, new Tables(List.of(changed), log)));
        caughtUp(second);

        assertThat(database.ask("select title from read.risk_title order by title"))
                .containsExactly("NEW", "OLD");
        assertThat(database.ask("select checksum from read.table_file where noun = 'risk'"))
                .containsExactly("changed");
        assertThat(database.ask(
                        "select count(*)::text from pg_indexes where schemaname = 'read' and tablename = 'risk'"))
                .isEqualTo(List.of(Long.toString(original.statements().stream()
                                .filter(statement -> statement.startsWith("create index"))
                                .count()
                        + 1)));
    }

    @Test
    void aBigLogIsCaughtUpInOrder() {
        for (int i = 0; i < 3_000; i++) {
            Ref<Risk> risk = acme.risk("risk " + i, acme.root);
            if (i % 3 == 0) {
                acme.change(risk, patch -> patch.set(Risk::description, "changed at " + Instant.EPOCH));
            }
        }
        caughtUp(start());

        assertThat(database.ask("select count(*)::text from read.risk")).containsExactly("3000");
        assertThat(database.ask("select count(*)::text from read.risk where version = 2"))
                .containsExactly("1000");
    }

    private Projector start() {
        return started(new Projector(database.sessions(), log, Tenant.CATALOGUE));
    }

    private Projector started(Projector projector) {
        started.add(projector);
        projector.start().block(PATIENCE);
        return projector;
    }

    private void caughtUp(Projector projector) {
        projector.progress().reached(log.last(), PATIENCE).block(PATIENCE);
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("came in time").isLessThan(end);
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
