package redoubt.command.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.identity.RoleAssignment;
import redoubt.model.Constraints;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.Unique;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Scope;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * What creating and changing have in common: constraints, references, uniqueness and rules are judged together, so that
 * a client learns of everything that is wrong at once.
 */
final class Writing {

    static final String NOT_FOUND = "Object not found or not accessible.";

    private final RuleBook rules;

    Writing(RuleBook rules) {
        this.rules = rules;
    }

    <R> R complete(Class<R> type, R proposed, Asking asking) {
        return rules.of(type).complete(proposed, asking.by());
    }

    /** What somebody may write of it who has not the right to change it. */
    <R> Predicate<Field<R, ?>> lent(Class<R> type, R state, Asking asking) {
        return rules.of(type).lent(state, asking.by());
    }

    /** Judges what shall be written. */
    <R> Mono<Ruling<R>> judge(Intent<R> intent, Complaints complaints, Asking asking, World world) {
        Ref<R> ref = intent.ref();
        Known<R> held = intent.held();
        Patch<R> given = intent.given();
        Patch<R> patch = rules.of(ref.type()).meant(intent.sent().only(Field::writable));
        R wanted = apply(intent.from(), patch.then(given), ref.type(), asking);
        patch.forEach((field, value) -> {
            if (!complaints.about(field.name())) {
                Constraints.judge(field, value, field.name(), complaints);
            }
        });
        if (held == null) {
            required(wanted, patch.shape(), complaints);
        }
        return place(ref, held, wanted, complaints, asking, world)
                .then(Mono.defer(() -> references(held, wanted, patch, complaints, world)))
                .then(Mono.defer(() -> unique(ref, held, wanted, complaints, world)))
                .then(Mono.defer(() -> {
                    Patch<R> sound = patch.only(field -> !complaints.about(field.name()));
                    R proposed = apply(intent.from(), sound.then(given), ref.type(), asking);
                    Draft<R> draft = new Draft<>(
                            ref, intent.from(), proposed, asking.by(), asking.now(), asking.today(), intent.onwards());
                    return rule(rules.of(ref.type()), draft, world);
                }))
                .map(ruling -> verdict(ruling, complaints));
    }

    /** Whoever read the submission may have left this out: nothing comes into being without what it needs. */
    private static <R> void required(R wanted, Shape<R> shape, Complaints complaints) {
        for (Field<R, ?> field : shape.fields()) {
            if (field.is(Required.class) && missing(field.of(wanted)) && !complaints.about(field.name())) {
                complaints.add(field.name(), "This field is required.");
            }
        }
    }

    private static boolean missing(@Nullable Object value) {
        return value == null || (value instanceof List<?> list && list.isEmpty());
    }

    private <R> R apply(@Nullable Known<R> before, Patch<R> patch, Class<R> type, Asking asking) {
        return complete(type, before == null ? patch.create() : patch.applyTo(before.state()), asking);
    }

    private static <R, S> Mono<Ruling<R>> rule(Rules<R, S> rules, Draft<R> draft, World world) {
        return rules.look(draft, world).map(seen -> rules.judge(draft, seen));
    }

    private static <R> Ruling<R> verdict(Ruling<R> ruling, Complaints complaints) {
        if (ruling.refusal() instanceof Failure.Invalid invalid) {
            complaints.addAll(invalid);
        }
        return complaints.isEmpty() ? ruling : Ruling.refused(complaints.toFailure());
    }

    /** A new or changed container must be there, visible, and open to this writer. */
    private static <R> Mono<Void> place(
            Ref<R> ref, @Nullable Known<R> before, R wanted, Complaints complaints, Asking asking, World world) {
        Shape<R> shape = Shape.of(ref.type());
        Permission add = Permission.add(shape.right());
        Field<R, ?> parent = shape.parent().orElse(null);
        if (parent == null || parent.of(wanted) == null) {
            return before != null ? Mono.empty() : open(ref, wanted, add, complaints, asking, world);
        }
        Ref<?> container = (Ref<?>) Objects.requireNonNull(parent.of(wanted));
        if (before != null && container.equals(parent.of(before.state()))) {
            return Mono.empty();
        }
        if (complaints.about(parent.name())) {
            // Not where the writer meant, so the rights there say nothing.
            return refuseUnless(Access.allowsSomewhere(asking.by(), add));
        }
        return world.find(container).filterWhen(world::visible).hasElement().flatMap(found -> {
            if (!found) {
                complaints.add(parent.name(), NOT_FOUND);
                return refuseUnless(Access.allowsSomewhere(asking.by(), add));
            }
            return world.within(container)
                    .map(folders -> Scope.of(asking.by().organization(), folders))
                    .flatMap(scope -> refuseUnless(Access.allows(asking.by(), add, scope)));
        });
    }

    /** What has no container stands by itself, or in several folders, each of which must be there and visible. */
    private static <R> Mono<Void> open(
            Ref<R> ref, R wanted, Permission add, Complaints complaints, Asking asking, World world) {
        Mono<Boolean> placed = wanted instanceof RoleAssignment assignment
                ? Flux.fromIterable(assignment.folders())
                        .concatMap(folder ->
                                world.find(folder).filterWhen(world::visible).hasElement())
                        .all(found -> found)
                        .map(all -> all && !assignment.folders().isEmpty() && !complaints.about("folders"))
                : Mono.just(true);
        return placed.flatMap(known -> known
                ? world.scope(ref, wanted).flatMap(scope -> refuseUnless(Access.allows(asking.by(), add, scope)))
                : refuseUnless(Access.allowsSomewhere(asking.by(), add)));
    }

    private static Mono<Void> refuseUnless(boolean allowed) {
        return allowed ? Mono.empty() : Mono.error(new Refused(new Failure.Denied()));
    }

    private static <R> Mono<Void> references(
            @Nullable Known<R> before, R wanted, Patch<R> patch, Complaints complaints, World world) {
        Shape<R> shape = patch.shape();
        return Flux.fromIterable(shape.fields())
                .filter(field -> patch.has(field)
                        && !complaints.about(field.name())
                        && !shape.parent().map(field::equals).orElse(false))
                .concatMap(field -> Flux.fromIterable(
                                fresh(field.of(wanted), before == null ? null : field.of(before.state())))
                        .filterWhen(target -> world.find(target)
                                .filterWhen(world::visible)
                                .hasElement()
                                .map(found -> !found))
                        .doOnNext(_ -> complaints.add(field.name(), NOT_FOUND)))
                .then();
    }

    private static List<Ref<?>> fresh(@Nullable Object now, @Nullable Object former) {
        List<Ref<?>> fresh = new ArrayList<>();
        if (now instanceof Ref<?> ref && !ref.equals(former)) {
            fresh.add(ref);
        } else if (now instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Ref<?> ref && !(former instanceof List<?> known && known.contains(ref))) {
                    fresh.add(ref);
                }
            }
        }
        return fresh;
    }

    private static <R> Mono<Void> unique(
            Ref<R> ref, @Nullable Known<R> before, R wanted, Complaints complaints, World world) {
        Shape<R> shape = Shape.of(ref.type());
        return Flux.fromIterable(shape.fields())
                .filter(field -> field.is(Unique.class) && !complaints.about(field.name()))
                .concatMap(field -> {
                    Tag tag = Tags.unique(shape, field, wanted);
                    if (tag == null || (before != null && tag.equals(Tags.unique(shape, field, before.state())))) {
                        return Mono.empty();
                    }
                    String within = field.as(Unique.class).map(Unique::within).orElse("");
                    Object scope = within.isEmpty()
                            ? null
                            : shape.field(within).orElseThrow().of(wanted);
                    return world.holder(field, scope, (String) Objects.requireNonNull(field.of(wanted)))
                            .filter(holder -> !holder.equals(ref))
                            .doOnNext(_ -> complaints.add(
                                    field.name(), "This value is taken by another " + noun(shape) + " here."));
                })
                .then();
    }

    private static String noun(Shape<?> shape) {
        return shape.noun().replace('_', ' ');
    }
}
