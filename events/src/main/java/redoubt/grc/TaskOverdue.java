package redoubt.grc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Task.Announced;
import redoubt.grc.Task.Series;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * A task was still to be done when its due date had passed. It happens once for each due date that a task ever has.
 *
 * @param dueDate the day until which it was to be done
 * @param overdueSince the first moment after that day, where the house stands
 * @param daysOverdue how many days ago that day was when it was noticed
 * @param announced all that was said so far about due dates of the task, this included
 * @param series what the task knows of its series, if the next one was made because of it; else null
 */
@Fact.Happened(to = Task.class, as = "overdue")
public record TaskOverdue(
        LocalDate dueDate,
        Instant overdueSince,
        Integer daysOverdue,
        List<Announced> announced,
        @Nullable Series series)
        implements Fact<Task> {

    @Override
    public Patch<Task> effect() {
        Patch<Task> said = Patch.of(Task.class).set(Task::announced, announced).set(Task::awaited, null);
        return series == null ? said : said.set(Task::series, series);
    }
}
