package redoubt.infra.tenancy;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.tenancy.Directory;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Instruction;
import redoubt.command.Perform;
import redoubt.command.identity.InviteeErasure;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.SubjectKeys;
import redoubt.infra.privacy.Traces;
import redoubt.model.access.Principal;
import redoubt.model.failure.Refused;

/** Invitations to people who were erased: their addresses are forgotten, and the links open nothing. */
final class InviteTraces implements Traces {

    /** What the log keeps of the addresses of an account; an address that was erased is among them, and does no harm. */
    private static final String ADDRESSES = "select distinct substr(t.tag, length('user.email=') + 1) from event_tag e"
            + " join event v on v.position = e.position cross join unnest(v.tags) as t(tag)"
            + " where e.tag = 'user=' || $1 and starts_with(t.tag, 'user.email=')";

    private final Sql sql;
    private final MasterKey master;
    private final Directory directory;
    private final Commands commands;
    private final SubjectKeys keys;
    private final PostgresEventStore store;

    InviteTraces(
            ConnectionFactory connections,
            MasterKey master,
            Directory directory,
            Commands commands,
            SubjectKeys keys,
            PostgresEventStore store) {
        this.sql = new Sql(connections);
        this.master = master;
        this.directory = directory;
        this.commands = commands;
        this.keys = keys;
        this.store = store;
    }

    @Override
    public Mono<Void> erase(Collection<UUID> people) {
        return Flux.fromIterable(people)
                .concatMap(person -> sql.ask(
                        ADDRESSES,
                        statement -> statement.bind("$1", person.toString()),
                        row -> Objects.requireNonNull(row.get(0, String.class))))
                .map(value -> Addresses.ofTag(master, value))
                .collectList()
                .flatMapMany(digests -> sql.ask(
                        "select invitation from invite_link where address = any($1)",
                        statement -> statement.bind("$1", digests.toArray(String[]::new)),
                        row -> Objects.requireNonNull(row.get(0, UUID.class))))
                .concatMap(this::forget)
                .then();
    }

    /** The link goes last: whatever is interrupted before is done again. First it is said, while it can be told from what was. */
    private Mono<Void> forget(UUID invitation) {
        return directory
                .invited(invitation.toString())
                .flatMap(invited -> commands.send(
                        Instruction.of(Principal.system(invited.organization(), invited.root()), null),
                        new Perform<>(
                                invited.ref(), InviteeErasure.NAME, Expected.ANY, Form.of(new InviteeErasure.Input()))))
                .then()
                // It was deleted.
                .onErrorComplete(Refused.class)
                .then(keys.destroy(List.of(invitation)))
                .then(store.forgetReceipts(invitation.toString()))
                .doOnSuccess(_ -> store.forget(Tag.of("team_invitation", invitation.toString())))
                .then(sql.run(
                        "delete from invite_link where invitation = $1",
                        statement -> statement.bind("$1", invitation)));
    }
}
