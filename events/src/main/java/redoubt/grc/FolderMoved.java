package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;

/**
 * A folder went to another place in the tree, with everything below it.
 *
 * @param oldParent where it was
 * @param newParent where it is now
 */
@Fact.Happened(to = Folder.class, as = "moved")
public record FolderMoved(Ref<Folder> oldParent, Ref<Folder> newParent) implements Fact<Folder> {

    @Override
    public Patch<Folder> effect() {
        return Patch.of(Folder.class);
    }
}
