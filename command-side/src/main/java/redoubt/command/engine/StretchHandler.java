package redoubt.command.engine;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.DefaultEventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.command.Create;
import redoubt.command.Decision;
import redoubt.command.Imported;
import redoubt.command.Imported.Judged;
import redoubt.command.Submission;
import redoubt.command.engine.Asides.Aside;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Unique;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Decides some rows of an import, each as if it were sent alone, with all they need to be judged read at once. */
final class StretchHandler implements CommandHandler {

    private static final MessageType RESULT = new MessageType("redoubt.verdicts");

    private final EventStorageEngine engine;
    private final Messages messages;
    private final Journal journal;
    private final Snapshots snapshots;
    private final Writing writing;
    private final Creation creation;
    private final Recording recording;
    private final Supplier<String> identifiers;
    private final Scheduler judging;
    private final Clock clock;

    StretchHandler(
            EventStorageEngine engine,
            Messages messages,
            Journal journal,
            Snapshots snapshots,
            Writing writing,
            Supplier<String> identifiers,
            Scheduler judging,
            Clock clock) {
        this.engine = engine;
        this.messages = messages;
        this.journal = journal;
        this.snapshots = snapshots;
        this.writing = writing;
        this.creation = new Creation(writing);
        this.recording = new Recording(messages, identifiers);
        this.identifiers = identifiers;
        this.judging = judging;
        this.clock = clock;
    }

    /** Rows that are decided together. */
    record Stretch<R>(ImportRun<R> run, List<Submission<R>> rows) {}

    /** A row, and the unique values that it takes. */
    private record Row<R>(Create<R> create, long index, List<Tag> values) {}

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage command, ProcessingContext context) {
        Stretch<?> stretch = (Stretch<?>) Objects.requireNonNull(command.payload());
        return MessageStream.fromFuture(verdicts(stretch, context)
                .<CommandResultMessage>map(verdicts -> new GenericCommandResultMessage(RESULT, verdicts))
                .toFuture());
    }

    private <R> Mono<List<Imported>> verdicts(Stretch<R> stretch, ProcessingContext context) {
        ImportRun<R> run = stretch.run();
        // A refusal is final here, so it may not rest on what memory has not heard of yet.
        journal.lookAnew(context);
        Aside aside = run.aside();
        if (aside != null) {
            aside.use(context);
        }
        snapshots.use(context);
        EventStoreTransaction transaction = new DefaultEventStoreTransaction(engine, context, DecisionHandler::tagged);
        Histories histories = new Histories(transaction, messages);
        Principal sent = run.instruction().by();
        return HeldRights.of(sent, new SourcedWorld(histories, snapshots, sent))
                .publishOn(judging)
                .flatMap(by -> {
                    Asking asking = new Asking(by, clock.instant(), LocalDate.now(clock));
                    SourcedWorld world = new SourcedWorld(histories, snapshots, by);
                    List<Row<R>> rows = rows(run, stretch.rows(), asking);
                    return histories
                            .foresee(rows.stream()
                                    .flatMap(row -> row.values().stream())
                                    .toList())
                            .thenMany(Flux.fromIterable(rows))
                            // Who had to be asked answers on a thread of the database, which has other things to do.
                            .publishOn(judging)
                            .concatMap(row ->
                                    judge(run, row, asking, world, transaction).publishOn(judging))
                            .collectList();
                });
    }

    private <R> List<Row<R>> rows(ImportRun<R> run, List<Submission<R>> submissions, Asking asking) {
        List<Row<R>> rows = new ArrayList<>(submissions.size());
        for (Submission<R> submission : submissions) {
            long index = run.next();
            Complaints found = new Complaints();
            Patch<R> sent = submission.read(null, found);
            List<Tag> values = values(run, sent, index, found, asking);
            Submission<R> read = (_, complaints) -> {
                complaints.addAll(found.toFailure());
                return sent;
            };
            rows.add(new Row<>(new Create<>(Ref.of(run.type(), identifiers.get()), read), index, values));
        }
        return rows;
    }

    /** The unique values that a row would take; a complaint for each that an earlier row takes. */
    private <R> List<Tag> values(ImportRun<R> run, Patch<R> sent, long index, Complaints complaints, Asking asking) {
        Shape<R> shape = Shape.of(run.type());
        R wanted = writing.complete(run.type(), sent.only(Field::writable).create(), asking);
        List<Tag> values = new ArrayList<>();
        for (Field<R, ?> field : shape.fields()) {
            Tag value = field.is(Unique.class) ? Tags.unique(shape, field, wanted) : null;
            if (value != null) {
                values.add(value);
                if (run.take(value, index) != null) {
                    complaints.add(field.name(), "An earlier row has the same value.");
                }
            }
        }
        return values;
    }

    private <R> Mono<Imported> judge(
            ImportRun<R> run, Row<R> row, Asking asking, SourcedWorld world, EventStoreTransaction transaction) {
        Create<R> create = row.create();
        return creation.decision(create, asking, world)
                .onErrorResume(Refused.class, refused -> Mono.just(Decision.refused(refused.failure())))
                .flatMap(decision -> {
                    Failure refusal = decision.refusal().orElse(null);
                    if (refusal != null) {
                        run.refused();
                        return Mono.<Imported>just(new Judged(row.index(), create.target(), refusal));
                    }
                    boolean kept = run.aside() != null;
                    String cause = decision.happenings().size() < 2 ? null : identifiers.get();
                    return Flux.fromIterable(decision.happenings())
                            .concatMap(happening ->
                                    recording.of(happening, create, cause, run.instruction(), asking, world))
                            .doOnNext(pending -> {
                                if (kept) {
                                    transaction.appendEvent(pending.message());
                                }
                            })
                            .then(Mono.<Imported>fromSupplier(() -> new Judged(row.index(), create.target(), null)));
                });
    }
}
