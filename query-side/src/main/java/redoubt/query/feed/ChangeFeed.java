package redoubt.query.feed;

import java.util.Set;
import reactor.core.publisher.Flux;
import redoubt.model.access.Principal;

/** The log as a stream for followers. History and live come from one cursor, so there is no seam between them. */
public interface ChangeFeed {

    /**
     * Everything after a position that passes the filter and that the follower may see, in order, each once, without
     * end. Beside {@link Publication}s it emits {@link Passed} marks when filtered-out events moved the cursor, at most
     * one per page read. Reads no faster than it is asked to.
     */
    Flux<Signal> follow(Principal by, long after, Filter filter);

    /** Either something to tell, or how far the cursor is. */
    sealed interface Signal permits Publication, Passed {

        /** The position of the cursor after this signal. */
        long position();
    }

    /** Nothing to tell up to this position. */
    record Passed(long position) implements Signal {}

    /**
     * What a follower wants to hear.
     *
     * @param names public event names; empty for all
     * @param nouns nouns of resources; empty for all
     * @param resources identifiers of resources; empty for all
     * @param folders identifiers of folders, each meaning its subtree; empty for all
     */
    record Filter(Set<String> names, Set<String> nouns, Set<String> resources, Set<String> folders) {

        /** Everything. */
        public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of());
    }
}
