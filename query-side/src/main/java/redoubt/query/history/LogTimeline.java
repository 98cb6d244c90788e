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
import redoubt.model.Unfolding;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.log.EventLog.Told;

/** The timeline that the log itself tells: the one fold, begun at the nearest snapshot and stopped where it is asked to. */
public final class LogTimeline implements Timeline {

    private final EventLog log;

    /** The timeline of things in that log. */
    public LogTimeline(EventLog log) {
        this.log = log;
    }

    @Override
    public Timeline within(String organization) {
        return new LogTimeline(log.within(organization));
    }

    @Override
    public <R> Flux<Step<R>> steps(Ref<R> ref) {
        return all(ref);
    }

    @Override
    public <R> Mono<Step<R>> last(Ref<R> ref) {
        return log.tell(ref, Long.MAX_VALUE, Long.MAX_VALUE)
                .flatMap(told -> after(told).takeLast(1).next().switchIfEmpty(Mono.defer(() -> lastOf(told.from()))));
    }

    /** The event that a snapshot ends with. */
    private <R> Mono<Step<R>> lastOf(Snapshot<R> snapshot) {
        return snapshot.events() == 0
                ? Mono.empty()
                : log.tell(snapshot.ref(), snapshot.position(), snapshot.events())
                        .flatMap(told -> after(told).takeLast(1).next());
    }

    @Override
    public <R> Mono<Known<R>> latest(Ref<R> ref) {
        return at(ref, Long.MAX_VALUE);
    }

    @Override
    public <R> Mono<Known<R>> at(Ref<R> ref, long position) {
        return log.tell(ref, position, Long.MAX_VALUE)
                .flatMap(told -> after(told)
                        .takeLast(1)
                        .next()
                        .map(step -> Optional.ofNullable(step.after()))
                        .defaultIfEmpty(Optional.ofNullable(told.from().known())))
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public <R> Mono<Step<R>> version(Ref<R> ref, long version) {
        if (version < 1) {
            return Mono.empty();
        }
        // Versions count the events, until something deleted is created again and they begin anew.
        return log.tell(ref, Long.MAX_VALUE, version).flatMap(told -> after(told)
                .skip(version - told.from().events() - 1)
                .next()
                .flatMap(step -> numbered(step, version)
                        ? Mono.just(step)
                        : this.<R>all(ref)
                                .filter(each -> numbered(each, version))
                                .next()));
    }

    private static boolean numbered(Step<?> step, long version) {
        return step.event().envelope().version() == version;
    }

    @Override
    public <R> List<Difference> between(@Nullable R before, @Nullable R after) {
        return Differences.between(before, after);
    }

    /** Everything that happened. Whether a snapshot is missing is not noticed here: none was looked for. */
    private <R> Flux<Step<R>> all(Ref<R> ref) {
        return Flux.defer(
                () -> steps(new Folding<>(Snapshot.beginning(ref), Integer.MAX_VALUE), log.read(Reading.of(ref))));
    }

    /** What happened after that beginning. */
    private <R> Flux<Step<R>> after(Told<R> told) {
        return Flux.defer(() -> {
            Folding<R> folding = new Folding<>(told.from(), log.snapshots().spacing());
            return steps(folding, told.then()).doFinally(_ -> keep(folding.due()));
        });
    }

    private static <R> Flux<Step<R>> steps(Folding<R> folding, Flux<Event<?>> events) {
        // What came with something else begins, and ends, with an event of that.
        return events.concatMapIterable(event ->
                        Unfolding.about(folding.reached().ref(), event).stream().toList())
                .map(event -> step(folding, event));
    }

    private static <R> Step<R> step(Folding<R> folding, Event<R> event) {
        Known<R> before = folding.reached().known();
        return new Step<>(event, before, folding.next(event));
    }

    private <R> void keep(List<Snapshot<R>> missing) {
        if (!missing.isEmpty()) {
            log.snapshots().keep(missing);
        }
    }
}
