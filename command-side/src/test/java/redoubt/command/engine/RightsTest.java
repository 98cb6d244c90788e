package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.grc.MatrixEvaluation;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/** Who may write what: who may not see a thing does not find it, who may see it and not write it is denied. */
class RightsTest {

    private static final String UNKNOWN = "Object not found or not accessible.";

    private final Scenario house = Scenario.founded();

    @Test
    void rightsAreJudgedBeforeVersions() {
        Ref<Risk> risk = house.risk("Fire");
        Update<Risk> stale =
                new Update<>(risk, Submission.of(Patch.of(Risk.class).set(Risk::name, "F")), Expected.version(9));
        house.as(Role.READER, house.root()).when(stale).thenDenied();
        house.as(Role.ADMINISTRATOR, house.folder("Finance")).when(stale).thenNotFound();
    }

    @Test
    void whoMayOnlyReadIsDeniedAndWhoMayNotEvenSeeFindsNothing() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Risk> risk = house.made(fire().set(Risk::folder, finance));
        Scenario reader = house.as(Role.READER, finance);
        reader.when(update(risk, Risk::name, "Flood")).thenDenied();
        reader.when(delete(risk)).thenDenied();
        reader.when(create(fire().set(Risk::folder, finance))).thenDenied();
        Scenario elsewhere = house.as(Role.ADMINISTRATOR, house.folder("Sales"));
        elsewhere.when(update(risk, Risk::name, "Flood")).thenNotFound();
        elsewhere.when(delete(risk)).thenNotFound();
    }

    @Test
    void aReadOnlyCredentialChangesNothing() {
        Ref<Risk> risk = house.risk("Fire");
        Scenario reading = house.limited(true, null);
        reading.when(create(fire())).thenDenied();
        reading.when(update(risk, Risk::name, "Flood")).thenDenied();
        reading.when(delete(risk)).thenDenied();
        reading.when(perform(house.state(risk).riskMatrix(), "evaluate", new MatrixEvaluation.Input(1, 1)))
                .thenDenied();
    }

    @Test
    void aCredentialLimitedToAFolderWritesThereAndKnowsNothingElse() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Risk> outside = house.risk("Flood");
        Scenario limited = house.limited(false, finance);
        Ref<Risk> risk = limited.made(fire());
        assertThat(house.state(risk).folder()).isEqualTo(finance);
        limited.when(update(risk, Risk::folder, house.root())).thenInvalid("folder", UNKNOWN);
        limited.when(update(outside, Risk::name, "Mine")).thenNotFound();
        Ref<Folder> cards = limited.made(Patch.of(Folder.class).set(Folder::name, "Cards"));
        assertThat(house.state(cards).parentFolder()).isEqualTo(finance);
    }

    @Test
    void movingTakesTheRightToAddAtTheNewPlace() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> sales = house.folder("Sales");
        Ref<Risk> risk = house.made(fire().set(Risk::folder, finance));
        Scenario analyst = house.as(Role.ANALYST, finance);
        analyst.when(update(risk, Risk::folder, sales)).thenInvalid("folder", UNKNOWN);
        var both = new Principal(
                analyst.by().actor(),
                house.by().organization(),
                house.by().root(),
                List.of(new Grant(Role.ANALYST, finance.id(), true), new Grant(Role.READER, sales.id(), true)),
                Principal.Limits.NONE);
        house.as(both).when(update(risk, Risk::folder, sales)).thenDenied();
        house.when(update(risk, Risk::folder, sales)).then("risk.updated");
    }

    @Test
    void aFolderThatCouldNotBeReadIsNoReasonToDeny() {
        Scenario analyst = house.as(Role.ANALYST, house.folder("Finance"));
        Submission<Risk> garbled = (current, complaints) -> {
            complaints.add("folder", "Must be a valid UUID.");
            return fire();
        };
        analyst.when(new Create<>(Ref.of(Risk.class, UUID.randomUUID().toString()), garbled))
                .thenInvalid("folder", "Must be a valid UUID.");
        analyst.when(create(fire())).thenInvalid("folder", UNKNOWN);
    }

    @Test
    void thingsOfAnotherHouseAreNotThereEvenForAdministrators() {
        Scenario other = house.found("Umbrella");
        Ref<Risk> risk = house.risk("Fire");
        Ref<User> ben = house.user("ben@example.org");
        other.when(update(risk, Risk::name, "Mine")).thenNotFound();
        other.when(delete(ben)).thenNotFound();
        other.when(update(house.root(), Folder::name, "Mine")).thenNotFound();
        other.when(create(fire().set(Risk::owner, List.of(ben)))).thenInvalid("owner", UNKNOWN);
        other.when(create(fire().set(Risk::riskMatrix, house.matrix()))).thenInvalid("riskMatrix", UNKNOWN);
        other.when(create(Patch.of(User.class).set(User::email, "BEN@example.org")))
                .then("user.created");
        house.when(create(Patch.of(User.class).set(User::email, "BEN@example.org")))
                .thenComplaintsAbout("email");
    }

    private static Patch<Risk> fire() {
        return Patch.of(Risk.class).set(Risk::name, "Fire");
    }
}
