package redoubt.command.engine;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.DefaultEventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Create;
import redoubt.command.Decision;
import redoubt.command.Delete;
import redoubt.command.Perform;
import redoubt.command.Revert;
import redoubt.command.Update;
import redoubt.command.engine.Decided.Part;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.access.Principal;
import redoubt.model.failure.Refused;

/**
 * The one write path. For each act in turn: look at the world, decide, lay what was decided on top of the world and
 * hand it to the log. The log refuses all of it if anything that was looked at has changed.
 */
final class DecisionHandler implements CommandHandler {

    private static final MessageType RESULT = new MessageType("redoubt.outcome");

    private final EventStorageEngine engine;
    private final Messages messages;
    private final Recording recording;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Creation creation;
    private final Amendment amendment;
    private final Deletion deletion;
    private final Performance performance;
    private final Reversion reversion;
    private final Supplier<String> identifiers;
    private final Clock clock;

    DecisionHandler(
            EventStorageEngine engine,
            Messages messages,
            Journal journal,
            Snapshots snapshots,
            Creation creation,
            Amendment amendment,
            Deletion deletion,
            Performance performance,
            Reversion reversion,
            Supplier<String> identifiers,
            Clock clock) {
        this.engine = engine;
        this.messages = messages;
        this.recording = new Recording(messages, identifiers);
        this.journal = journal;
        this.snapshots = snapshots;
        this.creation = creation;
        this.amendment = amendment;
        this.deletion = deletion;
        this.performance = performance;
        this.reversion = reversion;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage command, ProcessingContext context) {
        Directive directive = (Directive) Objects.requireNonNull(command.payload());
        if (directive.instruction().key() != null) {
            journal.claim(context, directive.instruction().key());
        }
        if (directive.anew()) {
            journal.lookAnew(context);
        }
        snapshots.use(context);
        EventStoreTransaction transaction = new DefaultEventStoreTransaction(engine, context, DecisionHandler::tagged);
        Histories histories = new Histories(transaction, messages);
        Principal sent = directive.instruction().by();
        return MessageStream.fromFuture(HeldRights.of(sent, new SourcedWorld(histories, snapshots, sent))
                .flatMap(by -> performed(directive, by, new SourcedWorld(histories, snapshots, by), transaction))
                .<CommandResultMessage>map(
                        parts -> new GenericCommandResultMessage(RESULT, new Decided(parts, context)))
                .toFuture());
    }

    private Mono<List<Part<?>>> performed(
            Directive directive, Principal by, SourcedWorld world, EventStoreTransaction transaction) {
        Asking asking = new Asking(by, clock.instant(), LocalDate.now(clock));
        return Flux.fromIterable(directive.acts())
                .index()
                .concatMap(each -> perform(each.getT2(), directive, asking, world, transaction)
                        .onErrorMap(
                                Refused.class,
                                refused -> new Refused(
                                        refused.failure(), each.getT1().intValue())))
                .collectList();
    }

    private <R> Mono<Part<?>> perform(
            Act<R> act, Directive directive, Asking asking, SourcedWorld world, EventStoreTransaction transaction) {
        return decision(act, asking, world).flatMap(decision -> {
            if (decision.refusal().isPresent()) {
                return Mono.error(new Refused(decision.refusal().get()));
            }
            Mono<Known<R>> before = act instanceof Create<R> ? Mono.empty() : world.find(act.target());
            String cause = decision.happenings().size() < 2 ? null : identifiers.get();
            return before.map(Optional::of).defaultIfEmpty(Optional.empty()).flatMap(known -> Flux.fromIterable(
                            decision.happenings())
                    .concatMap(happening -> recording.of(happening, act, cause, directive.instruction(), asking, world))
                    .doOnNext(pending -> transaction.appendEvent(pending.message()))
                    .<Event<?>>map(Recording.Pending::event)
                    .collectList()
                    .map(events -> new Part<>(act.target(), known.orElse(null), events, decision.answer())));
        });
    }

    private <R> Mono<Decision> decision(Act<R> act, Asking asking, SourcedWorld world) {
        return switch (act) {
            case Create<R> create -> creation.decision(create, asking, world);
            case Update<R> update -> amendment.decision(update, asking, world);
            case Delete<R> delete -> deletion.decision(delete, asking, world);
            case Perform<R> perform -> performance.decision(perform, asking, world);
            case Revert<R> revert -> reversion.decision(revert, asking, world);
        };
    }

    static GenericTaggedEventMessage<?> tagged(EventMessage message) {
        return new GenericTaggedEventMessage<>(message, ((LabelledMessage) message).tags());
    }
}
