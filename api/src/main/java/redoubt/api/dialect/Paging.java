package redoubt.api.dialect;

import java.util.List;
import java.util.function.Consumer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.PublicUrl;
import redoubt.query.Window;
import tools.jackson.core.JsonGenerator;

/** How lists are cut into pages. */
public interface Paging {

    /** What a request asks for; complaints go to the parameters. */
    Cut read(Parameters parameters);

    /** The parameters, for documents. */
    List<Parameter> parameters();

    /**
     * Part of a list.
     *
     * @param number the number of the page, from 1
     * @param size how many rows it has at most
     */
    record Cut(int number, int size) {

        /** The same for the read side. */
        public Window window() {
            return Window.numbered(number, size);
        }

        /** Whether a page of that many rows out of so many exists. */
        public boolean exists(long count) {
            return number == 1 || (number - 1L) * size < count;
        }
    }

    /**
     * Where a list stands.
     *
     * @param url the public address of the server
     * @param path the canonical path of the list
     * @param query the query string of the request
     */
    record Place(PublicUrl url, String path, String query) {}

    /** Writes the page around its rows. */
    void write(Cut cut, long count, Place place, JsonGenerator out, Consumer<JsonGenerator> rows);
}
