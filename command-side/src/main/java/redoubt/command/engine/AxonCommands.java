package redoubt.command.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.command.Rules;
import redoubt.command.engine.Journal.Recorded;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * The door of the write side over Axon's command bus: one handler, registered under the name of every act. Whole
 * decisions are repeated when something they looked at has changed meanwhile.
 */
public final class AxonCommands implements Commands {

    private static final String TOGETHER = "do_together";
    private static final int FRESH_LOOKS = 2;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final CommandBus bus;
    private final Journal journal;
    private final Clock clock;
    private final List<Behaviour<?, ?, ?>> behaviours;
    private final Lanes lanes = new Lanes();

    /**
     * Opens the door.
     *
     * @param engine where events are read and appended
     * @param snapshots what long histories need not be read before
     * @param clock in the time zone of the house
     */
    public AxonCommands(
            EventStorageEngine engine,
            Messages messages,
            Journal journal,
            Snapshots snapshots,
            Catalogue catalogue,
            Collection<Rules<?, ?>> rules,
            Collection<Behaviour<?, ?, ?>> behaviours,
            Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.behaviours = List.copyOf(behaviours);
        RuleBook book = new RuleBook(rules);
        Writing writing = new Writing(book);
        DecisionHandler handler = new DecisionHandler(
                engine,
                messages,
                journal,
                snapshots,
                new Creation(writing),
                new Amendment(writing),
                new Deletion(book, catalogue),
                new Performance(behaviours),
                new Reversion(writing),
                AxonCommands::identifier,
                clock);
        this.bus = new SimpleCommandBus(new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of());
        bus.subscribe(new QualifiedName(TOGETHER), handler);
        catalogue.resources().forEach(shape -> List.of("create_", "update_", "delete_", "revert_")
                .forEach(verb -> bus.subscribe(new QualifiedName(verb + shape.noun()), handler)));
        behaviours.forEach(each -> bus.subscribe(
                new QualifiedName(each.name() + "_" + Ref.of(each.of(), "").noun()), handler));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
        Mono<List<Outcome<?>>> done = dispatch(act.name(), instruction, List.of(act));
        return (act instanceof Create ? done : lanes.in(act.target(), done))
                .map(outcomes -> (Outcome<R>) outcomes.getFirst());
    }

    @Override
    public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
        return dispatch(TOGETHER, instruction, List.copyOf(acts));
    }

    @Override
    public <R> Ref<R> draw(Class<R> type) {
        return Ref.of(type, identifier());
    }

    @Override
    public List<Behaviour<?, ?, ?>> behaviours() {
        return behaviours;
    }

    /**
     * What is looked at may come from memory, which hears of other nodes' changes a moment late. A success is checked by
     * the log in any case; a refusal is not, so it is decided once more on a fresh look before it is believed. What was in
     * the way of a write mostly comes from this node, and then memory knows of it by now.
     */
    private Mono<List<Outcome<?>>> dispatch(String name, Instruction instruction, List<Act<?>> acts) {
        return attempt(name, new Directive(instruction, acts, false))
                .onErrorResume(journal::conflict, _ -> attempt(name, new Directive(instruction, acts, false)))
                .onErrorResume(
                        failure -> uncertain(failure, acts), _ -> attempt(name, new Directive(instruction, acts, true))
                                .retryWhen(Retry.backoff(FRESH_LOOKS - 1, PAUSE)
                                        .jitter(1.0)
                                        .filter(journal::conflict)))
                .onErrorMap(failure -> !(failure instanceof Refused), this::explain);
    }

    /** A version that has passed does not come back, however fresh the look. */
    private boolean uncertain(Throwable failure, List<Act<?>> acts) {
        if (!(failure instanceof Refused refused)) {
            return journal.conflict(failure);
        }
        Long wanted = acts.size() == 1 ? acts.getFirst().expected().version() : null;
        return wanted == null || !(refused.failure() instanceof Failure.Stale stale) || stale.current() <= wanted;
    }

    private Mono<List<Outcome<?>>> attempt(String name, Directive directive) {
        return Mono.defer(() -> Mono.fromFuture(
                        bus.dispatch(new GenericCommandMessage(new MessageType(name), directive), null), true))
                .map(result -> {
                    Decided decided = (Decided) Objects.requireNonNull(result.payload());
                    Recorded recorded =
                            journal.recorded(decided.context()).orElseGet(() -> new Recorded(0, 0, clock.instant()));
                    return decided.outcomes(recorded);
                })
                .onErrorMap(AxonCommands::unwrap);
    }

    private Throwable explain(Throwable failure) {
        if (Exceptions.isRetryExhausted(failure) || journal.conflict(failure)) {
            return new Refused(Failure.Conflict.of(
                    "concurrent_update", "Somebody else is changing this at the same time. Try again."));
        }
        return journal.explain(failure).<Throwable>map(Refused::new).orElse(failure);
    }

    static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String identifier() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
