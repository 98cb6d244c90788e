package redoubt.command.grc;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import redoubt.grc.Task;
import redoubt.grc.Task.Announced;
import redoubt.model.Patch;

/** What is still to be said about the due date of a task. Pure. */
final class TaskDates {

    private TaskDates() {}

    /** The task with a note of the due date that the clock waits for, and of how near it was said to be. */
    static Task settled(Task task) {
        LocalDate due = task.dueDate();
        boolean waits = due != null && task.status().open() && !task.announcedOverdue();
        Integer warned = task.announced().stream()
                .filter(said -> said.dueDate().equals(due))
                .map(Announced::daysBefore)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return Patch.of(Task.class)
                .set(Task::awaited, waits ? due : null)
                .set(Task::warned, waits ? warned : null)
                .applyTo(task);
    }
}
