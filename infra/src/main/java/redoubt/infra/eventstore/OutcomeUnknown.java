package redoubt.infra.eventstore;

/**
 * The connection was lost, or the database fell silent, while events were being written: they may stand in the log or may
 * not. Who must know looks for them; who repeats the append needs a condition or a {@link Claim} that tells.
 */
public final class OutcomeUnknown extends RuntimeException {

    OutcomeUnknown(Throwable cause) {
        super("The connection to the event log was lost while events were being written", cause, false, false);
    }
}
