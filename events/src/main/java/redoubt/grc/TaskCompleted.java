package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** A task was done; what that changed stands in the event before it. */
@Fact.Happened(to = Task.class, as = "completed")
public record TaskCompleted() implements Fact<Task> {

    @Override
    public Patch<Task> effect() {
        return Patch.of(Task.class);
    }
}
