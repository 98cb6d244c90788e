package redoubt.command.grc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import redoubt.command.Decision.Happening;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Task;
import redoubt.grc.Task.Status;
import redoubt.grc.TaskCompleted;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** A task remembers who completed it and when; those it is assigned to may say how it goes; and it may come again. */
public final class TaskRules implements Rules<Task, TaskRules.Seen> {

    private static final Set<String> LENT = Set.of("status", "observation");

    /**
     * What a task leads to.
     *
     * @param next the next task of its series, if that has its turn now
     */
    public record Seen(Optional<Happening<Task>> next) {}

    @Override
    public Class<Task> of() {
        return Task.class;
    }

    @Override
    public Task complete(Task proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(Task.class).set(Task::folder, Home.of(by)).applyTo(proposed);
    }

    @Override
    public Predicate<Field<Task, ?>> lent(Task task, Principal by) {
        return assigned(task, by) ? field -> LENT.contains(field.name()) : _ -> false;
    }

    /** Whether it is theirs to do. */
    static boolean assigned(Task task, Principal by) {
        String user = by.actor().user();
        return user != null && task.assignedTo().contains(Ref.of(User.class, user));
    }

    @Override
    public Mono<Seen> look(Draft<Task> draft, World world) {
        return TaskSeries.next(settled(draft), world)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(Seen::new);
    }

    @Override
    public Ruling<Task> judge(Draft<Task> draft, Seen seen) {
        Complaints complaints = new Complaints();
        TaskSeries.judge(draft, complaints);
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        Task task = settled(draft);
        boolean completed = task.status() == Status.COMPLETED
                && (draft.former() == null || draft.former().status() != Status.COMPLETED);
        List<Fact<Task>> facts = completed ? List.of(new TaskCompleted()) : List.of();
        return seen.next()
                .map(next -> Ruling.settled(TaskSeries.followed(task), facts).leadingTo(List.of(next)))
                .orElseGet(() -> Ruling.settled(task, facts));
    }

    private static Task settled(Draft<Task> draft) {
        return TaskDates.settled(completion(draft).applyTo(TaskSeries.settled(draft)));
    }

    private static Patch<Task> completion(Draft<Task> draft) {
        Patch<Task> patch = Patch.of(Task.class);
        if (draft.proposed().status() != Status.COMPLETED) {
            return patch.set(Task::completedAt, null).set(Task::completedBy, null);
        }
        if (draft.former() != null && draft.former().status() == Status.COMPLETED) {
            return patch;
        }
        String user = draft.by().actor().user();
        return patch.set(Task::completedAt, Moments.cut(draft.now()))
                .set(Task::completedBy, user == null ? null : Ref.of(User.class, user));
    }
}
