package redoubt.query.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/** The timeline that the log itself tells: the one fold, stopped where it is asked to. */
public final class LogTimeline implements Timeline {

    private final EventLog log;

    /** The timeline of things in that log. */
    public LogTimeline(EventLog log) {
        this.log = log;
    }

    @Override
    public <R> Flux<Step<R>> steps(Ref<R> ref) {
        return steps(Reading.of(ref));
    }

    @Override
    public <R> Mono<Known<R>> latest(Ref<R> ref) {
        return this.<R>known(Reading.of(ref));
    }

    @Override
    public <R> Mono<Known<R>> at(Ref<R> ref, long position) {
        return this.<R>known(Reading.of(ref).until(position));
    }

    @Override
    public <R> Mono<Step<R>> version(Ref<R> ref, long version) {
        return steps(ref)
                .filter(step -> step.event().envelope().version() == version)
                .next();
    }

    @Override
    public <R> List<Difference> between(@Nullable R before, @Nullable R after) {
        return Differences.between(before, after);
    }

    private <R> Mono<Known<R>> known(Reading reading) {
        return this.<R>steps(reading).takeLast(1).next().flatMap(step -> Mono.justOrEmpty(step.after()));
    }

    private <R> Flux<Step<R>> steps(Reading reading) {
        return Flux.defer(() -> {
            Fold<R> fold = new Fold<>();
            return log.read(reading).map(fold::next);
        });
    }

    /** What is known so far. Not safe for several threads; the events of one reading come one after the other. */
    private static final class Fold<R> {

        private @Nullable Known<R> known;

        @SuppressWarnings("unchecked")
        Step<R> next(Event<?> any) {
            Event<R> event = (Event<R>) any;
            Known<R> before = known;
            known = Known.after(before, event);
            return new Step<>(event, before, known);
        }
    }
}
