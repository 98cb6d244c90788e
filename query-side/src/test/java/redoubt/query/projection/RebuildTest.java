package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
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
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMES = "select name from read.risk order by name";
    private static final Wanted USUAL = new Wanted("a test", true, true, 10, null, null);
    private static final Wanted SLOW = new Wanted("a test", false, true, 1, 20, null);
    private static final Wanted DRY = new Wanted("a test", true, false, 100, null, null);

    private final Database database = Database.fresh();
    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final SqlRebuilds rebuilds = new SqlRebuilds(new Housekeeping(database.pool()));
    private Projector projector = started();

    @BeforeEach
    void someRisks() {
        for (int i = 0; i < 40; i++) {
            Ref<Risk> risk = acme.risk("risk " + i, acme.root);
            acme.change(risk, patch -> patch.set(Risk::likelihood, 3));
        }
        caughtUp();
    }

    @AfterEach
    void stop() {
        projector.stop().block(PATIENCE);
        database.close();
    }

    @Test
    void aTableIsMadeAnewBesideTheOneThatIsReadAndTakesItsPlace() {
        Rebuild done = ended(begin("risk", USUAL));

        assertThat(done.state()).isEqualTo(State.COMPLETED);
        assertThat(done.reached()).isEqualTo(log.last()).isEqualTo(done.goal());
        assertThat(done.before().number()).isEqualTo(1);
        assertThat(done.made().number()).isEqualTo(2);
        assertThat(done.made().checksum()).isEqualTo(done.before().checksum());
        assertThat(done.drift()).contains("\"extra\": 0", "\"missing\": 0", "\"different\": 0");
        assertThat(projection("risk").generation()).isEqualTo(2);
        assertThat(database.ask(NAMES)).hasSize(40);
        assertThat(database.ask("select count(*)::text from read_past.risk")).containsExactly("40");
        acme.risk("afterwards", acme.root);
        caughtUp();
        assertThat(database.ask(NAMES)).hasSize(41);
    }

    @Test
    void twoOfThemAtOnePositionAreAlike() {
        String first = ended(begin("risk", DRY)).made().checksum();

        assertThat(ended(begin("risk", USUAL)).made().checksum()).isEqualTo(first);
    }

    @Test
    void rowsThatWereTamperedWithAreFoundAndMadeRight() {
        long repairs = projector.epochs().repairs();
        database.run("update read.risk set name = 'forged' where name = 'risk 1'");
        database.run("delete from read.risk where name = 'risk 2'");
        database.run("update read.risk set id = gen_random_uuid() where name = 'risk 3'");
        Rebuild dry = ended(begin("risk", DRY));

        assertThat(dry.state()).isEqualTo(State.COMPLETED);
        assertThat(dry.drift()).contains("\"extra\": 1", "\"missing\": 2", "\"different\": 1", "\"samples\": [");
        assertThat(dry.made().number()).isNull();
        assertThat(dry.made().checksum()).isNotEqualTo(dry.before().checksum());
        assertThat(database.ask(NAMES)).contains("forged").hasSize(39);
        assertThat(ended(begin("risk", USUAL)).state()).isEqualTo(State.COMPLETED);
        assertThat(database.ask(NAMES)).doesNotContain("forged").hasSize(40);
        assertThat(projector.epochs().repairs())
                .as("what was remembered of rows is not true any more")
                .isNotEqualTo(repairs);
    }

    @Test
    void readsAndWritesGoOnMeanwhileAndNothingIsMissedNorDoubled() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<String> empty = new CopyOnWriteArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                empty.addAll(database.ask("select 'empty' where not exists (select 1 from read.risk)"));
            }
        });
        Rebuild begun = begin("risk", new Wanted("a test", true, true, 7, 400, null));
        for (int i = 0; !find(begun).state().equals(State.COMPLETED); i++) {
            Ref<Risk> risk = acme.risk("meanwhile " + i, acme.root);
            acme.change(risk, patch -> patch.set(Risk::impact, 2));
            if (i % 3 == 0) {
                acme.delete(risk);
            }
            Thread.sleep(20);
        }
        over.set(true);

        assertThat(reader.join(PATIENCE)).isTrue();
        assertThat(empty).isEmpty();
        caughtUp();
        assertThat(find(begun).drift()).contains("\"extra\": 0", "\"missing\": 0", "\"different\": 0");
        assertThat(database.ask("select count(*)::text from read.risk"))
                .containsExactly(Integer.toString(log.all(Risk.class).size()));
        assertThat(ended(begin("risk", DRY)).drift()).contains("\"different\": 0", "\"missing\": 0", "\"extra\": 0");
    }

    @Test
    void whoTakesOverGoesOnWhereItWas() {
        Rebuild begun = begin("risk", new Wanted("a test", true, true, 10, 40, null));
        until(() -> find(begun).reached() > 30);
        long before = find(begun).reached();
        projector.stop().block(PATIENCE);
        database.run("update read_next_risk.risk set name = 'made before'");
        projector = started();

        assertThat(find(begun).reached()).isGreaterThanOrEqualTo(before);
        assertThat(ended(begun).state()).isEqualTo(State.COMPLETED);
        assertThat(database.ask("select count(*)::text from read.risk")).containsExactly("40");
        assertThat(database.ask(NAMES)).as("not made twice").contains("made before");
    }

    @Test
    void whatIsStoppedLeavesTheOldTableAndNothingElse() {
        Rebuild begun = begin("risk", SLOW);
        until(() -> find(begun).state() == State.RUNNING);

        assertThat(rebuilds.cancel("risk", begun.id()).block(PATIENCE).state()).isEqualTo(State.CANCELLED);
        assertThat(rebuilds.cancel("risk", begun.id()).block(PATIENCE)).isNull();
        until(() -> database.ask("select nspname::text from pg_namespace where nspname like 'read_next%'")
                .isEmpty());
        assertThat(find(begun).state()).isEqualTo(State.CANCELLED);
        assertThat(projection("risk").generation()).isEqualTo(1);
        assertThat(ended(begin("risk", USUAL)).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void anEventThatCannotBeWrittenFailsItAndIsNamed() {
        Ref<Risk> huge = acme.risk("fine", acme.root);
        long position = log.last();
        caughtUp();
        Rebuild slow = begin("risk", SLOW);
        until(() -> find(slow).state() == State.RUNNING && find(slow).reached() > 2);
        database.run("alter table read_next_risk.risk add constraint none_fine check (name <> 'fine')");
        Rebuild failed = ended(slow);

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error())
                .contains("\"position\": " + position, "\"event_type\": \"risk.created\"", "none_fine");
        assertThat(database.ask(NAMES)).contains("fine").hasSize(41);
        acme.change(huge, patch -> patch.set(Risk::likelihood, 1));
        caughtUp();
        assertThat(database.ask("select likelihood::text from read.risk where name = 'fine'"))
                .containsExactly("1");
    }

    @Test
    void whoReadsForLongHoldsUpTheSwapAndNobodyElse() {
        var somebody = Mono.from(database.sessions().create()).block(PATIENCE);
        Mono.from(somebody.beginTransaction()).block(PATIENCE);
        Mono.from(somebody.createStatement("select count(*) from read.risk").execute())
                .flatMap(result -> Mono.from(result.map(row -> row.get(0))))
                .block(PATIENCE);
        Rebuild begun = begin("risk", new Wanted("a test", false, true, 10, null, null));
        until(() -> find(begun).state() == State.VERIFYING && find(begun).made().checksum() != null);
        for (int i = 0; i < 10; i++) {
            acme.risk("meanwhile " + i, acme.root);
            caughtUp();
        }

        assertThat(find(begun).state().open()).isTrue();
        assertThat(database.ask("select count(*)::text from read.risk")).containsExactly("50");
        Mono.from(somebody.rollbackTransaction()).block(PATIENCE);
        Mono.from(somebody.close()).block(PATIENCE);
        assertThat(ended(begun).state()).isEqualTo(State.COMPLETED);
        assertThat(database.ask("select count(*)::text from read.risk")).containsExactly("50");
    }

    @Test
    void noMoreThanTwoAreMadeAtATimeAndOfOneTableOnlyOne() {
        Rebuild risks = begin("risk", SLOW);

        assertThat(rebuilds.begin("risk", SLOW).block(PATIENCE)).isNull();
        assertThat(rebuilds.beginAll(List.of("risk", "folder"), USUAL).block(PATIENCE))
                .isNull();
        Rebuild folders = begin("folder", SLOW);
        assertThat(rebuilds.begin("user", SLOW).block(PATIENCE)).isNull();
        rebuilds.cancel("risk", risks.id()).block(PATIENCE);
        assertThat(ended(folders).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void allOfThemAreMadeOneAfterTheOther() {
        List<String> nouns =
                rebuilds.projections().map(Projection::noun).collectList().block(PATIENCE);
        List<Rebuild> begun = rebuilds.beginAll(nouns, USUAL).block(PATIENCE);

        assertThat(rebuilds.begin("risk", USUAL).block(PATIENCE)).isNull();
        assertThat(begun).extracting(Rebuild::noun).containsExactlyElementsOf(nouns);
        List<Rebuild> ended = begun.stream().map(this::ended).toList();
        assertThat(ended).extracting(Rebuild::state).containsOnly(State.COMPLETED);
        for (int i = 1; i < ended.size(); i++) {
            assertThat(ended.get(i).startedAt())
                    .isAfterOrEqualTo(ended.get(i - 1).finishedAt());
        }
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenIntoATableThatIsMadeAnew() {
        database.run("alter table read.risk add constraint no_poison check (name <> 'poison')");
        acme.risk("poison", acme.root);
        caughtUp();
        assertThat(projection("risk").failure().message()).contains("no_poison");
        assertThat(projection("risk").parked()).isEqualTo(1);
        ended(begin("risk", USUAL));

        assertThat(database.ask(NAMES)).contains("poison");
        assertThat(projection("risk").parked()).isZero();
        assertThat(projector.parked()).isZero();
    }

    @Test
    void theTableBeforeIsKeptForAnHour() {
        ended(begin("risk", USUAL));
        database.run("update read.table_file set replaced_at = replaced_at - interval '61 minutes'");
        ended(begin("folder", USUAL));

        until(() -> database.ask("select (to_regclass('read_past.risk') is null)::text")
                .equals(List.of("true")));
        assertThat(database.ask("select (to_regclass('read_past.folder') is null)::text"))
                .containsExactly("false");
    }

    private Rebuild begin(String noun, Wanted wanted) {
        return rebuilds.begin(noun, wanted).blockOptional(PATIENCE).orElseThrow();
    }

    private Rebuild find(Rebuild rebuild) {
        return rebuilds.find(rebuild.noun(), rebuild.id()).block(PATIENCE);
    }

    private Rebuild ended(Rebuild rebuild) {
        until(() -> find(rebuild).finishedAt() != null);
        return find(rebuild);
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
