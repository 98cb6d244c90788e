package redoubt.command.grc;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Draft;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Task;
import redoubt.grc.Task.Status;
import redoubt.model.Patch;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;

/** A task is done: the same as giving it that status, and a remark with it. */
public final class TaskCompletion implements Behaviour<Task, TaskCompletion.Input, TaskRules.Seen> {

    private final TaskRules rules = new TaskRules();

    /**
     * What there is to say.
     *
     * @param observation how it went; null leaves what was observed before
     */
    public record Input(@Size(max = 20_000) @Nullable String observation) {}

    @Override
    public Class<Task> of() {
        return Task.class;
    }

    @Override
    public String name() {
        return "complete";
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
        return "Complete a task";
    }

    @Override
    public boolean lent(Task task, Principal by) {
        return TaskRules.assigned(task, by);
    }

    @Override
    public Mono<TaskRules.Seen> look(Situation<Task> here, Input input, World world) {
        return rules.look(draft(here, input), world);
    }

    @Override
    public Decision decide(Situation<Task> here, Input input, TaskRules.Seen seen) {
        return rules.judge(draft(here, input), seen).over(here.target());
    }

    private static Draft<Task> draft(Situation<Task> here, Input input) {
        Patch<Task> done = Patch.of(Task.class).set(Task::status, Status.COMPLETED);
        Patch<Task> told = input.observation() == null ? done : done.set(Task::observation, input.observation());
        return new Draft<>(
                here.target().ref(),
                here.target(),
                told.applyTo(here.target().state()),
                here.by(),
                here.now(),
                here.today(),
                false);
    }
}
