package redoubt.api.resource;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Perform;
import redoubt.command.Revert;
import redoubt.command.Update;
import redoubt.model.Created;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/** Finds in the log what came of operations whose answer was lost. */
public final class Recollection {

    private final EventLog log;
    private final Timeline timeline;

    /** Looks into that log. */
    public Recollection(EventLog log, Timeline timeline) {
        this.log = log;
        this.timeline = timeline;
    }

    /** What came of one operation that ended at a position. */
    <R> Mono<BulkResources.Item<R>> one(Act<R> act, long position) {
        return created(act, act instanceof Create<R> ? 1 : 0, position)
                .flatMap(last -> item(act, refs(last), position));
    }

    /** What came of operations that were done together and ended at a position. */
    <R> Mono<List<BulkResources.Item<R>>> of(BulkRequest<R> request, long position) {
        Act<R> some = request.acts().getFirst();
        long creations =
                request.acts().stream().filter(act -> act instanceof Create<R>).count();
        return created(some, creations, position).flatMap(newestFirst -> {
            Iterator<Ref<R>> created = refs(newestFirst.reversed());
            return Flux.fromIterable(request.acts())
                    .concatMap(act -> item(act, created, position))
                    .collectList();
        });
    }

    /**
     * Backwards from a position: what one command recorded are neighbours, and its creations are the last ones. What was
     * made because of something else, as the next task of a series is, was not asked for.
     */
    private Mono<List<Event<?>>> created(Act<?> act, long number, long position) {
        return log.read(new EventLog.Reading(0, position, null, Set.of(), true))
                .filter(event -> event.change() instanceof Created<?>
                        && event.ref().type() == act.target().type()
                        && event.envelope().causation() == null)
                .take(number)
                .collectList();
    }

    @SuppressWarnings("unchecked")
    private static <R> Iterator<Ref<R>> refs(List<Event<?>> events) {
        return events.stream().map(event -> (Ref<R>) event.ref()).iterator();
    }

    private <R> Mono<BulkResources.Item<R>> item(Act<R> act, Iterator<Ref<R>> created, long position) {
        Ref<R> ref =
                switch (act) {
                    case Create<R> create -> created.hasNext() ? created.next() : create.target();
                    case Update<R> update -> update.target();
                    case Delete<R> delete -> delete.target();
                    case Perform<R> perform -> perform.target();
                    case Revert<R> revert -> revert.target();
                };
        return timeline.at(ref, position)
                .map(known -> told(act, known, position))
                .switchIfEmpty(Mono.fromSupplier(() -> told(act, null, position)));
    }

    private static <R> BulkResources.Item<R> told(Act<R> act, @Nullable Known<R> known, long position) {
        return new BulkResources.Item<>(act instanceof Create<R>, known, position, null);
    }
}
