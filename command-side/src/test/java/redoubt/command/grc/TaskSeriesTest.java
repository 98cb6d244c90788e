package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redoubt.command.Expected;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Folder;
import redoubt.grc.Recurrence;
import redoubt.grc.Risk;
import redoubt.grc.Task;
import redoubt.grc.Task.Status;
import redoubt.model.Created;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;

/** Tasks that come again. */
class TaskSeriesTest {

    private static final OverdueAnnouncement.Input OVERDUE = new OverdueAnnouncement.Input();
    private static final LocalDate START = LocalDate.of(2026, 1, 31);

    private final Scenario house = Scenario.founded();

    private static Recurrence monthly(@Nullable LocalDate end, @Nullable Integer occurrences) {
        return new Recurrence("MONTHLY", 1, null, end, occurrences);
    }

    private Ref<Task> monthly() {
        return house.made(sample());
    }

    private static Patch<Task> sample() {
        return Patch.of(Task.class)
                .set(Task::name, "Review access")
                .set(Task::description, "Who still needs it?")
                .set(Task::dueDate, START)
                .set(Task::recurrence, monthly(null, null));
    }

    private static Update<Task> onwards(Ref<Task> task, Patch<Task> patch) {
        return new Update<>(task, Submission.of(patch), Expected.ANY, true);
    }

    private List<Known<Task>> tasks() {
        return house.log().stream()
                .filter(event -> event.ref().type() == Task.class && event.change() instanceof Created<?>)
                .map(event -> Ref.of(Task.class, event.ref().id()))
                .map(house::known)
                .toList();
    }

    private Known<Task> last() {
        return tasks().getLast();
    }

    private Known<Task> afterCompletion(Ref<Task> task) {
        house.given(update(task, Task::status, Status.COMPLETED));
        return last();
    }

    @Test
    void theNextOneIsMadeWhenThisOneIsCompletedAndCausedByThat() {
        Ref<Task> first = monthly();
        var events = house.when(update(first, Task::status, Status.COMPLETED))
                .then("task.updated", "task.completed", "task.created")
                .events();
        assertThat(events.getLast().envelope().causation())
                .isEqualTo(events.getFirst().id());

        Task next = last().state();
        assertThat(next.name()).isEqualTo("Review access");
        assertThat(next.description()).isEqualTo("Who still needs it?");
        assertThat(next.status()).isEqualTo(Status.PENDING);
        assertThat(next.dueDate()).isEqualTo("2026-02-28");
        assertThat(next.scheduledDate()).isEqualTo("2026-02-28");
        assertThat(next.recurrence()).isEqualTo(monthly(null, null));
        assertThat(next.seriesId()).isEqualTo(first.id());
        assertThat(last().ref().id())
                .isEqualTo(UuidCreator.getNameBasedSha1(UUID.fromString(first.id()), "2026-02-28")
                        .toString());
    }

    @Test
    void theLastDayOfAShortMonthDoesNotStick() {
        Known<Task> march = afterCompletion(afterCompletion(monthly()).ref());
        assertThat(march.state().dueDate()).isEqualTo("2026-03-31");
    }

    @Test
    void givingUpOrBeingOverdueGivesTheNextItsTurnAndOnlyOnce() {
        Ref<Task> first = monthly();
        house.in("UTC").later(java.time.Duration.ofDays(3_650));
        var said = house.when(perform(first, OverdueAnnouncement.NAME, OVERDUE))
                .then("task.overdue", "task.created")
                .events();
        assertThat(said.getLast().envelope().causation())
                .isEqualTo(said.getFirst().id());
        house.when(update(first, Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
        house.when(update(last().ref(), Task::status, Status.CANCELLED)).then("task.updated", "task.created");
        assertThat(tasks()).hasSize(3);
    }

    @Test
    void reopeningAndCompletingAgainMakesNoOther() {
        Ref<Task> first = monthly();
        Known<Task> second = afterCompletion(first);
        house.given(update(first, Task::status, Status.PENDING));
        house.when(update(first, Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
        house.given(delete(second.ref()));
        house.given(update(first, Task::status, Status.PENDING));
        house.when(update(first, Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
    }

    @Test
    void twoWhoEndItAtOnceMakeOneNext() {
        Ref<Task> first = monthly();
        house.meanwhile(update(first, Task::status, Status.CANCELLED))
                .when(update(first, Task::status, Status.COMPLETED))
                .then("task.updated", "task.completed");
        assertThat(tasks()).hasSize(2);
    }

    @Test
    void aSeriesEndsOnItsDay() {
        Ref<Task> first = house.made(sample().set(Task::recurrence, monthly(LocalDate.of(2026, 2, 28), null)));
        Known<Task> second = afterCompletion(first);
        assertThat(second.state().dueDate()).isEqualTo("2026-02-28");
        house.when(update(second.ref(), Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
    }

    @Test
    void aSeriesEndsAfterItsNumber() {
        Ref<Task> first = house.made(sample().set(Task::recurrence, monthly(null, 2)));
        Known<Task> second = afterCompletion(first);
        house.when(update(second.ref(), Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
        assertThat(tasks()).hasSize(2);
    }

    @Test
    void aTaskThatComesAgainNeedsADueDate() {
        house.when(create(sample().set(Task::dueDate, null))).thenComplaintsAbout("dueDate");
        house.when(update(monthly(), Task::dueDate, null)).thenComplaintsAbout("dueDate");
    }

    @Test
    void daysOfTheWeekAreForWeeklyRules() {
        var monthly = new Recurrence("MONTHLY", 1, List.of(1), null, null);
        house.when(create(sample().set(Task::recurrence, monthly))).thenComplaintsAbout("recurrence.daysOfWeek");
        var eighth = new Recurrence("WEEKLY", 1, List.of(8), null, null);
        house.when(create(sample().set(Task::recurrence, eighth))).thenComplaintsAbout("recurrence.daysOfWeek");
        var never = new Recurrence("HOURLY", 0, null, null, null);
        house.when(create(sample().set(Task::recurrence, never)))
                .thenComplaintsAbout("recurrence.frequency", "recurrence.interval");
    }

    @Test
    void whatIsChangedInOneStaysInThatOne() {
        Ref<Task> first = monthly();
        house.given(update(
                first,
                Patch.of(Task.class)
                        .set(Task::name, "Review access, this once with auditors")
                        .set(Task::dueDate, LocalDate.of(2026, 2, 3))));
        Task next = afterCompletion(first).state();
        assertThat(next.name()).isEqualTo("Review access");
        assertThat(next.dueDate()).isEqualTo("2026-02-28");
    }

    @Test
    void whatIsChangedOnwardsHoldsForAllThatFollow() {
        Ref<Task> first = monthly();
        house.given(onwards(
                first,
                Patch.of(Task.class)
                        .set(Task::name, "Review access and keys")
                        .set(Task::recurrence, new Recurrence("WEEKLY", 2, null, null, null))
                        .set(Task::dueDate, LocalDate.of(2026, 2, 3))));
        Task next = afterCompletion(first).state();
        assertThat(next.name()).isEqualTo("Review access and keys");
        assertThat(next.dueDate()).isEqualTo("2026-02-17");
    }

    @Test
    void aNewRuleCountsFromThisOneOn() {
        Ref<Task> first = monthly();
        house.given(update(first, Task::recurrence, new Recurrence("DAILY", 10, null, null, null)));
        assertThat(afterCompletion(first).state().dueDate()).isEqualTo("2026-02-10");
    }

    @Test
    void withoutARuleNothingFollows() {
        Ref<Task> first = monthly();
        house.given(update(first, Task::recurrence, null));
        house.when(update(first, Task::status, Status.COMPLETED)).then("task.updated", "task.completed");
    }

    @Test
    void onlyTheLastOneOfASeriesIsChangedOnwards() {
        Ref<Task> first = monthly();
        afterCompletion(first);
        house.when(onwards(first, Patch.of(Task.class).set(Task::name, "Late"))).thenComplaintsAbout("series");
        house.when(update(first, Task::recurrence, null)).thenComplaintsAbout("recurrence");
        house.when(update(first, Task::name, "Renamed")).then("task.updated");
        house.when(onwards(house.made(Patch.of(Task.class).set(Task::name, "Once")), Patch.of(Task.class)))
                .thenComplaintsAbout("series");
    }

    @Test
    void whatIsGoneIsLeftOutOfTheNext() {
        Ref<Folder> folder = house.folder("Payments");
        Ref<Risk> risk = house.risk("Leak");
        Ref<Risk> other = house.risk("Loss");
        Ref<Task> first = house.made(sample().set(Task::folder, folder).set(Task::risks, List.of(risk, other)));
        house.given(
                update(
                        first,
                        Patch.of(Task.class).set(Task::folder, house.root()).set(Task::risks, List.of())),
                delete(folder),
                delete(risk));
        Task next = afterCompletion(first).state();
        assertThat(next.folder()).isEqualTo(house.root());
        assertThat(next.risks()).containsExactly(other);
    }

    @Test
    void everyTaskOfASeriesIsMadeOnce() {
        Known<Task> task = house.known(monthly());
        for (int i = 0; i < 30; i++) {
            task = afterCompletion(task.ref());
        }
        assertThat(tasks().stream().map(Known::ref).distinct()).hasSize(31);
        assertThat(house.log().stream().map(Event::name).filter("task.created"::equals))
                .hasSize(31);
    }
}
