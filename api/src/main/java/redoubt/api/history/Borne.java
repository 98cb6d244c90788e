package redoubt.api.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.Catalogue;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Unfolding;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline.Step;
import redoubt.query.log.EventLog;

/**
 * What comes with a resource and is changed by itself, and what happened to all of it.
 *
 * @param shape what comes with it
 * @param field what says what it came with
 */
record Borne<R, C>(Shape<C> shape, Field<C, ?> field, EventLog log) {

    /** What comes with resources of a shape and is changed by itself; empty if nothing does. */
    static <R> Optional<Borne<R, ?>> of(Shape<R> bearer, Catalogue catalogue, EventLog log) {
        return catalogue.resources().stream()
                .filter(shape -> shape.fields().stream().anyMatch(Field::writable))
                .flatMap(shape -> Borne.<R, Object>of(shape, bearer, log).stream())
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    private static <R, C> Optional<Borne<R, ?>> of(Shape<?> shape, Shape<R> bearer, EventLog log) {
        Shape<C> borne = (Shape<C>) shape;
        return borne.bearer()
                .filter(field -> field.target() == bearer.type())
                .<Borne<R, ?>>map(field -> new Borne<R, C>(borne, field, log));
    }

    /** How clients ask for it: {@code requirement_assessments}. */
    String member() {
        return shape.plural().replace('-', '_');
    }

    /** How documents tell of that. */
    Parameter parameter() {
        return Parameter.text("include", "Tell what happened to what came with it as well.", member());
    }

    /** Whether a request asks for it; complaints go to the parameters. */
    boolean wanted(Parameters parameters) {
        String name = member();
        List<String> included = parameters.list("include");
        if (included.stream().anyMatch(each -> !each.equals(name))) {
            parameters.complaints().add("include", "Choose " + name + ".");
        }
        return !included.isEmpty();
    }

    /**
     * What became of one of them between two points.
     *
     * @param events in how many steps
     */
    record Became(Ref<?> ref, List<Difference> differences, int events) {}

    /** The same for all that changed, for one whose own steps these are. */
    Mono<List<Became>> between(String organization, List<Step<R>> own, Points from, Points to, Changes changes) {
        return steps(organization, own).map(all -> {
            Map<Ref<C>, List<Step<C>>> each = new LinkedHashMap<>();
            all.forEach(step -> each.computeIfAbsent(step.event().ref(), _ -> new ArrayList<>())
                    .add(step));
            List<Became> became = new ArrayList<>();
            each.forEach((ref, steps) -> {
                int first = from.last(steps);
                int last = to.last(steps);
                if (last > first) {
                    Known<C> before = first < 0
                            ? steps.getFirst().before()
                            : steps.get(first).after();
                    became.add(new Became(
                            ref, changes.between(before, steps.get(last).after()), last - first));
                }
            });
            return became;
        });
    }

    /** All that happened to it, in order, for one whose own steps these are. */
    Mono<List<Step<C>>> steps(String organization, List<Step<R>> own) {
        Step<R> first = own.getFirst();
        Known<R> begun = first.after();
        if (begun == null) {
            return Mono.just(List.of());
        }
        return log.within(organization)
                .changes(field, begun.ref(), Long.MAX_VALUE)
                .collectList()
                .map(events -> steps(Unfolding.beginnings(begun, shape.type()), events));
    }

    @SuppressWarnings("unchecked")
    private List<Step<C>> steps(Map<Ref<C>, Known<C>> known, List<Event<?>> events) {
        List<Step<C>> steps = new ArrayList<>();
        for (Event<?> event : events) {
            Known<C> before = known.get(event.ref());
            if (before != null) {
                Event<C> change = (Event<C>) event;
                Known<C> after = Known.after(before, change);
                known.computeIfPresent(change.ref(), (_, _) -> after);
                steps.add(new Step<>(change, before, after));
            }
        }
        return steps;
    }
}
