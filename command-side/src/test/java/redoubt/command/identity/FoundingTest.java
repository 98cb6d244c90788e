package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

class FoundingTest {

    private final Scenario house = Scenario.founded();

    @Test
    void aHouseBeginsWithAFolderItsCataloguesAnAdministratorAndAToken() {
        assertThat(house.log().stream().map(Event::name))
                .containsExactly(
                        "organization.created",
                        "folder.created",
                        "risk_matrix.created",
                        "framework.created",
                        "user.created",
                        "role_assignment.created",
                        "api_token.created");

        Folder root = house.state(house.root());
        assertThat(root.name()).isEqualTo("Global");
        assertThat(root.isRoot()).isTrue();
        assertThat(root.parentFolder()).isNull();

        RiskMatrix matrix = house.state(house.matrix());
        assertThat(matrix.refId()).isEqualTo("redoubt-5x5");
        assertThat(matrix.folder()).isEqualTo(house.root());

        Ref<User> administrator = Ref.of(User.class, house.by().actor().user());
        assertThat(house.state(administrator).email()).isEqualTo("ada@example.org");
        RoleAssignment assignment = only(RoleAssignment.class);
        assertThat(assignment.user()).isEqualTo(administrator);
        assertThat(assignment.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(assignment.folders()).containsExactly(house.root());
        assertThat(assignment.isRecursive()).isTrue();
        ApiToken token = house.state(Ref.of(ApiToken.class, house.by().actor().token()));
        assertThat(token.owner()).isEqualTo(administrator);
        assertThat(token.tokenPreview()).isEqualTo("pst_AAAAAAAA");
    }

    @Test
    void everythingOfAHouseNamesItAndTheSystemAsItsMaker() {
        assertThat(house.log())
                .allMatch(event ->
                        event.envelope().organization().equals(house.by().organization()))
                .allMatch(event -> event.envelope().actor().user() == null)
                .allMatch(event -> event.envelope()
                        .at()
                        .equals(house.log().getFirst().envelope().at()));
    }

    @Test
    void aHouseIsFoundedOnce() {
        int before = house.log().size();
        assertThatThrownBy(() -> house.found("ACME"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure())
                        .isEqualTo(Failure.Invalid.of("name", "This value is taken by another organization here.")));
        assertThat(house.log()).hasSize(before);
    }

    @Test
    void houseBesideHouseIsFine() {
        Scenario other = house.found("Umbrella");
        assertThat(other.by().organization()).isNotEqualTo(house.by().organization());
        assertThat(other.state(Ref.of(Organization.class, other.by().organization()))
                        .name())
                .isEqualTo("Umbrella");
    }

    @SuppressWarnings("unchecked")
    private <R> R only(Class<R> type) {
        return (R) house.log().stream()
                .filter(event -> event.ref().type() == type)
                .map(event -> house.state(event.ref()))
                .findFirst()
                .orElseThrow();
    }
}
