package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * A table could not be made anew, or somebody stopped it.
 *
 * @param position of the log that it had come to
 * @param cancelled whether somebody stopped it
 */
@Fact.Happened(to = ProjectionNote.class, as = "rebuild_failed")
public record RebuildFailed(Long position, Boolean cancelled) implements Fact<ProjectionNote> {

    @Override
    public Patch<ProjectionNote> effect() {
        return Patch.of(ProjectionNote.class).set(ProjectionNote::state, "failed");
    }
}
