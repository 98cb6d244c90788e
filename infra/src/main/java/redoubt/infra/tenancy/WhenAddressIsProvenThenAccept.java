package redoubt.infra.tenancy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.core.QualifiedName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import redoubt.api.tenancy.Directory.Invited;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Instruction;
import redoubt.command.Perform;
import redoubt.command.identity.InvitationAcceptance;
import redoubt.command.identity.Joining;
import redoubt.identity.EmailVerified;
import redoubt.identity.RoleAssignment;
import redoubt.identity.TeamMembership;
import redoubt.infra.eventstore.Logged;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Metadata;
import redoubt.people.User;

/**
 * Who proves to read what is sent to an address joins the teams that it was invited to, and who has proven it before
 * does when they sign in. An account alone proves nothing: anybody could have made it. Every node listens; the decision is taken on the log, and the first one counts.
 */
final class WhenAddressIsProvenThenAccept implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WhenAddressIsProvenThenAccept.class);
    private static final QualifiedName VERIFIED = new QualifiedName(Catalogue.factName(EmailVerified.class));
    private static final QualifiedName SIGNED_IN = new QualifiedName("session.created");
    private static final Retry PATIENTLY =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2));

    private final People people;
    private final StoredDirectory directory;
    private final Commands commands;
    private final Disposable listening;

    WhenAddressIsProvenThenAccept(
            PostgresEventStore store, People people, StoredDirectory directory, Commands commands) {
        this.people = people;
        this.directory = directory;
        this.commands = commands;
        AtomicLong heard = new AtomicLong();
        this.listening = Mono.defer(store::head)
                .doOnNext(heard::set)
                .retryWhen(PATIENTLY)
                .thenMany(Flux.defer(() -> store.follow(heard.get()))
                        .doOnNext(logged -> heard.set(logged.position()))
                        .filter(logged -> concerns(logged.message().type().qualifiedName()))
                        // What was heard before the log was out of sight is seen to first.
                        .concatMapDelayError(this::heed, 1)
                        .doOnError(
                                failure -> log.warn("Lost sight of addresses for a moment: {}", failure.getMessage()))
                        .retryWhen(PATIENTLY))
                .subscribe();
    }

    private static boolean concerns(QualifiedName name) {
        return name.equals(VERIFIED) || name.equals(SIGNED_IN);
    }

    private Mono<Void> heed(Logged event) {
        Map<String, String> metadata = event.message().metadata();
        boolean verified = event.message().type().qualifiedName().equals(VERIFIED);
        String user = verified ? Metadata.resource(metadata) : metadata.get(Metadata.ACTOR);
        return Mono.justOrEmpty(user)
                .flatMap(id -> people.of(Ref.of(User.class, id)))
                .flatMap(resident -> directory
                        .pending(resident.account().state().email())
                        .collectList()
                        .filter(pending -> !pending.isEmpty())
                        .filterWhen(_ -> verified ? Mono.just(true) : people.proven(resident))
                        .flatMapIterable(pending -> pending)
                        .concatMap(invited -> accept(resident, invited))
                        .then())
                .retryWhen(PATIENTLY);
    }

    private Mono<Void> accept(Resident resident, Invited invited) {
        Joining joining = new Joining(
                resident.account().ref(), commands.draw(RoleAssignment.class), commands.draw(TeamMembership.class));
        return commands.send(
                        Instruction.of(
                                resident.acting(null)
                                        .in(invited.organization(), invited.root())
                                        .backed(),
                                null),
                        new Perform<>(
                                invited.ref(),
                                InvitationAcceptance.NAME,
                                Expected.ANY,
                                Form.of(new InvitationAcceptance.Input(joining))))
                .then()
                // Another node was faster, or it has expired.
                .onErrorComplete(Refused.class);
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
