package redoubt.grc;

import java.time.LocalDate;
import java.util.List;
import redoubt.grc.Task.Announced;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * The due date of a task comes near. It happens once for each due date and each number of days.
 *
 * @param dueDate the day until which it is to be done
 * @param daysBefore no more than how many days are left
 * @param announced all that was said so far about due dates of the task, this included
 */
@Fact.Happened(to = Task.class, as = "due_soon")
public record TaskDueSoon(LocalDate dueDate, Integer daysBefore, List<Announced> announced) implements Fact<Task> {

    @Override
    public Patch<Task> effect() {
        return Patch.of(Task.class).set(Task::announced, announced).set(Task::warned, daysBefore);
    }
}
