package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redoubt.command.Expected;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.Task;
import redoubt.grc.Task.Status;
import redoubt.grc.TaskOverdue;
import redoubt.model.Envelope.Actor;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/** What somebody is to do: completing it, whose it is, and what is said when its day has passed. */
class TaskTest {

    private static final TaskCompletion.Input DONE = new TaskCompletion.Input("Went well");
    private static final OverdueAnnouncement.Input OVERDUE = new OverdueAnnouncement.Input();

    private final Scenario house = Scenario.founded();
    private final LocalDate today = LocalDate.now(house.clock());

    private static Patch<Task> named(String name) {
        return Patch.of(Task.class).set(Task::name, name);
    }

    private Ref<Task> due(LocalDate day) {
        return house.made(named("Review access").set(Task::dueDate, day));
    }

    private Scenario overdue(Ref<Task> task) {
        return house.given(perform(task, OverdueAnnouncement.NAME, OVERDUE));
    }

    @Test
    void aTaskNeedsANameAndNothingElse() {
        house.when(create(Patch.of(Task.class))).thenInvalid("name", "This field is required.");
        Task task = house.state(house.made(named("Review access")));
        assertThat(task.folder()).isEqualTo(house.root());
        assertThat(task.status()).isEqualTo(Status.PENDING);
        assertThat(task.completedAt()).isNull();
    }

    @Test
    void whatItPointsAtMustBeThere() {
        Ref<Risk> risk = house.risk("Leak");
        Ref<Control> control = house.made(Patch.of(Control.class).set(Control::name, "Locks"));
        Ref<Asset> asset = house.made(Patch.of(Asset.class).set(Asset::name, "Vault"));
        house.when(create(named("Review")
                        .set(Task::risks, List.of(risk))
                        .set(Task::appliedControls, List.of(control))
                        .set(Task::assets, List.of(asset))))
                .then("task.created");
        house.when(create(named("Review")
                        .set(Task::risks, List.of(Ref.of(Risk.class, nowhere())))
                        .set(Task::appliedControls, List.of(Ref.of(Control.class, nowhere())))
                        .set(Task::assets, List.of(Ref.of(Asset.class, nowhere())))
                        .set(Task::assignedTo, List.of(Ref.of(User.class, nowhere())))))
                .thenComplaintsAbout("risks", "appliedControls", "assets", "assignedTo");
    }

    private static String nowhere() {
        return UUID.randomUUID().toString();
    }

    @Test
    void whatItPointsAtIsTakenOutOfItWhenThatIsDeleted() {
        Ref<Risk> risk = house.risk("Leak");
        Ref<Control> control = house.made(Patch.of(Control.class).set(Control::name, "Locks"));
        Ref<Asset> asset = house.made(Patch.of(Asset.class).set(Asset::name, "Vault"));
        Ref<Task> task = house.made(named("Review")
                .set(Task::risks, List.of(risk))
                .set(Task::appliedControls, List.of(control))
                .set(Task::assets, List.of(asset)));
        house.when(delete(control)).then("task.updated", "control.deleted");
        house.when(delete(asset)).then("task.updated", "asset.deleted");
        house.when(delete(risk)).then("task.updated", "risk.deleted");
        Task free = house.state(task);
        assertThat(free.appliedControls()).isEmpty();
        assertThat(free.assets()).isEmpty();
        assertThat(free.risks()).isEmpty();
    }

    @Test
    void aLinkIsAnAddressOnTheWeb() {
        house.when(create(named("Review").set(Task::link, "https://example.org/ticket?id=7")))
                .then("task.created");
        house.when(create(named("Review").set(Task::link, "javascript:alert(1)")))
                .thenInvalid("link", "Enter a valid http or https address.");
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void anyStatusFollowsAnyOther(Status from) {
        for (Status to : Status.values()) {
            Ref<Task> task = house.made(named("Review").set(Task::status, from));
            house.given(update(task, Task::status, to));
            assertThat(house.state(task).status()).isEqualTo(to);
        }
    }

    @Test
    void completingIsAMilestoneAndRemembersWhoAndWhen() {
        Ref<Task> task = due(today);
        house.when(update(task, Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
        assertThat(house.state(task).completedAt()).isEqualTo(house.clock().instant());
        assertThat(house.state(task).completedBy().id())
                .isEqualTo(house.by().actor().user());
        house.when(update(task, Task::status, Status.COMPLETED)).thenNothing();
        house.when(update(task, Task::status, Status.IN_PROGRESS)).then("task.updated");
        assertThat(house.state(task).completedAt()).isNull();
        assertThat(house.state(task).completedBy()).isNull();
    }

    @Test
    void theActionDoesWhatTheStatusDoesAndTakesARemark() {
        Ref<Task> task = due(today);
        house.when(perform(task, "complete", DONE)).then("task.updated", "task.completed");
        assertThat(house.state(task).observation()).isEqualTo("Went well");
        house.when(perform(task, "complete", DONE)).thenNothing();
        house.when(perform(task, "complete", new TaskCompletion.Input("On second thought")))
                .then("task.updated");
    }

    @Test
    void aTaskMayBeBornCompleted() {
        house.when(create(named("Review").set(Task::status, Status.COMPLETED))).then("task.created", "task.completed");
    }

    @Test
    void whoItIsAssignedToSaysHowItGoesAndNothingElse() {
        Ref<Folder> folder = house.folder("Payments");
        Ref<User> user = house.user("ben@example.org");
        Ref<Task> task = house.made(named("Review").set(Task::folder, folder).set(Task::assignedTo, List.of(user)));
        Scenario ben = reader(user, folder);

        ben.when(update(task, Task::status, Status.IN_PROGRESS)).then("task.updated");
        ben.when(update(task, Patch.of(Task.class).set(Task::observation, "Half of it")))
                .then("task.updated");
        ben.when(update(task, Patch.of(Task.class).set(Task::observation, "All").set(Task::name, "Mine")))
                .thenDenied();
        ben.when(update(task, Task::dueDate, today)).thenDenied();
        Patch<Task> begun = Patch.of(Task.class).set(Task::status, Status.PENDING);
        ben.when(new Update<>(task, Submission.of(begun), Expected.ANY, true)).thenDenied();
        ben.when(delete(task)).thenDenied();
        ben.when(perform(task, "complete", DONE)).then("task.updated", "task.completed");
        assertThat(house.state(task).completedBy()).isEqualTo(user);
    }

    @Test
    void aTaskOfSomebodyElseIsNotTheirs() {
        Ref<Folder> folder = house.folder("Payments");
        Ref<Task> task = house.made(named("Review").set(Task::folder, folder));
        Scenario ben = reader(house.user("ben@example.org"), folder);
        ben.when(update(task, Task::status, Status.COMPLETED)).thenDenied();
        ben.when(perform(task, "complete", DONE)).thenDenied();
    }

    @Test
    void whoItIsAssignedToAndCannotSeeItIsToldOfNone() {
        Ref<User> user = house.user("ben@example.org");
        Ref<Task> task = house.made(
                named("Review").set(Task::folder, house.folder("Payments")).set(Task::assignedTo, List.of(user)));
        Scenario ben = reader(user, house.folder("Fraud"));
        ben.when(update(task, Task::status, Status.COMPLETED)).thenNotFound();
    }

    private Scenario reader(Ref<User> user, Ref<Folder> folder) {
        return house.as(new Principal(
                new Actor(Actor.Type.USER, user.id(), null),
                house.by().organization(),
                house.by().root(),
                List.of(new Grant(Role.READER, folder.id(), true)),
                Principal.Limits.NONE));
    }

    @Test
    void aDueDateThatHasPassedIsSaidOnce() {
        Ref<Task> task = due(today.minusDays(3));
        var said = house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).then("task.overdue");
        TaskOverdue fact = (TaskOverdue) said.events().getFirst().change();
        assertThat(fact.dueDate()).isEqualTo(today.minusDays(3));
        assertThat(fact.daysOverdue()).isEqualTo(3);
        assertThat(fact.overdueSince()).isEqualTo(today.minusDays(2) + "T00:00:00Z");
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
    }

    @Test
    void whatIsDueTodayIsNotOverdueBeforeTomorrow() {
        Ref<Task> task = due(today);
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
        house.later(Duration.ofDays(1))
                .when(perform(task, OverdueAnnouncement.NAME, OVERDUE))
                .then("task.overdue");
    }

    @Test
    void whatIsDoneOrGivenUpIsNotOverdue() {
        for (Status status : List.of(Status.COMPLETED, Status.CANCELLED)) {
            Ref<Task> task = due(today.minusDays(1));
            house.given(update(task, Task::status, status));
            house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
            house.given(update(task, Task::status, Status.PENDING));
            house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).then("task.overdue");
        }
    }

    @Test
    void reopeningWhatWasAnnouncedSaysNothingAgain() {
        Ref<Task> task = due(today.minusDays(1));
        overdue(task).given(update(task, Task::status, Status.COMPLETED), update(task, Task::status, Status.PENDING));
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
    }

    @Test
    void aNewDueDateIsSaidOnItsOwnAndAnOldOneNeverAgain() {
        Ref<Task> task = due(today.minusDays(5));
        overdue(task).given(update(task, Task::dueDate, today.minusDays(2)));
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).then("task.overdue");
        house.given(update(task, Task::dueDate, today.plusDays(1)));
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
        house.given(update(task, Task::dueDate, today.minusDays(5)));
        house.when(perform(task, OverdueAnnouncement.NAME, OVERDUE)).thenNothing();
        house.given(update(task, Task::dueDate, today.plusDays(1)));
        house.later(Duration.ofDays(2))
                .when(perform(task, OverdueAnnouncement.NAME, OVERDUE))
                .then("task.overdue");
    }

    @Test
    void twoWhoAskAtOnceAreToldOnce() {
        Ref<Task> task = due(today.minusDays(1));
        house.meanwhile(perform(task, OverdueAnnouncement.NAME, OVERDUE))
                .when(perform(task, OverdueAnnouncement.NAME, OVERDUE))
                .thenNothing();
        assertThat(house.log().stream().filter(event -> event.name().equals("task.overdue")))
                .hasSize(1);
    }

    @Test
    void aTaskCompletedMeanwhileIsNotOverdue() {
        Ref<Task> task = due(today.minusDays(1));
        house.meanwhile(update(task, Task::status, Status.COMPLETED))
                .when(perform(task, OverdueAnnouncement.NAME, OVERDUE))
                .thenNothing();
    }

    @Test
    void thatADueDateComesNearIsSaidOncePerNumberOfDays() {
        Ref<Task> task = due(today.plusDays(8));
        house.when(soon(task, 7)).thenNothing();
        house.later(Duration.ofDays(1)).when(soon(task, 7)).then("task.due_soon");
        house.when(soon(task, 7)).thenNothing();
        house.when(soon(task, 1)).thenNothing();
        house.later(Duration.ofDays(6)).when(soon(task, 1)).then("task.due_soon");
        house.when(soon(task, 7)).thenNothing();
        house.given(update(task, Task::dueDate, today.plusDays(9)));
        house.when(soon(task, 7)).then("task.due_soon");
        house.given(update(task, Task::dueDate, today.plusDays(8)));
        house.when(soon(task, 1)).thenNothing();
        house.later(Duration.ofDays(2)).when(soon(task, 1)).thenNothing();
    }

    private static redoubt.command.Perform<Task> soon(Ref<Task> task, int days) {
        return perform(task, DueSoonAnnouncement.NAME, new DueSoonAnnouncement.Input(days));
    }
}
