package redoubt.bench.scenario;

import java.time.Duration;
import java.util.HashSet;
import redoubt.bench.library.Appends;
import redoubt.bench.library.Library;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/**
 * A library and the log it writes: what it acknowledges is there, once, and nothing else.
 *
 * @param head the last position, in SQL
 * @param after the identifiers behind a position, in SQL with {@code %d} for that position
 */
record WrittenLog(Library library, ProductDatabase database, String head, String after) implements AutoCloseable {

    /** Ours; an event that lacks one of its tag rows does not count as there. */
    static WrittenLog ours(Library library, ProductDatabase database) {
        return new WrittenLog(library, database, "select coalesce(max(position), 0) from event", """
            select id from event e
            where cardinality(tags) = (
                select count(*) from event_tag t where t.tag = any (e.tags) and t.position = e.position)
            and position > %d
            """);
    }

    static WrittenLog emmetts(Library library, ProductDatabase database) {
        return new WrittenLog(
                library,
                database,
                "select coalesce(max(global_position), 0) from emt_messages",
                "select stream_id || ':' || stream_position from emt_messages where global_position > %d");
    }

    /** Appends for that time, and compares what was acknowledged with what is there. */
    Appends append(String turn, int writers, Duration time, Report report) {
        long before = database.number(head);
        var appends = library.append(writers, time);
        var acknowledged = new HashSet<>(appends.identifiers());
        var stored = database.texts(after.formatted(before));
        if (acknowledged.size() != appends.identifiers().size()
                || acknowledged.size() != stored.size()
                || !acknowledged.containsAll(stored)) {
            report.wrong("%s: %d events were acknowledged, and %d are there"
                    .formatted(turn, appends.identifiers().size(), stored.size()));
        }
        return appends;
    }

    long pid() {
        return library.pid();
    }

    @Override
    public void close() {
        library.close();
    }
}
