package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;
import static redoubt.command.grc.RiskMatrices.twoByTwo;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Instruction;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;

/** What happens meanwhile is not overlooked: whatever a decision looked at must still hold when it is recorded. */
class ConflictTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Folder> finance = house.folder("Finance");

    @Test
    void aFolderDeletedMeanwhileRejectsTheRisk() {
        house.meanwhile(delete(finance));
        house.when(create(fire().set(Risk::folder, finance)))
                .thenInvalid("folder", "Object not found or not accessible.");
    }

    @Test
    void aFolderRenamedMeanwhileDoesNotDisturbTheRisk() {
        house.meanwhile(update(finance, Folder::name, "Money"));
        house.when(create(fire().set(Risk::folder, finance))).then("risk.created");
    }

    @Test
    void anotherRiskInTheSameFolderIsNoConflict() {
        int before = house.attempts();
        house.meanwhile(create(fire().set(Risk::folder, finance)));
        house.when(create(fire().set(Risk::folder, finance))).then("risk.created");
        assertThat(house.attempts() - before).isEqualTo(2);
    }

    @Test
    void aRiskThatComesIntoAFolderMeanwhileKeepsItFromBeingDeleted() {
        house.meanwhile(create(fire().set(Risk::folder, finance)));
        house.when(delete(finance)).thenConflict("folder_not_empty");
    }

    @Test
    void aRiskThatComesIntoAFolderMeanwhileGoesWithIt() {
        risk(finance);
        house.meanwhile(create(fire().set(Risk::folder, finance)));
        house.when(cascade(finance, "Finance")).then("risk.deleted", "risk.deleted", "folder.deleted");
    }

    @Test
    void ofTwoWritersAtOnceBothAreHeard() {
        Ref<Risk> risk = risk(finance);
        house.meanwhile(update(risk, Risk::likelihood, 3));
        house.when(update(risk, Risk::impact, 4)).then("risk.updated");
        assertThat(house.state(risk).severity()).isEqualTo("high");
        assertThat(house.known(risk).version()).isEqualTo(3);
    }

    @Test
    void ofTwoWritersWhoExpectTheSameVersionOneIsStale() {
        Ref<Risk> risk = risk(finance);
        house.meanwhile(update(risk, Risk::likelihood, 3));
        house.when(new Update<>(risk, Submission.of(Patch.of(Risk.class).set(Risk::impact, 4)), Expected.version(1)))
                .thenRefused(new Failure.Stale(2));
    }

    @Test
    void ofTwoClaimsToANameTheFirstIsGranted() {
        house.meanwhile(create(named("Sales")));
        house.when(create(named("SALES"))).thenComplaintsAbout("name");
    }

    @Test
    void aNameGivenUpMeanwhileIsFreeAtOnce() {
        Ref<Folder> sales = house.folder("Sales");
        house.meanwhile(update(sales, Folder::name, "Trade"));
        house.when(create(named("Purchase"))).then("folder.created");
        house.when(create(named("Sales"))).then("folder.created");
    }

    @Test
    void twoFoldersAreNotMovedBelowEachOther() {
        Ref<Folder> sales = house.folder("Sales");
        house.meanwhile(update(sales, Folder::parentFolder, finance));
        house.when(update(finance, Folder::parentFolder, sales))
                .thenInvalid("parentFolder", "A folder cannot be moved into itself or below itself.");
    }

    @Test
    void aMatrixTakenIntoUseMeanwhileKeepsItsGrid() {
        Ref<RiskMatrix> two = house.made(twoByTwo(0, 0, 0, 1));
        house.meanwhile(create(fire().set(Risk::riskMatrix, two)));
        house.when(update(
                        two,
                        RiskMatrix::definition,
                        twoByTwo(0, 1, 0, 1).create().definition()))
                .thenConflict("in_use");
    }

    @Test
    void aGridChangedMeanwhileRatesTheRiskAsItIsNow() {
        Ref<RiskMatrix> two = house.made(twoByTwo(0, 0, 0, 1));
        house.meanwhile(update(
                two, RiskMatrix::definition, twoByTwo(0, 1, 1, 1).create().definition()));
        Create<Risk> create = create(
                fire().set(Risk::riskMatrix, two).set(Risk::likelihood, 1).set(Risk::impact, 2));
        house.when(create).then("risk.created");
        assertThat(house.state(create.target()).severity()).isEqualTo("red");
    }

    @Test
    void whoeverIsOvertakenAgainAndAgainGivesUpAfterThreeMoreTries() {
        Ref<Risk> risk = risk(finance);
        AtomicInteger overtaken = new AtomicInteger();
        house.always(() -> update(risk, Risk::name, "Fire " + overtaken.incrementAndGet()));
        house.when(update(risk, Risk::name, "Mine")).thenConflict("concurrent_update");
        assertThat(overtaken).hasValue(4);
        assertThat(house.state(risk).name()).isEqualTo("Fire 4");
    }

    @Test
    void aKeyIsClaimedOnce() {
        Instruction once = Instruction.of(house.by(), "request").under(new Instruction.Key("k", "f"));
        house.when(once, create(fire())).then("risk.created");
        int before = house.log().size();
        house.when(once, create(fire())).thenConflict("idempotency_in_progress");
        assertThat(house.log()).hasSize(before);
    }

    private Ref<Risk> risk(Ref<Folder> folder) {
        return house.made(fire().set(Risk::folder, folder));
    }

    private static Patch<Risk> fire() {
        return Patch.of(Risk.class).set(Risk::name, "Fire");
    }

    private static Patch<Folder> named(String name) {
        return Patch.of(Folder.class).set(Folder::name, name);
    }
}
