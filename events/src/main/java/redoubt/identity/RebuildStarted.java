package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * It was begun to make a table anew.
 *
 * @param projection the noun of what is in it
 * @param swap whether it is to take the place of the old one
 */
@Fact.Happened(to = ProjectionNote.class, as = "rebuild_started")
public record RebuildStarted(String projection, Boolean swap) implements Fact<ProjectionNote> {

    @Override
    public Patch<ProjectionNote> effect() {
        return Patch.of(ProjectionNote.class)
                .set(ProjectionNote::projection, projection)
                .set(ProjectionNote::state, "running");
    }

    @Override
    public boolean begins() {
        return true;
    }
}
