package redoubt.command.engine;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Revert;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.model.Bears;
import redoubt.model.Created;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Undoing: a change like any other, to values that were there before. What they say is judged by what there is today, so
 * it may be impossible; then that is a conflict, because nothing is wrong with the request.
 */
final class Reversion {

    private final Writing writing;

    Reversion(Writing writing) {
        this.writing = writing;
    }

    <R> Mono<Decision> decision(Revert<R> revert, Asking asking, SourcedWorld world) {
        Known<R> last = revert.last();
        if (last == null) {
            return changed(revert, asking, world);
        }
        return alone(last)
                ? returned(revert, last, asking, world)
                : admitted(revert, last, asking, world).thenReturn(Decision.refused(together()));
    }

    /** Whether it came by itself and nothing came with it; else one would come back without the others. */
    private static boolean alone(Known<?> last) {
        return !(last.state() instanceof Bears<?>)
                && Shape.of(last.ref().type()).bearer().isEmpty();
    }

    private static Failure together() {
        return Failure.Conflict.of("not_revertible", "What was deleted together with others does not come back alone.");
    }

    private <R> Mono<Decision> changed(Revert<R> revert, Asking asking, World world) {
        Ref<R> ref = revert.target();
        return Entry.to(ref, Permission.change(ref.right()), revert.expected(), asking, world)
                .flatMap(before -> {
                    if (revert.wanted().invalid() != null) {
                        return Mono.just(Decision.refused(revert.wanted().invalid()));
                    }
                    Patch<R> wanted = Objects.requireNonNull(revert.wanted().input());
                    Complaints complaints = new Complaints();
                    return SentBack.whole(wanted, before.state(), complaints, world)
                            .flatMap(patch -> writing.judge(
                                    Intent.change(
                                            before, patch, Patch.of(before.ref().type()), false),
                                    complaints,
                                    asking,
                                    world))
                            .map(ruling -> ruling.refusal() != null
                                    ? Decision.refused(impossible(ruling.refusal()))
                                    : ruling.over(before));
                });
    }

    /** One that is gone is judged like a new one by what it points at, and like a change by what it is. */
    private <R> Mono<Decision> returned(Revert<R> revert, Known<R> last, Asking asking, SourcedWorld world) {
        Ref<R> ref = revert.target();
        // Whatever happened to it since it was deleted, its being brought back included, makes it another one.
        return world.versions(ref)
                .flatMap(versions -> versions.equals(last.version() + 1)
                        ? admitted(revert, last, asking, world)
                        : Mono.error(elsewhere()))
                .then(Mono.defer(() -> {
                    if (revert.wanted().invalid() != null) {
                        return Mono.just(Decision.refused(revert.wanted().invalid()));
                    }
                    Patch<R> wanted = Objects.requireNonNull(revert.wanted().input());
                    return writing.judge(Intent.comeback(last, wanted), new Complaints(), asking, world)
                            .map(ruling -> created(ref, ruling));
                }));
    }

    private static <R> Decision created(Ref<R> ref, Ruling<R> ruling) {
        return ruling.refusal() != null
                ? Decision.refused(impossible(ruling.refusal()))
                : ruling.with(ref, Decision.of(ref, new Created<>(Objects.requireNonNull(ruling.state()))));
    }

    private static <R> Mono<Void> admitted(Revert<R> revert, Known<R> last, Asking asking, World world) {
        Permission add = Permission.add(revert.target().right());
        return world.visible(last)
                .filter(visible -> visible)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(_ -> world.scope(revert.target(), last.state()))
                .flatMap(scope -> {
                    Failure refusal = Access.allows(asking.by(), add, scope)
                            ? Entry.judge(revert.expected(), last.version() + 1)
                            : new Failure.Denied();
                    return refusal == null ? Mono.empty() : Mono.error(new Refused(refusal));
                });
    }

    private static Refused elsewhere() {
        return new Refused(Failure.Conflict.of(
                "concurrent_update", "Somebody else is changing this at the same time. Try again."));
    }

    private static Failure impossible(@Nullable Failure failure) {
        return failure instanceof Failure.Invalid invalid
                ? new Failure.Conflict(
                        "not_revertible", "What it was then cannot be today.", Map.of("details", invalid.details()))
                : Objects.requireNonNull(failure);
    }
}
