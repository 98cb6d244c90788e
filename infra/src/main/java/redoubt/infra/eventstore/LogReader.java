package redoubt.infra.eventstore;

import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the log as it is in the table, as far as the connections that are lent for it let it. Safe for any thread. */
public final class LogReader {

    private final LogTable table;
    private final int page;

    LogReader(LogTable table, int page) {
        this.table = table;
        this.page = page;
    }

    /**
     * A part of the log as it is, page by page as the subscriber asks for it; fails as {@link PostgresEventStore#follow}
     * does.
     */
    public Flux<Logged> read(Reading reading) {
        int size = (int) Math.min(page, reading.limit());
        var selection = Criteria.selection(reading.tag(), reading.types());
        return new Pages(table, selection, size, reading.descending())
                .between(reading.after(), reading.until())
                .map(Arrival::readable)
                .take(reading.limit());
    }

    /**
     * A stream up to a position, from its latest snapshot of that fingerprint on that stands for no later event, and for
     * fewer than so many.
     *
     * @param first how many events are read together with the snapshot
     */
    public Mono<Stretch> from(Tag stream, String fingerprint, long until, long fewer, int first) {
        var selection = Criteria.selection(stream, Set.of());
        int size = Math.min(first, page);
        return table.cut(selection, stream, fingerprint, until, fewer, size).map(cut -> {
            var pages = new Pages(table, selection, page, false);
            var events = pages.following(cut.events(), size, Math.min(until, cut.head()));
            return new Stretch(cut.base(), events.map(Arrival::readable));
        });
    }
}
