package redoubt.query.parking;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.query.Window;

/** The events that tables could not take. Safe for any thread; never blocks. */
public interface ParkedEvents {

    /** Those of resources with a noun, by position. */
    Mono<Part> list(String noun, Window window);

    /** Those of one resource, by position; empty if there are none. */
    Mono<List<ParkedEvent>> of(String noun, String resource);

    /**
     * Asks whoever writes the tables, on whatever node, to do something with what is parked of a resource. It is done soon
     * afterwards; {@link #of} tells what came of it.
     *
     * @return whether anything was parked
     */
    Mono<Boolean> wish(String noun, String resource, Wish wish);

    /**
     * A part of the list.
     *
     * @param count how many there are altogether
     * @param events those of the window
     */
    record Part(long count, List<ParkedEvent> events) {}

    /** What can be done with what is parked of a resource. */
    enum Wish {
        /** To make its row anew from all that happened to it. */
        RETRY,
        /** The same without the event that failed, now and whenever the table is made anew. */
        DROP
    }
}
