package redoubt.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.Running;
import redoubt.api.route.Endpoint;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskAccepted;
import redoubt.model.Catalogue;

class CataloguePrinterTest {

    private final Running running = new Running();
    private List<String> lines = List.of();

    @BeforeEach
    void print() {
        lines = print(running.api.table().endpoints()).lines().toList();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private String print(List<Endpoint> endpoints) {
        return CataloguePrinter.print(
                Catalogue.of(Risk.class, Folder.class, RiskAccepted.class),
                running.house.queries,
                running.house.commands.behaviours(),
                endpoints);
    }

    @Test
    void resourcesStandWithFieldsFiltersAndOrderings() {
        assertThat(lines)
                .contains(
                        "risk (risks)",
                        "  name text required named search",
                        "  folder ref of folder always parent",
                        "  treatment choice of open|mitigate|accept|avoid|transfer|cancelled always",
                        "  severity text computed",
                        "  within_tolerance derived nullable",
                        "  ? likelihood integer not gte gt lte lt isnull",
                        "  ? status choice not",
                        "  ^ due_date");
        assertThat(lines.indexOf("folder (folders)")).isLessThan(lines.indexOf("risk (risks)"));
    }

    @Test
    void routesActionsAndEventsStandInTheirSections() {
        assertThat(section("# routes"))
                .contains("/api/v1/risks/ POST create_risk", "/api/v1/risks/{id}/accept/ POST accept_risk")
                .isSorted();
        assertThat(section("# actions"))
                .contains(
                        "risk.accept takes approve_risk", "api_token.revoke takes delete_api_token (the house itself)");
        assertThat(section("# events"))
                .containsExactly(
                        "folder.created",
                        "folder.deleted",
                        "folder.updated",
                        "risk.accepted",
                        "risk.created",
                        "risk.deleted",
                        "risk.updated");
    }

    @Test
    void theOrderInWhichThingsComeMakesNoDifference() {
        List<Endpoint> reversed = new ArrayList<>(running.api.table().endpoints()).reversed();
        assertThat(print(reversed).lines()).containsExactlyElementsOf(lines);
    }

    private List<String> section(String title) {
        return lines.stream()
                .dropWhile(line -> !line.equals(title))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .toList();
    }
}
