package redoubt.command.engine;

import java.util.function.Predicate;
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
import redoubt.people.User;

/**
 * The way to something that is there already: it exists and may be seen, or it is "not found"; the act is allowed, or
 * it is "denied" (what may be seen may be read, but no command is for a credential that only reads); it has the expected
 * version, or the client is told the present one. In that order.
 */
final class Entry {

    private Entry() {}

    static <R> Mono<Known<R>> to(Ref<R> ref, Permission permission, Expected expected, Asking asking, World world) {
        return to(ref, permission, _ -> false, expected, asking, world);
    }

    /** The same, where some may come in without the permission. */
    static <R> Mono<Known<R>> to(
            Ref<R> ref, Permission permission, Predicate<R> lent, Expected expected, Asking asking, World world) {
        return world.find(ref)
                .filterWhen(world::visible)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(known -> world.scope(ref, known.state()).flatMap(scope -> {
                    boolean allowed = permission.reading()
                            || Access.allows(asking.by(), permission, scope)
                            || lent.test(known.state());
                    if (!allowed || asking.by().limits().readOnly()) {
                        return denial(ref, scope, asking.by(), world)
                                .flatMap(failure -> Mono.<Known<R>>error(new Refused(failure)));
                    }
                    Failure refusal = judge(expected, known.version());
                    return refusal == null ? Mono.just(known) : Mono.error(new Refused(refusal));
                }));
    }

    /** Accounts are there for everybody to point at; who could not look at one is not told that it is. */
    private static Mono<Failure> denial(Ref<?> ref, Scope scope, Principal by, World world) {
        Mono<Boolean> told = !scope.nowhere()
                ? Mono.just(true)
                : ref.type() == User.class
                        ? Acquaintance.between(by, Ref.of(User.class, ref.id()), world)
                        : Mono.just(Access.knowsOf(ref.id(), by));
        return told.map(known -> known ? new Failure.Denied() : new Failure.NotFound());
    }

    static @Nullable Failure judge(Expected expected, long version) {
        if (expected.missing()) {
            return new Failure.PreconditionRequired();
        }
        Long wanted = expected.version();
        return wanted == null || wanted == version ? null : new Failure.Stale(version);
    }
}
