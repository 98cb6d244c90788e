package redoubt.infra.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages.Message;
import redoubt.api.webhook.Delivery.State;
import redoubt.model.access.Principal;
import redoubt.webhook.RetrySchedule;

/** Makes attempts: has a message put together, sends it, and says what follows from what came back. */
final class Delivering {

    private static final int MOST_BLOCKED = 3;

    private final AttemptMeters meters;
    private final Recent recent;
    private final Courier courier;
    private final Closing closing;
    private final Outcomes outcomes;
    private final RetrySchedule schedule;
    private final RandomGenerator random;

    Delivering(
            AttemptMeters meters,
            Recent recent,
            Courier courier,
            Closing closing,
            Outcomes outcomes,
            RetrySchedule schedule,
            RandomGenerator random) {
        this.meters = meters;
        this.recent = recent;
        this.courier = courier;
        this.closing = closing;
        this.outcomes = outcomes;
        this.schedule = schedule;
        this.random = random;
    }

    /** What came of an attempt, and how it goes with the endpoint since. */
    record Made(Sent sent, Optional<Health> health) {}

    /**
     * Makes an attempt; nothing if there is nothing to send, because its owner may not know of it any more, or
     * if it is no longer ours to make.
     */
    Mono<Made> make(Endpoint endpoint, Principal owner, Due due) {
        return message(endpoint, owner, due)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(message -> message.map(there -> send(endpoint, due, there))
                        .orElseGet(() -> closing.cancel(due).then(Mono.empty())));
    }

    private Mono<Made> send(Endpoint endpoint, Due due, Message message) {
        Mono<Sent> attempt = courier.send(endpoint.address(), due, message.body());
        return meters.watch(message.trace(), attempt)
                .flatMap(sent -> outcomes.note(due, sent, message.body(), outcome(due, sent))
                        .map(health -> new Made(sent, health)));
    }

    private Mono<Message> message(Endpoint endpoint, Principal owner, Due due) {
        Long position = due.position();
        byte[] kept = due.body();
        if (position == null) {
            return kept == null ? Mono.empty() : Mono.just(new Message(due.message(), kept, null));
        }
        return recent.message(
                owner, position, endpoint.thin(), endpoint.address().cloud());
    }

    private Outcome outcome(Due due, Sent sent) {
        if (sent.arrived()) {
            return Outcome.ended(State.DELIVERED);
        }
        if (sent.aborted()) {
            return Outcome.ended(State.ABORTED);
        }
        boolean blocked = sent.blocked() && due.blocked() + 1 >= MOST_BLOCKED;
        Optional<Duration> next = schedule.after(due.tries(), random.nextDouble());
        if (blocked || sent.gone() || next.isEmpty()) {
            return Outcome.ended(State.EXHAUSTED);
        }
        Duration rest = sent.retryAfter();
        return new Outcome(State.RETRYING, rest != null && rest.compareTo(next.get()) > 0 ? rest : next.get());
    }
}
