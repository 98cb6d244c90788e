package redoubt.command.grc;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Decision.Happening;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Task;
import redoubt.grc.Task.Announced;
import redoubt.grc.TaskOverdue;
import redoubt.model.Patch;
import redoubt.model.access.Permission;

/**
 * It is said that the due date of a task has passed, once for each due date it ever has. Asking again changes nothing, so
 * any node may ask. The next task of a series has its turn then, whether this one will be done or not.
 */
public final class OverdueAnnouncement implements Behaviour<Task, OverdueAnnouncement.Input, OverdueAnnouncement.Seen> {

    /** The name of the action. */
    public static final String NAME = "announce_overdue";

    private final ZoneId zone;

    /** Announces by the calendar of that zone. */
    public OverdueAnnouncement(ZoneId zone) {
        this.zone = zone;
    }

    /** Nothing needs to be said. */
    public record Input() {}

    /**
     * What follows.
     *
     * @param next the next task of its series, if that has its turn then
     */
    public record Seen(Optional<Happening<Task>> next) {}

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
        return "Say that a due date has passed";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<Seen> look(Situation<Task> here, Input input, World world) {
        Task task = here.target().state();
        LocalDate due = passed(task, here.today());
        return (due == null ? Mono.<Happening<Task>>empty() : TaskSeries.next(announced(task, due), world))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(Seen::new);
    }

    @Override
    public Decision decide(Situation<Task> here, Input input, Seen seen) {
        Task task = here.target().state();
        LocalDate due = passed(task, here.today());
        if (due == null) {
            return Decision.nothing();
        }
        boolean leads = seen.next().isPresent();
        Decision said = Decision.of(
                here.target().ref(),
                new TaskOverdue(
                        due,
                        due.plusDays(1).atStartOfDay(zone).toInstant(),
                        Math.toIntExact(ChronoUnit.DAYS.between(due, here.today())),
                        announced(task, due).announced(),
                        leads ? TaskSeries.followed(task).series() : null));
        return seen.next().map(said::and).orElse(said);
    }

    /** The due date that has passed without a word about it; null if there is none. */
    private static @Nullable LocalDate passed(Task task, LocalDate today) {
        LocalDate due = task.awaited();
        return due != null && due.isBefore(today) ? due : null;
    }

    private static Task announced(Task task, LocalDate due) {
        List<Announced> said = new ArrayList<>(task.announced());
        said.add(new Announced(due, null));
        return Patch.of(Task.class).set(Task::announced, said).applyTo(task);
    }
}
