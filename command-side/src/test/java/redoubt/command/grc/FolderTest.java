package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;
import static redoubt.command.grc.RiskMatrices.matrix;

import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.grc.Folder.ContentType;
import redoubt.grc.FolderMoved;
import redoubt.grc.RiskMatrix;
import redoubt.model.Patch;
import redoubt.model.Ref;

class FolderTest {

    private static final List<List<Integer>> GRID = List.of(List.of(0, 0), List.of(0, 1));

    private final Scenario house = Scenario.founded();

    @Test
    void aFolderWithoutAParentHangsBelowTheRoot() {
        Ref<Folder> folder = house.made(named("Finance"));
        assertThat(house.state(folder).parentFolder()).isEqualTo(house.root());
        assertThat(house.state(folder).contentType()).isEqualTo(ContentType.DOMAIN);
    }

    @Test
    void nobodyMakesASecondRoot() {
        Ref<Folder> folder = house.made(named("Finance").set(Folder::contentType, ContentType.ROOT));
        assertThat(house.state(folder).isRoot()).isFalse();
    }

    @Test
    void aNameHasNoSlashAndIsNotBlank() {
        house.when(create(named("a/b"))).thenInvalid("name", "Folder names may not contain a slash.");
        house.when(create(named(" "))).thenInvalid("name", "This field may not be blank.");
        house.when(create(Patch.of(Folder.class))).thenInvalid("name", "This field is required.");
    }

    @Test
    void siblingsHaveDifferentNamesWhateverTheCase() {
        Ref<Folder> finance = house.folder("Finance");
        house.when(create(named("FINANCE"))).thenInvalid("name", "This value is taken by another folder here.");
        house.when(create(named("Finance").set(Folder::parentFolder, finance))).then("folder.created");
        house.when(update(finance, Folder::name, "finance")).then("folder.updated");
        house.when(update(house.folder("Sales"), Folder::name, "fiNance")).thenComplaintsAbout("name");
    }

    @Test
    void aMoveBringsAFolderAmongNewSiblings() {
        Ref<Folder> finance = house.folder("Finance");
        house.folder("Cards", finance);
        Ref<Folder> cards = house.folder("Cards");
        house.when(update(cards, Folder::parentFolder, finance)).thenComplaintsAbout("name");
        house.when(update(
                        cards,
                        Patch.of(Folder.class)
                                .set(Folder::parentFolder, finance)
                                .set(Folder::name, "Credit cards")))
                .then("folder.updated", "folder.moved");
        house.when(create(named("Cards"))).then("folder.created");
    }

    @Test
    void aDeletedOrRenamedFolderLeavesItsNameToOthers() {
        Ref<Folder> finance = house.folder("Finance");
        house.given(delete(finance));
        Ref<Folder> again = house.folder("Finance");
        house.given(update(again, Folder::name, "Money"));
        house.when(create(named("Finance"))).then("folder.created");
        house.when(update(again, Folder::name, "Finance")).thenComplaintsAbout("name");
    }

    @Test
    void aMoveTellsWhereFromAndWhereTo() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> cards = house.folder("Cards");
        var then = house.when(update(cards, Folder::parentFolder, finance)).then("folder.updated", "folder.moved");
        assertThat(then.events().getLast().change()).isEqualTo(new FolderMoved(house.root(), finance));
    }

    @Test
    void aFolderIsNotMovedIntoItselfOrBelowItself() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> payments = house.folder("Payments", finance);
        Ref<Folder> cards = house.folder("Cards", payments);
        String message = "A folder cannot be moved into itself or below itself.";
        house.when(update(finance, Folder::parentFolder, finance)).thenInvalid("parentFolder", message);
        house.when(update(finance, Folder::parentFolder, cards)).thenInvalid("parentFolder", message);
    }

    @Test
    void foldersAreNestedTenDeepAndNoDeeper() {
        Ref<Folder> deepest = house.root();
        for (int depth = 1; depth <= Folder.MAX_DEPTH; depth++) {
            deepest = house.folder("Depth " + depth, deepest);
        }
        String message = "Folders cannot be nested deeper than 10 levels.";
        house.when(create(named("Deeper").set(Folder::parentFolder, deepest))).thenInvalid("parentFolder", message);

        Ref<Folder> tower = house.folder("Tower");
        house.folder("Upstairs", tower);
        Ref<Folder> ninth = house.state(deepest).parentFolder();
        house.when(update(tower, Folder::parentFolder, ninth)).thenInvalid("parentFolder", message);
        Ref<Folder> eighth = house.state(ninth).parentFolder();
        house.when(update(tower, Folder::parentFolder, eighth)).then("folder.updated", "folder.moved");
    }

    @Test
    void theRootStaysWhereAndWhatItIs() {
        Ref<Folder> finance = house.folder("Finance");
        house.when(update(house.root(), Folder::parentFolder, finance)).thenComplaintsAbout("parentFolder");
        house.when(update(house.root(), Folder::labels, List.of("top")))
                .thenInvalid("labels", "This cannot be changed on the root folder.");
        house.when(update(
                        house.root(),
                        Patch.of(Folder.class).set(Folder::name, "Acme").set(Folder::description, "All")))
                .then("folder.updated");
        house.when(delete(house.root())).thenDenied();
    }

    @Test
    void aToleranceIsALevelOfTheMatrixThatHoldsInTheFolder() {
        Ref<Folder> finance = house.made(named("Finance").set(Folder::riskTolerance, "medium"));
        house.when(create(named("Sales").set(Folder::riskTolerance, "red")))
                .thenInvalid("riskTolerance", "The risk matrix of this folder has no such level.");
        Ref<RiskMatrix> two = house.made(matrix("Two", GRID));
        house.when(update(finance, Folder::defaultRiskMatrix, two)).thenComplaintsAbout("riskTolerance");
        house.when(update(
                        finance,
                        Patch.of(Folder.class)
                                .set(Folder::defaultRiskMatrix, two)
                                .set(Folder::riskTolerance, "red")))
                .then("folder.updated");
        house.when(create(named("Cards").set(Folder::parentFolder, finance).set(Folder::riskTolerance, "red")))
                .then("folder.created");
    }

    @Test
    void aToleranceThatLostItsMeaningAboveDoesNotStandInTheWayOfARename() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> cards =
                house.made(named("Cards").set(Folder::parentFolder, finance).set(Folder::riskTolerance, "medium"));
        house.given(update(finance, Folder::defaultRiskMatrix, house.made(matrix("Two", GRID))));
        house.when(update(cards, Folder::name, "Credit cards")).then("folder.updated");
        house.when(update(cards, Folder::riskTolerance, "high")).thenComplaintsAbout("riskTolerance");
    }

    @Test
    void aDefaultMatrixIsEnabledWhenItIsChosen() {
        Ref<RiskMatrix> two = house.made(matrix("Two", GRID));
        Ref<Folder> finance = house.made(named("Finance").set(Folder::defaultRiskMatrix, two));
        house.given(update(two, RiskMatrix::isEnabled, false));
        house.when(create(named("Sales").set(Folder::defaultRiskMatrix, two)))
                .thenInvalid("defaultRiskMatrix", "This risk matrix is disabled.");
        house.when(update(finance, Folder::name, "Money")).then("folder.updated");
    }

    @Test
    void refIdsAreUniqueAmongSiblingsAndAnEmptyOneIsNone() {
        house.given(
                create(named("A").set(Folder::refId, "F-1")), create(named("B").set(Folder::refId, "")));
        house.when(create(named("C").set(Folder::refId, "f-1"))).thenComplaintsAbout("refId");
        house.when(create(named("D").set(Folder::refId, ""))).then("folder.created");
    }

    private static Patch<Folder> named(String name) {
        return Patch.of(Folder.class).set(Folder::name, name);
    }
}
