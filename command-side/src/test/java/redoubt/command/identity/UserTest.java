package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import redoubt.command.Perform;
import redoubt.command.Scenario;
import redoubt.identity.RoleAssignment;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.people.User;

class UserTest {

    private final Scenario house = Scenario.founded();
    private final Ref<User> me =
            Ref.of(User.class, Objects.requireNonNull(house.by().actor().user()));
    private final Ref<User> ben = house.user("ben@example.org");

    @Test
    void theLastAccountThatMayDoEverythingStaysActive() {
        house.when(update(me, User::isActive, false)).thenConflict("last_administrator");
        assign(Role.AUDITOR);
        house.when(update(me, User::isActive, false)).thenConflict("last_administrator");

        assign(Role.ADMINISTRATOR);

        house.when(update(me, User::isActive, false)).then("user.updated", "user.deactivated");
        house.when(update(me, User::isActive, false)).thenNothing();
        house.when(update(ben, User::isActive, false)).thenConflict("last_administrator");
    }

    @Test
    void anAccountThatHasEndedAlreadyIsNoAdministrator() {
        assign(Role.ADMINISTRATOR);
        house.given(update(ben, User::expiryDate, LocalDate.now(house.clock()).minusDays(1)));

        house.when(update(me, User::isActive, false)).thenConflict("last_administrator");
    }

    @Test
    void whoIsErasedHasNoNameAndDoesNothingAnyMore() {
        house.given(update(ben, User::firstName, "Ben"));

        house.when(erase(ben)).then("user.erased");

        assertThat(house.state(ben)).isEqualTo(new User("erased-" + ben.id(), "", "", false, false, null, null));
        house.when(erase(ben)).thenNothing();
        assertThat(house.state(house.user("ben@example.org")).email()).isEqualTo("ben@example.org");
    }

    @Test
    void nobodyErasesThemselvesOrWithoutTheRight() {
        house.when(erase(me)).thenInvalid("non_field_errors", "Nobody erases themselves: ask another administrator.");
        Scenario manager = house.as(Role.DOMAIN_MANAGER, house.folder("Payments"));
        assign(Role.READER);
        manager.when(erase(ben)).thenDenied();
    }

    @Test
    void whoSharesNoFolderWithAnAccountIsNotToldThatItIs() {
        Scenario manager = house.as(Role.DOMAIN_MANAGER, house.root());

        manager.when(update(ben, User::firstName, "Ben")).thenNotFound();
        assign(Role.READER);
        manager.when(update(ben, User::firstName, "Ben")).thenDenied();
    }

    private void assign(Role role) {
        house.made(Patch.of(RoleAssignment.class)
                .set(RoleAssignment::user, ben)
                .set(RoleAssignment::role, role)
                .set(RoleAssignment::folders, List.of(house.root())));
    }

    private static Perform<User> erase(Ref<User> user) {
        return perform(user, "erase", new Erasure.Input());
    }
}
