package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * A table was made anew.
 *
 * @param position of the log that it had come to
 */
@Fact.Happened(to = ProjectionNote.class, as = "rebuild_completed")
public record RebuildCompleted(Long position) implements Fact<ProjectionNote> {

    @Override
    public Patch<ProjectionNote> effect() {
        return Patch.of(ProjectionNote.class).set(ProjectionNote::state, "completed");
    }
}
