package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;
import static redoubt.command.grc.RiskMatrices.matrix;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

class RiskMatrixTest {

    private static final List<List<Integer>> GRID = List.of(List.of(0, 0), List.of(0, 1));
    private static final List<List<Integer>> OTHER = List.of(List.of(0, 1), List.of(0, 1));

    private final Scenario house = Scenario.founded();

    @Test
    void aMatrixNeedsANameAndADefinition() {
        house.when(create(Patch.of(RiskMatrix.class))).thenComplaintsAbout("name", "definition");
    }

    @Test
    void aGridFitsItsAxesAndItsLevels() {
        house.when(create(matrix("M", List.of(List.of(0, 0)))))
                .thenInvalid("definition.grid", "The grid needs one row for each step of probability.");
        house.when(create(matrix("M", List.of(List.of(0, 0), List.of(0)))))
                .thenInvalid("definition.grid", "Each row of the grid needs one cell for each step of impact.");
        house.when(create(matrix("M", List.of(List.of(0, 0), List.of(0, 2)))))
                .thenInvalid("definition.grid", "Each cell of the grid names a level of risk, from 0 to 1.");
        house.when(create(matrix("M", List.of(List.of(-1, 0), List.of(0, 1))))).thenComplaintsAbout("definition.grid");
    }

    @Test
    void severityNeverSinksTowardsTheWorse() {
        house.when(create(matrix("M", List.of(List.of(1, 0), List.of(1, 1)))))
                .thenInvalid("definition.grid", "Levels may not decrease along a row or a column.");
        house.when(create(matrix("M", List.of(List.of(0, 1), List.of(0, 0))))).thenComplaintsAbout("definition.grid");
        house.when(create(matrix("M", List.of(List.of(0, 0), List.of(0, 0))))).then("risk_matrix.created");
    }

    @Test
    void levelsHaveDifferentSlugs() {
        Definition sound = matrix("M", GRID).create().definition();
        var red = sound.risk().get(1);
        house.when(create(matrix("M", GRID)
                        .set(
                                RiskMatrix::definition,
                                new Definition(sound.probability(), sound.impact(), List.of(red, red), GRID))))
                .thenInvalid("definition.risk.1.slug", "Slugs of levels must be unique.");
    }

    @Test
    void aMatrixInUseKeepsItsDefinitionAndItsFolder() {
        Ref<RiskMatrix> two = house.made(matrix("Two", GRID));
        house.given(update(
                two, RiskMatrix::definition, matrix("Two", OTHER).create().definition()));
        Ref<Risk> risk = house.made(Patch.of(Risk.class).set(Risk::name, "Fire").set(Risk::riskMatrix, two));
        Ref<Folder> finance = house.folder("Finance");

        house.when(update(
                        two,
                        RiskMatrix::definition,
                        matrix("Two", GRID).create().definition()))
                .thenConflict("in_use", Map.of("references", Map.of("fields", List.of("definition"))));
        house.when(update(two, RiskMatrix::folder, finance)).thenConflict("in_use");
        house.when(update(
                        two,
                        RiskMatrix::definition,
                        matrix("Two", List.of()).create().definition()))
                .thenComplaintsAbout("definition.grid");
        house.when(update(two, RiskMatrix::name, "Second")).then("risk_matrix.updated");

        house.given(update(risk, Risk::riskMatrix, house.matrix()));
        house.when(update(two, RiskMatrix::folder, finance)).then("risk_matrix.updated");
    }

    @Test
    void aMatrixThatSomethingHangsOnStays() {
        Ref<RiskMatrix> two = house.made(matrix("Two", GRID));
        Ref<Folder> finance = house.folder("Finance");
        house.when(delete(house.matrix())).thenConflict("in_use", Map.of("references", Map.of("organizations", 1)));

        house.given(update(finance, Folder::defaultRiskMatrix, two));
        house.when(delete(two)).thenConflict("in_use", Map.of("references", Map.of("folders", 1)));
        house.given(update(finance, Folder::defaultRiskMatrix, null));

        Ref<Risk> risk = house.made(Patch.of(Risk.class).set(Risk::name, "Fire").set(Risk::riskMatrix, two));
        house.when(delete(two)).thenConflict("in_use", Map.of("references", Map.of("risks", 1)));
        house.given(delete(risk));
        house.when(delete(two)).then("risk_matrix.deleted");
    }

    @Test
    void aMatrixGoesWithItsFolderOnlyIfNothingOutsideHangsOnIt() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<RiskMatrix> two = house.made(matrix("Two", GRID).set(RiskMatrix::folder, finance));
        Ref<Risk> outside =
                house.made(Patch.of(Risk.class).set(Risk::name, "Fire").set(Risk::riskMatrix, two));
        house.given(update(finance, Folder::defaultRiskMatrix, two));

        house.when(cascade(finance, "Finance")).thenConflict("in_use");
        house.given(update(outside, Risk::folder, finance));
        assertThat(house.when(cascade(finance, "Finance")).events().stream().map(event -> event.name()))
                .containsExactlyInAnyOrder("risk.deleted", "risk_matrix.deleted", "folder.deleted");
    }

    @Test
    void aPublishedMatrixIsSeenAndUsedFromBelowButNotChanged() {
        Ref<Folder> payments = house.folder("Payments", house.folder("Finance"));
        Scenario analyst = house.as(Role.ANALYST, payments);
        analyst.when(create(Patch.of(Risk.class)
                        .set(Risk::name, "Fire")
                        .set(Risk::folder, payments)
                        .set(Risk::riskMatrix, house.matrix())))
                .then("risk.created");
        analyst.when(update(house.matrix(), RiskMatrix::name, "Mine")).thenDenied();

        Ref<RiskMatrix> hidden = house.made(matrix("Hidden", GRID).set(RiskMatrix::isPublished, false));
        analyst.when(create(Patch.of(Risk.class)
                        .set(Risk::name, "Flood")
                        .set(Risk::folder, payments)
                        .set(Risk::riskMatrix, hidden)))
                .thenInvalid("riskMatrix", "Object not found or not accessible.");
        analyst.when(update(hidden, RiskMatrix::name, "Mine")).thenNotFound();
    }

    @Test
    void refIdsOfMatricesAreUniqueInTheirFolder() {
        house.when(create(matrix("Copy", GRID).set(RiskMatrix::refId, "REDOUBT-5X5")))
                .thenComplaintsAbout("refId");
        house.when(create(matrix("Copy", GRID)
                        .set(RiskMatrix::refId, "REDOUBT-5X5")
                        .set(RiskMatrix::folder, house.folder("Finance"))))
                .then("risk_matrix.created");
    }
}
