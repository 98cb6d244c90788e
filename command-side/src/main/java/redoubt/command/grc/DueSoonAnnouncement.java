package redoubt.command.grc;

import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.grc.Task;
import redoubt.grc.Task.Announced;
import redoubt.grc.TaskDueSoon;
import redoubt.model.Required;
import redoubt.model.access.Permission;

/**
 * It is said that the due date of a task comes near, once for each due date and number of days. Asking again changes
 * nothing, so any node may ask; where it was said that it is nearer still, nothing is said any more.
 */
public final class DueSoonAnnouncement implements TargetBehaviour<Task, DueSoonAnnouncement.Input> {

    /** The name of the action. */
    public static final String NAME = "announce_due_soon";

    /**
     * How near.
     *
     * @param daysBefore no more than so many days before the due date
     */
    public record Input(@Required @Min(0) Integer daysBefore) {}

    @Override
    public Class<Task> of() {
        return Task.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("task");
    }

    @Override
    public String summary() {
        return "Say that a due date comes near";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Task> here, Input input) {
        Task task = here.target().state();
        LocalDate due = task.awaited();
        if (due == null
                || due.isBefore(here.today())
                || due.isAfter(here.today().plusDays(input.daysBefore()))
                || (task.warned() != null && task.warned() <= input.daysBefore())) {
            return Decision.nothing();
        }
        List<Announced> said = new ArrayList<>(task.announced());
        said.add(new Announced(due, input.daysBefore()));
        return Decision.of(here.target().ref(), new TaskDueSoon(due, input.daysBefore(), said));
    }
}
