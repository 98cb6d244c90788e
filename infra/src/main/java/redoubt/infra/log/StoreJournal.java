package redoubt.infra.log;

import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import redoubt.command.Instruction;
import redoubt.command.engine.Journal;
import redoubt.infra.eventstore.AlreadyClaimed;
import redoubt.infra.eventstore.Appended;
import redoubt.infra.eventstore.Claim;
import redoubt.infra.eventstore.OutcomeUnknown;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.StoreBusy;
import redoubt.infra.eventstore.StoreUnavailable;
import redoubt.model.failure.Failure;

/** What the event store says of an append, in the words of the write side. */
final class StoreJournal implements Journal {

    private static final int SOON = 1;

    @Override
    public void claim(ProcessingContext context, Instruction.Key key) {
        context.putResource(Claim.KEY, new Claim(key.value(), key.fingerprint()));
    }

    @Override
    public void lookAnew(ProcessingContext context) {
        context.putResource(PostgresEventStore.FRESH, true);
    }

    @Override
    public Optional<Recorded> recorded(ProcessingContext context) {
        return Optional.ofNullable(context.getResource(Appended.KEY))
                .map(appended -> new Recorded(appended.first(), appended.last(), appended.at()));
    }

    @Override
    public boolean conflict(Throwable failure) {
        return failure instanceof AppendEventsTransactionRejectedException;
    }

    @Override
    public Optional<Failure> explain(Throwable failure) {
        return switch (failure) {
            case AlreadyClaimed _ ->
                Optional.of(Failure.Conflict.of(
                        "idempotency_in_progress", "A request with this Idempotency-Key is being answered."));
            case StoreBusy _, StoreUnavailable _, OutcomeUnknown _ ->
                Optional.of(new Failure.Unavailable("event_store_unavailable", SOON));
            default -> Optional.empty();
        };
    }
}
