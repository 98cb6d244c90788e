package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import redoubt.grc.FolderMoved;
import redoubt.grc.Risk;
import redoubt.grc.RiskAccepted;
import redoubt.identity.AuthFailed;
import redoubt.identity.AuthNote;

class CatalogueTest {

    private final Catalogue catalogue = Vocabulary.catalogue();

    @Resource(name = "risk", plural = "perils")
    record Peril(String name) {}

    @Fact.Happened(to = Risk.class, as = "accepted")
    record Embraced() implements Fact<Risk> {
        @Override
        public Patch<Risk> effect() {
            return Patch.of(Risk.class);
        }
    }

    @Test
    void resourcesAreKnownByTheirNounsAndFactsByTheirNames() {
        assertThat(catalogue.resources().stream().map(Shape::noun))
                .containsExactlyInAnyOrder(
                        "asset",
                        "audit",
                        "auth",
                        "control",
                        "threat",
                        "folder",
                        "risk",
                        "risk_matrix",
                        "framework",
                        "requirement",
                        "assessment",
                        "requirement_assessment",
                        "api_token",
                        "webhook",
                        "session",
                        "task",
                        "organization",
                        "projection",
                        "settings",
                        "role_assignment",
                        "business_unit",
                        "team",
                        "team_membership",
                        "team_invitation",
                        "user");
        assertThat(catalogue.facts())
                .containsEntry("folder.moved", FolderMoved.class)
                .containsEntry("risk.accepted", RiskAccepted.class);
        assertThat(catalogue.resource("risk")).contains(Shape.of(Risk.class));
        assertThat(catalogue.resource("ghost")).isEmpty();
    }

    @Test
    void theEventsOfARiskAreTheThreeOfEveryResourceAndItsOwn() {
        assertThat(catalogue.eventNames().stream().filter(name -> name.startsWith("risk.")))
                .containsExactly(
                        "risk.acceptance_expired",
                        "risk.acceptance_revoked",
                        "risk.accepted",
                        "risk.created",
                        "risk.deleted",
                        "risk.updated");
    }

    @Test
    void whatIsOnlyNotedBeginsWithAFactAndIsNeitherChangedNorDeleted() {
        assertThat(catalogue.eventNames().stream()
                        .filter(name -> name.startsWith("audit.") || name.startsWith("auth.")))
                .containsExactly("audit.checkpoint", "audit.exported", "audit.read", "audit.verified", "auth.failed");
        assertThat(Change.evolve(null, new AuthFailed(1, Instant.EPOCH))).isEqualTo(new AuthNote("refusal"));
    }

    @Test
    void everyNameIsFitForPathsAndTags() {
        assertThat(catalogue.eventNames())
                .allMatch(name -> name.matches("[a-z]+(_[a-z]+)*\\.[a-z]+(_[a-z]+)*"))
                .doesNotHaveDuplicates();
        assertThat(catalogue.resources().stream().map(Shape::plural))
                .allMatch(plural -> plural.matches("[a-z]+(-[a-z]+)*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFactHappensToAResourceOfTheCatalogue() {
        assertThat(catalogue.facts().keySet())
                .allMatch(name -> catalogue.resource(EventName.noun(name)).isPresent());
        assertThat(catalogue.eventNames()).containsAll(catalogue.facts().keySet());
    }

    @Test
    void noTwoTypesShareAName() {
        assertThatThrownBy(() -> Catalogue.of(Risk.class, Peril.class)).hasMessage("Two resources are called risk");
        assertThatThrownBy(() -> Catalogue.of(RiskAccepted.class, Embraced.class))
                .hasMessage("Two facts are called risk.accepted");
    }

    @Test
    void whatIsNeitherResourceNorFactIsRefused() {
        assertThatThrownBy(() -> Catalogue.of(String.class))
                .hasMessage("java.lang.String is neither a resource nor a fact");
    }

    @Test
    void aCatalogueDoesNotChange() {
        assertThatThrownBy(() -> catalogue.resources().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalogue.facts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
