package redoubt.command.grc;

import java.util.Objects;
import redoubt.grc.Folder;
import redoubt.model.Ref;
import redoubt.model.access.Principal;

/** Where a thing lives if its writer does not say: in the folder that the credential is for, or in the root. */
final class Home {

    private Home() {}

    static Ref<Folder> of(Principal by) {
        return Ref.of(Folder.class, Objects.requireNonNullElse(by.limits().folder(), by.root()));
    }
}
