package redoubt.infra.webhook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.api.webhook.Delivery.State;

/**
 * What came of an attempt, on its way into the database.
 *
 * @param due the attempt
 * @param sent what came back
 * @param body what was sent
 * @param outcome what follows
 * @param told is told how it goes with the endpoint since, if that is not well and the attempt was still ours
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Note(Due due, Sent sent, byte[] body, Outcome outcome, Sinks.One<Optional<Health>> told) {

    Note(Due due, Sent sent, byte[] body, Outcome outcome) {
        this(due, sent, body, outcome, Sinks.one());
    }

    /** Whether it arrived with the first of those that left together, as nearly all do. */
    boolean arrived() {
        return due.flight() != null && sent.status() != null && outcome.state() == State.DELIVERED;
    }

    /** The same of an attempt that did not leave with others, or does so no more. */
    Note parted() {
        return new Note(due.parted(), sent, body, outcome, told);
    }

    /** Whoever has made the attempt hears of it. */
    void tell(@Nullable Health health) {
        told.tryEmitValue(Optional.ofNullable(health));
    }

    /** Nobody knows whether it is noted. Whoever has left with others is looked for when their time is over. */
    void fail(Throwable failure) {
        Flight flight = due.flight();
        if (flight != null) {
            flight.lose();
        }
        told.tryEmitError(failure);
    }

    Mono<Optional<Health>> heard() {
        return told.asMono();
    }
}
