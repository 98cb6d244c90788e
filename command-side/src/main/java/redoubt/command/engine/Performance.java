package redoubt.command.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Perform;
import redoubt.command.World;

/** Doing what a behaviour knows. */
final class Performance {

    private final Map<String, Behaviour<?, ?, ?>> behaviours = new HashMap<>();

    Performance(Collection<Behaviour<?, ?, ?>> behaviours) {
        behaviours.forEach(each -> this.behaviours.put(each.of().getName() + "/" + each.name(), each));
    }

    @SuppressWarnings("unchecked")
    <R> Mono<Decision> decision(Perform<R> perform, Asking asking, World world) {
        Behaviour<?, ?, ?> behaviour = behaviours.get(perform.target().type().getName() + "/" + perform.action());
        if (behaviour == null) {
            throw new IllegalArgumentException("Nobody knows how to " + perform.name());
        }
        return decision((Behaviour<R, ?, ?>) behaviour, perform, asking, world);
    }

    private static <R, I, S> Mono<Decision> decision(
            Behaviour<R, I, S> behaviour, Perform<R> perform, Asking asking, World world) {
        return Entry.to(
                        perform.target(),
                        behaviour.permission(),
                        state -> behaviour.lent(state, asking.by()),
                        perform.expected(),
                        asking,
                        world)
                .flatMap(known -> {
                    if (perform.form().invalid() != null) {
                        return Mono.just(Decision.refused(perform.form().invalid()));
                    }
                    I input = Objects.requireNonNull(
                            behaviour.input().cast(perform.form().input()));
                    var here = asking.about(known);
                    return behaviour.look(here, input, world).map(seen -> behaviour.decide(here, input, seen));
                });
    }
}
