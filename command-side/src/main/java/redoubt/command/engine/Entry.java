package redoubt.command.engine;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Expected;
import redoubt.command.World;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * The way to something that is there already: it exists and may be seen, or it is "not found"; the act is allowed, or
 * it is "denied" (what may be seen may be read, but no command is for a credential that only reads); it has the expected
 * version, or the client is told the present one. In that order.
 */
final class Entry {

    private Entry() {}

    static <R> Mono<Known<R>> to(Ref<R> ref, Permission permission, Expected expected, Asking asking, World world) {
        return world.find(ref)
                .filterWhen(world::visible)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(known -> world.scope(ref, known.state()).<Known<R>>handle((scope, sink) -> {
                    boolean allowed = permission.reading() || Access.allows(asking.by(), permission, scope);
                    Failure refusal = allowed && !asking.by().limits().readOnly()
                            ? judge(expected, known.version())
                            : denial(ref, scope, asking.by());
                    if (refusal == null) {
                        sink.next(known);
                    } else {
                        sink.error(new Refused(refusal));
                    }
                }));
    }

    /** Accounts are there for everybody to point at; who could not look at one is not told that it is. */
    private static Failure denial(Ref<?> ref, Scope scope, Principal by) {
        return scope.nowhere() && !Access.knowsOf(ref.id(), by) ? new Failure.NotFound() : new Failure.Denied();
    }

    private static @Nullable Failure judge(Expected expected, long version) {
        if (expected.missing()) {
            return new Failure.PreconditionRequired();
        }
        Long wanted = expected.version();
        return wanted == null || wanted == version ? null : new Failure.Stale(version);
    }
}
