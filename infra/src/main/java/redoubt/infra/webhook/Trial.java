package redoubt.infra.webhook;

import java.time.Clock;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Delivery;
import redoubt.infra.security.Standing;
import redoubt.infra.security.TokenVault;
import redoubt.model.Known;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.webhook.Webhook;

/** What is sent because somebody asks for it, once. */
final class Trial {

    private final Courier courier;
    private final TokenVault vault;
    private final Set<String> names;
    private final Clock clock;

    Trial(Courier courier, TokenVault vault, Set<String> names, Clock clock) {
        this.courier = courier;
        this.vault = vault;
        this.names = Set.copyOf(names);
        this.clock = clock;
    }

    Mono<Sent> send(Known<Webhook> webhook, Due due, byte[] body) {
        return courier.send(Address.of(webhook.ref(), webhook.state()), due, body);
    }

    /** The names of the events that an endpoint wants to hear of. */
    Set<String> names(Webhook webhook) {
        return Endpoint.wanted(names, webhook.eventTypes());
    }

    /** In whose name its events are told. */
    Mono<Principal> owner(Principal by, Known<Webhook> webhook) {
        return vault.account(webhook.state().owner())
                .filter(standing -> standing.active(clock))
                .map(Standing::principal)
                .map(owner -> owner.in(by.organization(), by.root()))
                .switchIfEmpty(Mono.error(() -> new Refused(
                        Failure.Conflict.of("endpoint_disabled", "The owner of the webhook is not active."))));
    }

    static Outcome outcome(Sent sent) {
        return Outcome.ended(sent.arrived() ? Delivery.State.DELIVERED : Delivery.State.EXHAUSTED);
    }

    static Delivery.Attempt told(Sent sent) {
        return new Delivery.Attempt(
                1,
                sent.startedAt(),
                (int) sent.took().toMillis(),
                sent.status(),
                sent.kind(),
                sent.headers(),
                Sender.text(sent.body()),
                sent.address());
    }

    static Refused tooMany(int most) {
        return new Refused(
                Failure.Conflict.of("too_many_objects", "No more than " + most + " events can be replayed at once."));
    }
}
