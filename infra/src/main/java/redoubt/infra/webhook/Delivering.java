package redoubt.infra.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages;
import redoubt.api.stream.Messages.Message;
import redoubt.api.webhook.Delivery.State;
import redoubt.infra.trace.Tracing;
import redoubt.infra.webhook.Attempts.Outcome;
import redoubt.model.access.Principal;
import redoubt.webhook.RetrySchedule;

/** Makes attempts: puts a message together, signs it, sends it, and says what follows from what came back. */
final class Delivering {

    private static final int MOST_BLOCKED = 3;

    private final Messages messages;
    private final Tracing tracing;
    private final AttemptMeters meters;
    private final Courier courier;
    private final Attempts attempts;
    private final RetrySchedule schedule;
    private final RandomGenerator random;

    Delivering(
            Messages messages,
            Tracing tracing,
            AttemptMeters meters,
            Courier courier,
            Attempts attempts,
            RetrySchedule schedule,
            RandomGenerator random) {
        this.messages = messages;
        this.tracing = tracing;
        this.meters = meters;
        this.courier = courier;
        this.attempts = attempts;
        this.schedule = schedule;
        this.random = random;
    }

    /** What came of an attempt, and how it goes with the endpoint since. */
    record Made(Sent sent, Optional<Attempts.Health> health) {}

    /**
     * Makes an attempt; nothing if there is nothing to send, because its owner may not know of it any more, or
     * if it is no longer ours to make.
     */
    Mono<Made> make(Endpoint endpoint, Principal owner, Due due) {
        return message(endpoint, owner, due)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(message -> message.map(there -> send(endpoint, due, there))
                        .orElseGet(() -> attempts.cancel(due).then(Mono.empty())));
    }

    private Mono<Made> send(Endpoint endpoint, Due due, Message message) {
        Mono<Sent> attempt = courier.send(endpoint.address(), due, message.body())
                .doOnSubscribe(_ -> meters.begun())
                .doOnNext(meters::count)
                .doFinally(_ -> meters.ended());
        return tracing.sending("webhook", message.trace(), attempt, Sent::status)
                .flatMap(sent -> attempts.note(due, sent, message.body(), outcome(due, sent))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(health -> new Made(sent, health)));
    }

    private Mono<Message> message(Endpoint endpoint, Principal owner, Due due) {
        Long position = due.position();
        byte[] kept = due.body();
        if (position == null) {
            return kept == null ? Mono.empty() : Mono.just(new Message(due.message(), kept, null));
        }
        return messages.at(owner, position, endpoint.thin(), endpoint.address().cloud());
    }

    private Outcome outcome(Due due, Sent sent) {
        if (sent.arrived()) {
            return new Outcome(State.DELIVERED, Duration.ZERO);
        }
        if (sent.aborted()) {
            return new Outcome(State.ABORTED, Duration.ZERO);
        }
        boolean blocked = sent.blocked() && due.blocked() + 1 >= MOST_BLOCKED;
        Optional<Duration> next = schedule.after(due.tries(), random.nextDouble());
        if (blocked || sent.gone() || next.isEmpty()) {
            return new Outcome(State.EXHAUSTED, Duration.ZERO);
        }
        Duration rest = sent.retryAfter();
        return new Outcome(State.RETRYING, rest != null && rest.compareTo(next.get()) > 0 ? rest : next.get());
    }
}
