package redoubt.api.house;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline;

/** The past in memory. */
public final class HouseTimeline implements Timeline {

    private final House house;
    private final @Nullable String organization;

    HouseTimeline(House house) {
        this(house, null);
    }

    private HouseTimeline(House house, @Nullable String organization) {
        this.house = house;
        this.organization = organization;
    }

    @Override
    public Timeline within(String other) {
        return new HouseTimeline(house, other);
    }

    @Override
    public <R> Flux<Step<R>> steps(Ref<R> ref) {
        return Flux.defer(() -> Flux.fromIterable(all(ref)));
    }

    @SuppressWarnings("unchecked")
    private <R> List<Step<R>> all(Ref<R> ref) {
        List<Step<R>> steps = new ArrayList<>();
        Known<R> before = null;
        for (Event<?> each : house.events()) {
            if (each.ref().equals(ref)
                    && (organization == null || each.envelope().organization().equals(organization))) {
                Event<R> event = (Event<R>) each;
                Known<R> after = Known.after(before, event);
                steps.add(new Step<>(event, before, after));
                before = after;
            }
        }
        return steps;
    }

    @Override
    public <R> Mono<Known<R>> latest(Ref<R> ref) {
        return at(ref, Long.MAX_VALUE);
    }

    @Override
    public <R> Mono<Known<R>> at(Ref<R> ref, long position) {
        return steps(ref)
                .takeWhile(step -> step.event().position() <= position)
                .takeLast(1)
                .next()
                .flatMap(step -> Mono.justOrEmpty(step.after()));
    }

    @Override
    public <R> Mono<Step<R>> version(Ref<R> ref, long version) {
        return steps(ref)
                .filter(step -> step.event().envelope().version() == version)
                .next();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> List<Difference> between(@Nullable R before, @Nullable R after) {
        R some = before != null ? before : after;
        List<Difference> differences = new ArrayList<>();
        if (some != null) {
            for (Field<R, ?> field : ((Shape<R>) Shape.of(some.getClass())).fields()) {
                Object was = before == null ? null : field.of(before);
                Object is = after == null ? null : field.of(after);
                if (is instanceof List<?> in && was instanceof List<?> out) {
                    if (!in.equals(out)) {
                        differences.add(
                                new Difference(field.name(), field.type(), null, null, minus(in, out), minus(out, in)));
                    }
                } else if (!java.util.Objects.equals(was, is)) {
                    differences.add(new Difference(field.name(), field.type(), was, is, null, null));
                }
            }
        }
        return differences;
    }

    private static List<?> minus(List<?> some, List<?> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }
}
