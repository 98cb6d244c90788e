package redoubt.query.history;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Folding;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/** The timeline that the log itself tells: the one fold, begun at the nearest snapshot and stopped where it is asked to. */
public final class LogTimeline implements Timeline {

    private final EventLog log;

    /** The timeline of things in that log. */
    public LogTimeline(EventLog log) {
        this.log = log;
    }

    @Override
    public <R> Flux<Step<R>> steps(Ref<R> ref) {
        return all(ref);
    }

    @Override
    public <R> Mono<Step<R>> last(Ref<R> ref) {
        return base(ref, Long.MAX_VALUE, Long.MAX_VALUE)
                .flatMap(base ->
                        after(base, Reading.of(ref)).takeLast(1).next().switchIfEmpty(Mono.defer(() -> lastOf(base))));
    }

    /** The event that a snapshot ends with. */
    private <R> Mono<Step<R>> lastOf(Snapshot<R> snapshot) {
        Reading reading = Reading.of(snapshot.ref()).until(snapshot.position());
        return snapshot.events() == 0
                ? Mono.empty()
                : base(snapshot.ref(), Long.MAX_VALUE, snapshot.events())
                        .flatMap(base -> after(base, reading).takeLast(1).next());
    }

    @Override
    public <R> Mono<Known<R>> latest(Ref<R> ref) {
        return at(ref, Long.MAX_VALUE);
    }

    @Override
    public <R> Mono<Known<R>> at(Ref<R> ref, long position) {
        return base(ref, position, Long.MAX_VALUE)
                .flatMap(base -> after(base, Reading.of(ref).until(position))
                        .takeLast(1)
                        .next()
                        .map(step -> Optional.ofNullable(step.after()))
                        .defaultIfEmpty(Optional.ofNullable(base.known())))
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public <R> Mono<Step<R>> version(Ref<R> ref, long version) {
        if (version < 1) {
            return Mono.empty();
        }
        return base(ref, Long.MAX_VALUE, version).flatMap(base -> {
            long further = version - base.events();
            // Versions count the events, until something deleted is created again and they begin anew.
            return after(base, Reading.of(ref).limit(further))
                    .skip(further - 1)
                    .next()
                    .flatMap(step -> numbered(step, version)
                            ? Mono.just(step)
                            : this.<R>all(ref)
                                    .filter(each -> numbered(each, version))
                                    .next());
        });
    }

    private static boolean numbered(Step<?> step, long version) {
        return step.event().envelope().version() == version;
    }

    @Override
    public <R> List<Difference> between(@Nullable R before, @Nullable R after) {
        return Differences.between(before, after);
    }

    /** What a fold goes on from: the latest snapshot that stands for no event after a position, and for fewer than so many. */
    private <R> Mono<Snapshot<R>> base(Ref<R> ref, long until, long fewer) {
        return log.snapshots().find(ref, until, fewer).defaultIfEmpty(Snapshot.beginning(ref));
    }

    /** Everything that happened. Whether a snapshot is missing is not noticed here: none was looked for. */
    private <R> Flux<Step<R>> all(Ref<R> ref) {
        return Flux.defer(() -> steps(new Folding<>(Snapshot.beginning(ref), Integer.MAX_VALUE), Reading.of(ref)));
    }

    /** What happened after the nearest snapshot, as far as the reading reaches. */
    private <R> Flux<Step<R>> after(Snapshot<R> base, Reading reading) {
        return Flux.defer(() -> {
            Folding<R> folding = new Folding<>(base, log.snapshots().spacing());
            return steps(folding, reading.after(base.position())).doFinally(_ -> keep(folding.due()));
        });
    }

    private <R> Flux<Step<R>> steps(Folding<R> folding, Reading reading) {
        return log.read(reading).map(event -> LogTimeline.<R>step(folding, event));
    }

    @SuppressWarnings("unchecked")
    private static <R> Step<R> step(Folding<R> folding, Event<?> any) {
        Event<R> event = (Event<R>) any;
        Known<R> before = folding.reached().known();
        return new Step<>(event, before, folding.next(event));
    }

    private <R> void keep(List<Snapshot<R>> missing) {
        if (!missing.isEmpty()) {
            log.snapshots().keep(missing);
        }
    }
}
