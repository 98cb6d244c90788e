package redoubt.infra.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Instruction;
import redoubt.command.Perform;
import redoubt.command.grc.AcceptanceExpiry;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Queries;
import redoubt.query.Query;
import redoubt.query.Window;

/**
 * Reopens risks whose acceptance has come to its last day. It looks again and again; asking twice, or on several nodes
 * at once, changes nothing, because the decision is taken on the log.
 */
public final class WhenAcceptanceEndsThenReopen {

    private static final Logger LOG = LoggerFactory.getLogger(WhenAcceptanceEndsThenReopen.class);
    private static final int AT_ONCE = 100;

    private final Queries queries;
    private final Commands commands;
    private final Clock clock;
    private final Criterion lastDay;

    /** The policy over those doors; the clock is in the time zone whose midnight matters. */
    public WhenAcceptanceEndsThenReopen(Queries queries, Commands commands, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.clock = clock;
        this.lastDay = queries.criteria(Shape.of(Risk.class)).stream()
                .filter(criterion -> criterion.name().equals("acceptanceExpiresOn"))
                .findFirst()
                .orElseThrow();
    }

    /** Looks now, and then again after each pause, without end. */
    public Flux<Integer> every(Duration pause, Flux<Principal> systems) {
        return Flux.interval(Duration.ZERO, pause).onBackpressureDrop().concatMap(_ -> systems.concatMap(this::once)
                .onErrorResume(failure -> {
                    LOG.warn("Ended acceptances were not looked for: {}", failure.getMessage());
                    return Flux.empty();
                }));
    }

    /** Reopens what is due in an organization and tells how many risks that were. */
    public Mono<Integer> once(Principal system) {
        return queries.page(new Query<>(
                        Shape.of(Risk.class),
                        system,
                        List.of(new Condition(lastDay, Criterion.Lookup.LT, List.of(LocalDate.now(clock)), false)),
                        List.of(),
                        List.of(),
                        new Window(0, AT_ONCE)))
                .flatMapIterable(page -> page.items())
                .concatMap(sight -> end(system, sight.known().ref()))
                .count()
                .map(Long::intValue);
    }

    private Mono<Boolean> end(Principal system, Ref<Risk> risk) {
        return commands.send(
                        Instruction.of(system, null),
                        new Perform<>(risk, AcceptanceExpiry.NAME, Expected.ANY, Form.of(new AcceptanceExpiry.Input())))
                .map(outcome -> !outcome.events().isEmpty())
                .onErrorResume(failure -> {
                    LOG.warn("The acceptance of {} could not be ended: {}", risk, failure.getMessage());
                    return Mono.just(false);
                })
                .filter(ended -> ended);
    }
}
