package redoubt.command.grc;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Decision.Happening;
import redoubt.command.Draft;
import redoubt.command.World;
import redoubt.grc.Recurrence;
import redoubt.grc.Task;
import redoubt.grc.Task.Plan;
import redoubt.grc.Task.Series;
import redoubt.model.Created;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;

/**
 * Tasks that come again. The last task of a series knows what the next one will be; it is made when the last one is done
 * with, and then the series goes on from there.
 */
final class TaskSeries {

    private static final Shape<Task> TASK = Shape.of(Task.class);
    private static final Shape<Plan> PLAN = Shape.of(Plan.class);

    private TaskSeries() {}

    /** What is wrong with a task as part of a series. */
    static void judge(Draft<Task> draft, Complaints complaints) {
        Task task = draft.proposed();
        Task former = draft.former();
        Recurring.judge(task.recurrence(), complaints);
        if (task.recurrence() != null && task.dueDate() == null) {
            complaints.add("dueDate", "A task that comes again needs a due date.");
        }
        Series series = former == null ? null : former.series();
        if (former != null && series != null && series.followed()) {
            if (draft.onwards()) {
                complaints.add("series", "Another task has followed this one: change that one.");
            } else if (!Objects.equals(task.recurrence(), former.recurrence())) {
                complaints.add("recurrence", "Another task has followed this one: change that one.");
            }
        } else if (draft.onwards() && series == null && task.recurrence() == null) {
            complaints.add("series", "This task does not come again.");
        }
    }

    /** The task with what it knows of its series. */
    static Task settled(Draft<Task> draft) {
        Task task = draft.proposed();
        Task former = draft.former();
        Series series = task.series();
        LocalDate due = task.dueDate();
        boolean rules = former == null || !Objects.equals(task.recurrence(), former.recurrence());
        if (series == null) {
            return task.recurrence() == null || due == null
                    ? task
                    : Patch.of(Task.class)
                            .set(Task::seriesId, draft.ref().id())
                            .set(Task::scheduledDate, due)
                            .set(Task::series, new Series(due, 1, false, plan(task)))
                            .applyTo(task);
        }
        if (series.followed() || !(draft.onwards() || rules)) {
            return task;
        }
        LocalDate start = rules ? Objects.requireNonNull(task.scheduledDate()) : series.start();
        if (draft.onwards() && due != null && (former == null || !due.equals(former.dueDate()))) {
            start = due;
        }
        Plan plan = draft.onwards()
                ? plan(task)
                : Patch.of(Plan.class).set(Plan::recurrence, task.recurrence()).applyTo(series.plan());
        return Patch.of(Task.class)
                .set(Task::series, new Series(start, series.number(), false, plan))
                .applyTo(task);
    }

    /** Whether the task is done with, so that the next of its series has its turn. */
    private static boolean over(Task task) {
        return !task.status().open() || task.announcedOverdue();
    }

    /** The next of its series, if it has its turn now and never had it before. */
    static Mono<Happening<Task>> next(Task task, World world) {
        Series series = task.series();
        if (series == null || series.followed() || !over(task)) {
            return Mono.empty();
        }
        return scheduled(task, series)
                .map(date -> {
                    Ref<Task> ref = Ref.of(Task.class, identifier(Objects.requireNonNull(task.seriesId()), date));
                    return world.find(ref)
                            .hasElement()
                            .filter(there -> !there)
                            .flatMap(_ -> planned(series.plan(), task, world))
                            .map(plan -> new Happening<>(ref, new Created<>(begun(plan, task, series, date))));
                })
                .orElseGet(Mono::empty);
    }

    /** The task once the next one has been made. */
    static Task followed(Task task) {
        Series series = Objects.requireNonNull(task.series());
        return Patch.of(Task.class)
                .set(Task::series, new Series(series.start(), series.number(), true, series.plan()))
                .applyTo(task);
    }

    private static Optional<LocalDate> scheduled(Task task, Series series) {
        Recurrence rule = series.plan().recurrence();
        LocalDate present = task.scheduledDate();
        if (rule == null || present == null || (rule.occurrences() != null && series.number() >= rule.occurrences())) {
            return Optional.empty();
        }
        LocalDate after = present.isAfter(series.start()) ? present : series.start();
        return Recurring.after(after, series.start(), rule);
    }

    private static String identifier(String series, LocalDate date) {
        return UuidCreator.getNameBasedSha1(UUID.fromString(series), date.toString())
                .toString();
    }

    private static Task begun(Plan plan, Task task, Series series, LocalDate date) {
        Patch<Task> patch = Patch.of(Task.class);
        for (Field<Plan, ?> field : PLAN.fields()) {
            patch = patch.with(TASK.field(field.name()).orElseThrow(), field.of(plan));
        }
        return TaskDates.settled(patch.set(Task::dueDate, date)
                .set(Task::scheduledDate, date)
                .set(Task::seriesId, task.seriesId())
                .set(Task::series, new Series(series.start(), series.number() + 1, false, plan))
                .create());
    }

    private static Plan plan(Task task) {
        return PLAN.build(PLAN.fields().stream()
                .map(field -> TASK.field(field.name()).orElseThrow().of(task))
                .toArray());
    }

    /** The plan without what is there no more; where its folder is gone, the next task goes where this one is. */
    private static Mono<Plan> planned(Plan plan, Task task, World world) {
        Mono<Plan> planned = world.find(plan.folder())
                .map(Known::ref)
                .defaultIfEmpty(task.folder())
                .map(folder -> Patch.of(Plan.class).set(Plan::folder, folder).applyTo(plan));
        for (Field<Plan, ?> field : PLAN.references()) {
            if (field.of(plan) instanceof List<?> refs) {
                planned = planned.flatMap(sound -> Flux.fromIterable(refs)
                        .filterWhen(ref -> world.find((Ref<?>) ref).hasElement())
                        .collectList()
                        .map(there -> Patch.of(Plan.class).with(field, there).applyTo(sound)));
            }
        }
        return planned;
    }
}
