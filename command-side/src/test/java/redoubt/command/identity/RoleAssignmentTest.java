package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Act;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.people.User;

/** Who may give and take roles on folders. */
class RoleAssignmentTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Folder> payments = house.folder("Payments");
    private final Ref<Folder> cards = house.folder("Cards", payments);
    private final Ref<Folder> elsewhere = house.folder("Elsewhere");
    private final Ref<User> ben = house.user("ben@example.org");
    private final Scenario manager = house.as(Role.DOMAIN_MANAGER, payments);

    @Test
    void aDomainManagerGivesWhatTheyHoldWhereTheyHoldItAndBelow() {
        manager.when(give(Role.READER, payments)).then("role_assignment.created");
        manager.when(give(Role.ANALYST, cards)).then("role_assignment.created");
        manager.when(give(Role.DOMAIN_MANAGER, payments, cards)).then("role_assignment.created");
        manager.when(give(Role.READER, elsewhere)).thenInvalid("folders", "Object not found or not accessible.");
        manager.when(give(Role.READER, cards, elsewhere)).thenInvalid("folders", "Object not found or not accessible.");
        manager.when(give(Role.READER, house.root())).thenInvalid("folders", "Object not found or not accessible.");
    }

    @Test
    void nobodyGivesWhatTheyDoNotHold() {
        for (Role role : List.of(Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)) {
            manager.when(give(role, payments)).thenDenied();
            house.when(give(role, payments)).then("role_assignment.created");
        }
        for (Role role : List.of(Role.READER, Role.APPROVER, Role.ANALYST, Role.AUDITOR)) {
            house.as(role, house.root()).when(give(Role.READER, payments)).thenDenied();
        }
        house.limited(true, null).when(give(Role.READER, payments)).thenDenied();
        house.limited(false, payments).when(give(Role.READER, cards)).then("role_assignment.created");
        house.limited(false, payments)
                .when(give(Role.READER, elsewhere))
                .thenInvalid("folders", "Object not found or not accessible.");
    }

    @Test
    void whoseRoleStaysInItsFolderGivesNoneThatReachesBelow() {
        Scenario narrow = house.as(new redoubt.model.access.Principal(
                manager.by().actor(),
                manager.by().organization(),
                manager.by().root(),
                List.of(new redoubt.model.access.Grant(Role.DOMAIN_MANAGER, payments.id(), false)),
                manager.by().limits()));

        narrow.when(give(Role.READER, payments)).thenDenied();
        narrow.when(create(wanted(Role.READER, payments).set(RoleAssignment::isRecursive, false)))
                .then("role_assignment.created");
    }

    @Test
    void whereAFolderIsWhenARoleIsGivenDecides() {
        house.meanwhile(update(cards, Folder::parentFolder, elsewhere))
                .as(manager.by())
                .when(give(Role.READER, cards))
                .thenInvalid("folders", "Object not found or not accessible.");
    }

    @Test
    void whatIsMissingIsSaidToWhoeverMayGiveAnything() {
        manager.when(create(Patch.of(RoleAssignment.class))).thenComplaintsAbout("user", "role", "folders");
        house.when(create(Patch.of(RoleAssignment.class))).thenComplaintsAbout("user", "role", "folders");
        house.as(Role.ANALYST, payments)
                .when(create(Patch.of(RoleAssignment.class)))
                .thenDenied();
        house.when(give(Role.TEAM_LEAD, payments)).thenInvalid("role", "This role is held on teams.");
        house.when(give(Role.READER, Ref.of(Folder.class, UUID.randomUUID().toString())))
                .thenInvalid("folders", "Object not found or not accessible.");
    }

    @Test
    void aDomainManagerTakesRolesBackWhereTheyManageAndNeverThoseOfAdministrators() {
        Ref<RoleAssignment> reader = given(Role.READER, cards);
        Ref<RoleAssignment> auditor = given(Role.AUDITOR, payments);
        Ref<RoleAssignment> administrator = given(Role.ADMINISTRATOR, cards);
        Ref<RoleAssignment> wide = given(Role.READER, cards, elsewhere);

        manager.when(delete(reader)).then("role_assignment.deleted");
        manager.when(delete(auditor)).then("role_assignment.deleted");
        manager.when(delete(administrator)).thenDenied();
        manager.when(delete(wide)).thenNotFound();
        house.when(delete(administrator)).then("role_assignment.deleted");
    }

    @Test
    void whoHoldsARoleSeesItAndCannotTakeItBackThemselves() {
        Scenario analyst = house.as(Role.ANALYST, payments);
        Ref<User> self = Ref.of(User.class, String.valueOf(analyst.by().actor().user()));
        Ref<RoleAssignment> own = made(wanted(Role.ANALYST, payments).set(RoleAssignment::user, self));
        Ref<RoleAssignment> another = given(Role.ANALYST, payments);

        analyst.when(delete(own)).thenDenied();
        analyst.when(delete(another)).thenNotFound();
    }

    @Test
    void theLastAdministratorWhoMayActStays() {
        Ref<RoleAssignment> first = house.log().stream()
                .filter(event -> event.ref().type() == RoleAssignment.class)
                .map(event -> Ref.of(RoleAssignment.class, event.ref().id()))
                .findFirst()
                .orElseThrow();
        house.when(delete(first)).thenConflict("last_administrator");
        given(Role.ADMINISTRATOR, payments);
        house.when(delete(first)).thenConflict("last_administrator");
        Ref<RoleAssignment> second = given(Role.ADMINISTRATOR, house.root(), payments);
        house.when(update(ben, User::isActive, false)).then("user.updated", "user.deactivated");
        house.when(delete(first)).thenConflict("last_administrator");
        house.when(update(ben, User::isActive, true)).then("user.updated");
        house.meanwhile(delete(second)).when(delete(first)).thenConflict("last_administrator");
    }

    @Test
    void rolesOnFoldersGoWithThem() {
        Ref<RoleAssignment> inside = given(Role.READER, cards);
        Ref<RoleAssignment> both = given(Role.READER, payments, cards);

        house.when(cascade(payments, "Payments"))
                .then("role_assignment.deleted", "folder.deleted", "role_assignment.deleted", "folder.deleted");

        assertThat(house.known(inside)).isNull();
        assertThat(house.known(both)).isNull();
    }

    @Test
    void aRoleOnSeveralFoldersStaysOnThoseThatStay() {
        Ref<RoleAssignment> wide = given(Role.ANALYST, cards, elsewhere);

        house.when(delete(cards)).then("role_assignment.updated", "folder.deleted");

        assertThat(house.state(wide).folders()).containsExactly(elsewhere);
    }

    private Ref<RoleAssignment> given(Role role, Ref<?>... folders) {
        return made(wanted(role, folders));
    }

    private Ref<RoleAssignment> made(Patch<RoleAssignment> patch) {
        return house.made(patch);
    }

    private Act<RoleAssignment> give(Role role, Ref<?>... folders) {
        return create(wanted(role, folders));
    }

    @SuppressWarnings("unchecked")
    private Patch<RoleAssignment> wanted(Role role, Ref<?>... folders) {
        return Patch.of(RoleAssignment.class)
                .set(RoleAssignment::user, ben)
                .set(RoleAssignment::role, role)
                .set(
                        RoleAssignment::folders,
                        List.of(folders).stream()
                                .map(folder -> (Ref<Folder>) folder)
                                .toList());
    }
}
