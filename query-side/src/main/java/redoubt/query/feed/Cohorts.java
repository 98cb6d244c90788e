package redoubt.query.feed;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import redoubt.query.feed.ChangeFeed.Filter;

/** All cohorts of a node. Safe for any thread. */
final class Cohorts {

    private final ConcurrentMap<Key, Cohort> cohorts = new ConcurrentHashMap<>();

    /** Who hears the same: all who hold the same rights and want to hear the same. */
    record Key(Rights rights, Filter filter) {}

    /**
     * What is heard after a position together with those who are there already, until whoever listens falls behind; that is
     * told to {@code behind}. Null if nobody is there, and at the end of the log nobody began yet.
     *
     * @param head whether that is the head of the log, so that others may come
     * @param log what is followed for all of them
     */
    @Nullable
    Flux<Heard> join(Key key, long after, Runnable behind, boolean head, Supplier<Flux<Heard>> log) {
        Entry entry = new Entry();
        cohorts.compute(key, (_, there) -> {
            entry.heard = there == null ? null : there.join(after, behind);
            if (entry.heard != null || !head) {
                return there;
            }
            Cohort fresh = new Cohort(after, gone -> cohorts.remove(key, gone));
            entry.fresh = fresh;
            entry.heard = fresh.join(after, behind);
            return fresh;
        });
        if (entry.fresh != null) {
            entry.fresh.follow(log.get());
        }
        return entry.heard;
    }

    /** How one entered. */
    private static final class Entry {

        @Nullable
        Flux<Heard> heard;

        @Nullable
        Cohort fresh;
    }
}
