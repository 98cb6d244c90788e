package redoubt.api.stream;

import java.util.List;

/** The streams that this node has open. Safe for any thread. */
public interface Streams {

    /** All of them. */
    List<Open> open();

    /** Has one of them end with a last word; tells whether there was one of that identifier. */
    boolean end(String id);
}
