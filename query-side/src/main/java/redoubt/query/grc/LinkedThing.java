package redoubt.query.grc;

import java.util.List;

/**
 * What a control shows of something that names it in one list.
 *
 * @param id which one
 * @param folder where it lives
 * @param controls the identifiers of the controls that it names
 */
record LinkedThing(String id, String folder, List<String> controls) implements Linked.Link {

    @Override
    public boolean names(String control) {
        return controls.contains(control);
    }
}
