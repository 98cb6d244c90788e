package redoubt.command.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.command.Imported;
import redoubt.command.Imports;
import redoubt.command.Instruction;
import redoubt.command.Rules;
import redoubt.command.Submission;
import redoubt.command.engine.Asides.Aside;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Decides imports stretch by stretch over Axon's command bus. The events of a stretch are laid aside as it is decided;
 * all of them are recorded at the end, when nothing was refused and nothing that was looked at has changed since.
 */
public final class AxonImports implements Imports {

    private static final String STRETCH = "import_stretch";
    private static final int ROWS = 500;

    private final CommandBus bus;
    private final Journal journal;
    private final Asides asides;

    /**
     * Opens the door.
     *
     * @param engine where events are read and appended
     * @param snapshots what long histories need not be read before
     * @param judging where rows are judged: it takes its time, and nobody shall wait for it meanwhile
     * @param clock in the time zone of the house
     */
    public AxonImports(
            EventStorageEngine engine,
            Messages messages,
            Journal journal,
            Asides asides,
            Snapshots snapshots,
            Collection<Rules<?, ?>> rules,
            Scheduler judging,
            Clock clock) {
        this.journal = journal;
        this.asides = asides;
        Writing writing = new Writing(new RuleBook(rules));
        this.bus = new SimpleCommandBus(new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of());
        bus.subscribe(
                new QualifiedName(STRETCH),
                new StretchHandler(
                        engine,
                        messages,
                        journal,
                        snapshots,
                        writing,
                        () -> UuidCreator.getTimeOrderedEpoch().toString(),
                        judging,
                        clock));
    }

    @Override
    public <R> Flux<Imported> bringIn(
            Instruction instruction, Class<R> type, Flux<Submission<R>> rows, boolean rehearsal) {
        return Flux.usingWhen(
                        Mono.fromSupplier(asides::begin),
                        aside -> {
                            ImportRun<R> run = new ImportRun<>(instruction, type, rehearsal ? null : aside);
                            return rows.buffer(ROWS)
                                    .concatMap(stretch -> verdicts(run, stretch), 1)
                                    .concatWith(Mono.defer(() -> record(run, instruction)));
                        },
                        Aside::discard)
                .onErrorMap(failure -> !(failure instanceof Refused), this::explain);
    }

    @SuppressWarnings("unchecked")
    private <R> Flux<Imported> verdicts(ImportRun<R> run, List<Submission<R>> rows) {
        var command = new GenericCommandMessage(new MessageType(STRETCH), new StretchHandler.Stretch<>(run, rows));
        return Mono.fromFuture(() -> bus.dispatch(command, null), true)
                .map(result -> (List<Imported>) Objects.requireNonNull(result.payload()))
                .onErrorMap(AxonCommands::unwrap)
                .flatMapIterable(all -> all);
    }

    private static Mono<Imported> record(ImportRun<?> run, Instruction instruction) {
        Aside aside = run.aside();
        return aside == null || run.rows() == 0
                ? Mono.empty()
                : aside.record(instruction.key())
                        .map(recorded -> new Imported.Created(recorded.first(), recorded.last()));
    }

    private Throwable explain(Throwable failure) {
        return journal.conflict(failure)
                ? new Refused(Failure.Conflict.of(
                        "concurrent_update",
                        "Somebody else changed what this import rests on while it was judged. Nothing was imported; try"
                                + " again."))
                : journal.explain(failure).<Throwable>map(Refused::new).orElse(failure);
    }
}
