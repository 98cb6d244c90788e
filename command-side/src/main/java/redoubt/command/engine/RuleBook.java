package redoubt.command.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;

/** The rules of every resource; most have none. */
final class RuleBook {

    private final Map<Class<?>, Rules<?, ?>> rules = new HashMap<>();

    RuleBook(Collection<Rules<?, ?>> rules) {
        rules.forEach(each -> this.rules.put(each.of(), each));
    }

    @SuppressWarnings("unchecked")
    <R> Rules<R, ?> of(Class<R> type) {
        Rules<?, ?> found = rules.get(type);
        return found == null ? new Unruled<>(type) : (Rules<R, ?>) found;
    }

    /** A resource whose record says all there is to say. */
    private record Unruled<R>(Class<R> of) implements Rules<R, Boolean> {

        @Override
        public Mono<Boolean> look(Draft<R> draft, World world) {
            return Mono.just(true);
        }

        @Override
        public Ruling<R> judge(Draft<R> draft, Boolean seen) {
            return Ruling.settled(draft.proposed());
        }
    }
}
