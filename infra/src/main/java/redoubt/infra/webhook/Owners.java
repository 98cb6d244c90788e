package redoubt.infra.webhook;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Instruction;
import redoubt.command.Perform;
import redoubt.command.webhook.Disabling;
import redoubt.infra.founding.Houses;
import redoubt.infra.security.Standing;
import redoubt.infra.security.TokenVault;
import redoubt.model.access.Principal;
import redoubt.webhook.Webhook;

/** In whose name endpoints are told, and in whose they are told no more. */
final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private final TokenVault vault;
    private final Houses houses;
    private final Commands commands;
    private final Closing closing;
    private final Clock clock;

    Owners(TokenVault vault, Houses houses, Commands commands, Closing closing, Clock clock) {
        this.vault = vault;
        this.houses = houses;
        this.commands = commands;
        this.closing = closing;
        this.clock = clock;
    }

    /** The owner as they may look on now; nothing if they may nothing any more, and then the endpoint is stopped. */
    Mono<Principal> of(Endpoint endpoint) {
        return vault.account(endpoint.user())
                .filter(standing -> standing.active(clock))
                .map(Standing::principal)
                .flatMap(owner -> owner.organization().equals(endpoint.organization())
                        ? Mono.just(owner)
                        : system(endpoint).map(system -> owner.in(system.organization(), system.root())))
                .switchIfEmpty(Mono.defer(
                        () -> disable(endpoint, Webhook.Reason.OWNER_INACTIVE).then(Mono.empty())));
    }

    /** Something was tried, and what follows from what came back. */
    Mono<Void> made(Endpoint endpoint, Delivering.Made made) {
        if (made.sent().gone()) {
            return disable(endpoint, Webhook.Reason.GONE);
        }
        return made.health().map(Health::hopeless).orElse(false)
                ? disable(endpoint, Webhook.Reason.FAILING)
                : Mono.empty();
    }

    private Mono<Void> disable(Endpoint endpoint, Webhook.Reason reason) {
        return system(endpoint)
                .flatMap(system -> commands.send(
                        Instruction.of(system, null),
                        new Perform<>(
                                endpoint.ref(), Disabling.NAME, Expected.ANY, Form.of(new Disabling.Input(reason)))))
                .doOnNext(_ -> LOG.info("A webhook was disabled: {}", reason))
                .then(closing.cancel(endpoint.id()));
    }

    private Mono<Principal> system(Endpoint endpoint) {
        return houses.system()
                .filter(system -> system.organization().equals(endpoint.organization()))
                .next();
    }
}
