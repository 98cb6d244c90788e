package redoubt.command.engine;

import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Update;
import redoubt.command.World;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Giving fields new values. Nothing happens when nothing is different. */
final class Amendment {

    private final Writing writing;

    Amendment(Writing writing) {
        this.writing = writing;
    }

    <R> Mono<Decision> decision(Update<R> update, Asking asking, World world) {
        Ref<R> ref = update.target();
        Permission change = Permission.change(ref.right());
        return Entry.to(ref, change, state -> lends(ref, state, asking), update.expected(), asking, world)
                .flatMap(before -> {
                    Complaints complaints = new Complaints();
                    Patch<R> sent = update.submission().read(before.state(), complaints);
                    return entitled(update, before, sent, complaints, asking, world)
                            .then(Mono.defer(() -> SentBack.whole(sent, before.state(), complaints, world)))
                            .flatMap(patch -> writing.judge(
                                    Intent.change(before, patch, update.given(), update.onwards()),
                                    complaints,
                                    asking,
                                    world))
                            .map(ruling -> ruling.over(before));
                });
    }

    private <R> boolean lends(Ref<R> ref, R state, Asking asking) {
        return patchable(ref, writing.lent(ref.type(), state, asking));
    }

    private static <R> boolean patchable(Ref<R> ref, Predicate<Field<R, ?>> lent) {
        return Patch.of(ref.type()).shape().fields().stream().anyMatch(lent);
    }

    /** Who came in without the right to change it writes what is lent to them and nothing else, there and then. */
    private <R> Mono<Void> entitled(
            Update<R> update, Known<R> before, Patch<R> sent, Complaints complaints, Asking asking, World world) {
        Predicate<Field<R, ?>> lent = writing.lent(before.ref().type(), before.state(), asking);
        if (!patchable(before.ref(), lent)) {
            return Mono.empty();
        }
        boolean within = !update.onwards()
                && sent.shape().fields().stream()
                        .filter(field -> sent.has(field) || complaints.about(field.name()))
                        .allMatch(lent);
        return world.scope(before.ref(), before.state())
                .filter(scope -> !within
                        && !Access.allows(
                                asking.by(), Permission.change(before.ref().right()), scope))
                .flatMap(_ -> Mono.error(new Refused(new Failure.Denied())));
    }
}
