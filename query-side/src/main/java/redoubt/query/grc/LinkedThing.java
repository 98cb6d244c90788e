package redoubt.query.grc;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.model.Known;
import redoubt.model.Ref;

/**
 * What a control shows of something that names it in one list.
 *
 * @param id which one
 * @param folder where it lives
 * @param controls the identifiers of the controls that it names
 */
record LinkedThing(String id, String folder, List<String> controls) implements Linked.Link {

    /** One from a row: its identifier, where it lives, and the list. */
    static LinkedThing read(Readable row) {
        return new LinkedThing(
                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                Objects.requireNonNull(row.get(1, UUID.class)).toString(),
                Linked.texts(row.get(2, UUID[].class)));
    }

    /** One as it is known. */
    static LinkedThing of(Known<?> known, Ref<Folder> folder, List<Ref<Control>> controls) {
        return new LinkedThing(
                known.ref().id(), folder.id(), controls.stream().map(Ref::id).toList());
    }

    @Override
    public boolean names(String control) {
        return controls.contains(control);
    }
}
