package redoubt.query.grc;

import java.util.List;

/**
 * What a control shows of a row of an assessment that names it.
 *
 * @param id which row
 * @param folder where its assessment lives
 * @param controls the identifiers of the controls that it names
 */
record LinkedRow(String id, String folder, List<String> controls) implements Linked.Link {

    @Override
    public boolean names(String control) {
        return controls.contains(control);
    }
}
