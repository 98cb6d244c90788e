package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.model.Field;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;
import redoubt.query.Queries;
import redoubt.query.history.Timeline;

/**
 * Who may look at the past of a thing: who may see it now, or might if it still were where it last was, and may read
 * history there. Personal things show their past to whoever they show themselves to.
 */
public final class Rights {

    private final Timeline timeline;
    private final Queries queries;

    /** Finds in the log where things are, or were. */
    public Rights(Timeline timeline, Queries queries) {
        this.timeline = timeline;
        this.queries = queries;
    }

    /**
     * Completes with the last event's step if the principal may see the past of the thing.
     *
     * @return fails as not found, or as denied if only the history is out of reach
     */
    public <R> Mono<Timeline.Step<R>> past(Principal by, Ref<R> ref) {
        return within(by).last(ref).switchIfEmpty(Mono.error(Rights::notFound)).flatMap(step -> judge(by, ref, step));
    }

    /** Everything that happened to the thing, oldest first, if the principal may see its past; fails likewise. */
    public <R> Mono<List<Timeline.Step<R>>> steps(Principal by, Ref<R> ref) {
        return within(by)
                .steps(ref)
                .collectList()
                .flatMap(steps -> steps.isEmpty()
                        ? Mono.error(notFound())
                        : judge(by, ref, steps.getLast()).thenReturn(steps));
    }

    private <R> Mono<Timeline.Step<R>> judge(Principal by, Ref<R> ref, Timeline.Step<R> step) {
        return step.event().envelope().organization().equals(by.organization())
                ? scope(ref, by, step).flatMap(scope -> judge(by, ref, scope, step))
                : Mono.error(notFound());
    }

    private <R> Mono<Timeline.Step<R>> judge(Principal by, Ref<R> ref, Scope scope, Timeline.Step<R> step) {
        if (!Access.allows(by, Permission.view(ref.right()), scope)) {
            // An account is known to whoever it is shown to, and its past to whoever manages it.
            Mono<Boolean> told = scope.nowhere() && ref.type() == User.class
                    ? queries.one(by, ref).hasElement()
                    : Mono.just(scope.nowhere() && Access.knowsOf(ref.id(), by));
            return told.flatMap(known -> Mono.error(known ? new Refused(new Failure.Denied()) : notFound()));
        }
        return Access.allows(by, Permission.VIEW_HISTORY, scope)
                ? Mono.just(step)
                : Mono.error(new Refused(new Failure.Denied()));
    }

    private <R> Mono<Scope> scope(Ref<R> ref, Principal by, Timeline.Step<R> step) {
        R state = step.after() != null
                ? step.after().state()
                : step.before() == null ? null : step.before().state();
        if (state == null) {
            return Mono.error(notFound());
        }
        Shape<R> shape = Shape.of(ref.type());
        String owner = shape.fields().stream()
                .filter(field -> field.is(Personal.class))
                .findFirst()
                .map(field -> id(field, state))
                .orElse(null);
        Ref<?> parent = shape.bearer().map(field -> (Ref<?>) field.of(state)).orElse(null);
        if (parent != null) {
            // Where what it came with is, or was.
            return within(by).last(parent).flatMap(last -> bearing(parent, by, last));
        }
        String folder = shape.parent().map(field -> id(field, state)).orElse(null);
        Mono<List<String>> chain = chain(within(by), ref.type() == Folder.class ? ref.id() : folder);
        return chain.map(folders -> new Scope(by.organization(), folders, owner));
    }

    @SuppressWarnings("unchecked")
    private <P> Mono<Scope> bearing(Ref<P> parent, Principal by, Timeline.Step<?> last) {
        return scope(parent, by, (Timeline.Step<P>) last);
    }

    /** A folder and its ancestors, nearest first, as they are or last were. */
    private static Mono<List<String>> chain(Timeline timeline, @Nullable String folder) {
        if (folder == null) {
            return Mono.just(List.of());
        }
        return timeline.last(Ref.of(Folder.class, folder))
                .flatMap(step -> {
                    Folder state = step.after() != null
                            ? step.after().state()
                            : step.before() == null ? null : step.before().state();
                    Ref<Folder> parent = state == null ? null : state.parentFolder();
                    return chain(timeline, parent == null ? null : parent.id()).map(above -> {
                        List<String> all = new ArrayList<>(List.of(folder));
                        all.addAll(above);
                        return all;
                    });
                })
                .defaultIfEmpty(List.of(folder));
    }

    private Timeline within(Principal by) {
        return timeline.within(by.organization());
    }

    private static @Nullable String id(Field<?, ?> field, Object state) {
        @SuppressWarnings("unchecked")
        Object value = ((Field<Object, ?>) field).of(state);
        return value instanceof Ref<?> ref ? ref.id() : null;
    }

    private static Refused notFound() {
        return new Refused(new Failure.NotFound());
    }
}
