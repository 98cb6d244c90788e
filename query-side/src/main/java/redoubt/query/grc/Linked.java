package redoubt.query.grc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.Moment;
import redoubt.query.Once;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/**
 * What names controls: now, as its table says, or at a moment of the past, as the log does. Safe for any thread.
 *
 * @param <R> what names them
 * @param <L> what a control shows of it
 */
final class Linked<R, L extends Linked.Link> {

    /** Those who follow the log ask about the same moments at about the same time. */
    private static final long MOST_REMEMBERED = 256;

    private final Source<R, L> source;
    private final Asking asking;
    private final EventLog log;
    private final Cache<Past, Mono<List<L>>> past =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Linked(Source<R, L> source, Asking asking, EventLog log) {
        this.source = source;
        this.asking = asking;
        this.log = log;
    }

    /** Something that names controls. */
    interface Link {

        /** Which one. */
        String id();

        /** Where it lives, which decides who sees it. */
        String folder();

        /** Whether it names a control. */
        boolean names(String control);
    }

    /** Where such things are found. */
    interface Source<R, L> {

        /** The lists in which they name controls. */
        List<Field<R, ?>> lists();

        /** Those of an organization that name any of the controls with these identifiers, by age or identifier. */
        Clause present(String organization, Object ids);

        /** One of them. */
        L row(Readable row);

        /** One as it was at a position; nothing if it was not anywhere. */
        Mono<L> of(Known<R> known, Timeline timeline, long position);
    }

    /** Everything in the organization that names one of the controls, seen or not, in the order in which it was made. */
    Mono<List<L>> of(String organization, List<Ref<Control>> controls, long position) {
        return position == Moment.PRESENT
                ? present(organization, controls)
                : Flux.fromIterable(controls)
                        .concatMap(control ->
                                past.get(new Past(organization, control, position), key -> Once.of(read(key))))
                        .flatMapIterable(some -> some)
                        .collectList();
    }

    private Mono<List<L>> present(String organization, List<Ref<Control>> controls) {
        Object ids = Binds.ids(controls.stream().map(Ref::id).toList());
        return asking.rows(organization, source.present(organization, ids), source::row)
                .collectList();
    }

    static List<String> texts(UUID @Nullable [] ids) {
        return ids == null ? List.of() : Arrays.stream(ids).map(UUID::toString).toList();
    }

    private Mono<List<L>> read(Past past) {
        EventLog theirs = log.within(past.organization());
        Timeline timeline = new LogTimeline(theirs);
        return Flux.fromIterable(source.lists())
                .concatMap(list -> theirs.pointing(list, past.control(), past.position()))
                .distinct()
                .concatMap(ref -> timeline.at(ref, past.position()))
                .concatMap(known -> source.of(known, timeline, past.position()))
                .filter(link -> link.names(past.control().id()))
                // Identifiers are drawn in the order of time, where they are drawn.
                .sort(Comparator.comparing(Link::id))
                .collectList();
    }

    private record Past(String organization, Ref<Control> control, long position) {}
}
