package redoubt.command.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;

/**
 * What is sent by somebody who may have read a thing with parts of it out of sight, in terms of the whole thing: pointers
 * to what the writer cannot see stay, and the order of lists says nothing. So whatever was read can be sent back, and
 * changes nothing; and nobody unlinks what they do not know of.
 */
final class SentBack {

    private SentBack() {}

    /** The whole of what is sent; complains where null stands for something that must be there. */
    static <R> Mono<Patch<R>> whole(Patch<R> sent, R before, Complaints complaints, World world) {
        Mono<Patch<R>> whole = Mono.just(sent);
        for (Field<R, ?> field : sent.shape().fields()) {
            if (sent.has(field)) {
                whole = whole.flatMap(patch -> switch (field.kind()) {
                    case REF -> pointer(patch, field, field.of(before), complaints, world);
                    case REFS, TEXTS -> list(patch, field, field.of(before), world);
                    default -> Mono.just(patch);
                });
            }
        }
        return whole;
    }

    private static <R> Mono<Patch<R>> pointer(
            Patch<R> patch, Field<R, ?> field, @Nullable Object former, Complaints complaints, World world) {
        if (patch.get(field) != null || !(former instanceof Ref<?> ref)) {
            return Mono.just(patch);
        }
        return hidden(ref, world).map(hidden -> {
            if (hidden) {
                return patch.with(field, former);
            }
            if (!field.nullable()) {
                complaints.add(field.name(), "This field may not be null.");
                return patch.only(each -> !each.equals(field));
            }
            return patch;
        });
    }

    private static <R> Mono<Patch<R>> list(Patch<R> patch, Field<R, ?> field, @Nullable Object former, World world) {
        List<?> sent = (List<?>) Objects.requireNonNullElse(patch.get(field), List.of());
        List<?> present = (List<?>) Objects.requireNonNullElse(former, List.of());
        return Flux.fromIterable(present)
                .filter(each -> each instanceof Ref<?> && !sent.contains(each))
                .filterWhen(each -> hidden((Ref<?>) each, world))
                .collectList()
                .map(hidden -> {
                    List<Object> all = new ArrayList<>(sent);
                    all.addAll(hidden);
                    boolean same = new HashSet<>(all).equals(new HashSet<>(present));
                    return patch.with(field, same ? present : List.copyOf(all));
                });
    }

    /** Whether there is something that the writer does not see. */
    private static Mono<Boolean> hidden(Ref<?> ref, World world) {
        return world.find(ref)
                .filterWhen((Known<?> known) -> world.visible(known).map(visible -> !visible))
                .hasElement();
    }
}
