package redoubt.query.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {

    /** It is already the fifteenth in Amsterdam, while it is still the fourteenth in UTC. */
    private static final Instant LATE = Instant.parse("2026-06-14T22:30:00Z");

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Ref<Folder> north = acme.folder("North", sales);
    private final Ref<Folder> works = acme.folder("Works", acme.root);
    private final Ref<User> rita = acme.user("rita@example.org");
    private Running running;

    @BeforeAll
    void start() {
        rate("a", sales, 3, 4);
        rate("b", sales, 3, 4);
        rate("c", north, 1, 1);
        acme.risk("unrated and late", north, patch -> patch.set(Risk::dueDate, LocalDate.parse("2026-06-14")));
        Ref<RiskMatrix> small = acme.matrix(Tenant.matrix("Small", works, Tenant.SMALL, true));
        acme.risk("in works", works, patch -> patch.set(Risk::riskMatrix, small).set(Risk::status, Risk.Status.CLOSED));
        running = new Running(log, Clock.fixed(LATE, ZoneId.of("UTC")), ZoneId.of("Europe/Amsterdam"));
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void risksAreCountedByEverythingAtOnce() {
        RiskSummary summary =
                running.answer(running.side.reports().riskSummary(acme.administrator(), List.of(), List.of()));

        assertThat(summary.count()).isEqualTo(5);
        assertThat(summary.byStatus())
                .containsEntry(Risk.Status.OPEN, 4L)
                .containsEntry(Risk.Status.CLOSED, 1L)
                .containsEntry(Risk.Status.MITIGATED, 0L);
        assertThat(summary.bySeverity()).isEqualTo(Map.of("high", 2L, "very_low", 1L));
        assertThat(summary.byTreatment()).containsEntry(Risk.Treatment.OPEN, 5L);
        assertThat(summary.heatmap()).as("two matrices are involved").isNull();
        assertThat(summary.overdue()).isEqualTo(1);
    }

    @Test
    void theHeatmapStandsWhereOneMatrixRatesAllOfThem() {
        Criterion folder = new Criterion("folder", Kind.REF, Set.of(Lookup.AMONG), List.of(), false);
        RiskSummary summary = running.answer(running.side
                .reports()
                .riskSummary(
                        acme.administrator(),
                        List.of(new Condition(folder, Lookup.AMONG, List.of(sales.id()), false)),
                        List.of()));

        assertThat(summary.count()).isEqualTo(4);
        assertThat(summary.heatmap()).hasSize(5).allSatisfy(row -> assertThat(row)
                .hasSize(5));
        assertThat(summary.heatmap().get(2).get(3)).isEqualTo(2);
        assertThat(summary.heatmap().getFirst().getFirst()).isEqualTo(1);
        assertThat(summary.heatmap().stream()
                        .flatMap(List::stream)
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void theTreeShowsFoldersWithWhatLiesInThem() {
        FolderNode tree = running.answer(running.side.reports().folderTree(acme.administrator(), null, true));

        assertThat(tree.name()).isEqualTo("Global");
        assertThat(tree.counts())
                .isEqualTo(Map.of(
                        "risks",
                        0L,
                        "appliedControls",
                        0L,
                        "assets",
                        0L,
                        "tasks",
                        0L,
                        "threats",
                        0L,
                        "riskMatrices",
                        1L,
                        "frameworks",
                        0L,
                        "complianceAssessments",
                        0L));
        assertThat(tree.children()).extracting(FolderNode::name).containsExactly("Sales", "Works");
        assertThat(tree.children().getFirst().counts()).containsEntry("risks", 2L);
        assertThat(tree.children().getFirst().children())
                .extracting(FolderNode::name)
                .containsExactly("North");
        FolderNode part = running.answer(running.side.reports().folderTree(acme.administrator(), sales.id(), false));
        assertThat(part.name()).isEqualTo("Sales");
        assertThat(part.counts()).isNull();
    }

    @Test
    void foldersOnTheWayToOneInSightAreShownWithoutAName() {
        Principal northern = acme.principal(rita, new Grant(Role.READER, north.id(), true));
        FolderNode tree = running.answer(running.side.reports().folderTree(northern, null, true));

        assertThat(tree.id()).isNull();
        assertThat(tree.children()).hasSize(1);
        assertThat(tree.children().getFirst().name()).isNull();
        assertThat(tree.children().getFirst().children())
                .extracting(FolderNode::name)
                .containsExactly("North");
        assertThat(running.answer(running.side.reports().folderTree(northern, sales.id(), false)))
                .isNull();
        assertThat(running.answer(running.side.reports().folderTree(acme.principal(rita), null, false)))
                .isNull();
    }

    @Test
    void aDeletionIsPreviewedWithWhatItWouldTakeAndWhatIsMissingForIt() {
        DeletePreview all = running.answer(running.side.reports().deletePreview(acme.administrator(), sales));
        assertThat(all.counts())
                .isEqualTo(Map.of(
                        "folders",
                        1L,
                        "risks",
                        4L,
                        "appliedControls",
                        0L,
                        "assets",
                        0L,
                        "tasks",
                        0L,
                        "threats",
                        0L,
                        "riskMatrices",
                        0L,
                        "frameworks",
                        0L,
                        "complianceAssessments",
                        0L));
        assertThat(all.total()).isEqualTo(5);
        assertThat(all.deletable()).isTrue();

        Principal analyst = acme.principal(rita, new Grant(Role.ANALYST, sales.id(), true));
        DeletePreview some = running.answer(running.side.reports().deletePreview(analyst, sales));
        assertThat(some.deletable()).isFalse();
        assertThat(some.missing()).containsExactly(Permission.delete("folder"));
        assertThat(running.answer(running.side.reports().deletePreview(analyst, works)))
                .isNull();
        assertThat(running.answer(running.side.reports().deletePreview(acme.administrator(), acme.root))
                        .deletable())
                .isFalse();
    }

    private void rate(String name, Ref<Folder> folder, int likelihood, int impact) {
        acme.risk(name, folder, patch -> patch.set(Risk::likelihood, likelihood).set(Risk::impact, impact));
    }
}
