package redoubt.infra.account;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.identity.PasswordSet;
import redoubt.infra.RedoubtProperties.Registration;
import redoubt.infra.account.AccountTable.Row;
import redoubt.infra.account.PasswordRules.Owner;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/**
 * How accounts are made. What is kept of the password comes first and counts for nothing; the account is there when the log
 * has it, with everything that belongs to it, or not at all.
 */
final class Registering {

    /** A name that was kept so long for an account that is still not there is free. */
    private static final Duration STALE = Duration.ofMinutes(1);

    private final Commands commands;
    private final People people;
    private final AccountTable table;
    private final PasswordKeeper passwords;
    private final Provisioning provisioning;
    private final Arrival arrival;
    private final Registration registration;
    private final Clock clock;

    Registering(
            Commands commands,
            People people,
            AccountTable table,
            PasswordKeeper passwords,
            Provisioning provisioning,
            Arrival arrival,
            Registration registration,
            Clock clock) {
        this.commands = commands;
        this.people = people;
        this.table = table;
        this.passwords = passwords;
        this.provisioning = provisioning;
        this.arrival = arrival;
        this.registration = registration;
        this.clock = clock;
    }

    /**
     * An account that was made.
     *
     * @param resident as it stands in the log
     * @param row what is kept beside it
     */
    record Made(Resident resident, Row row) {}

    /**
     * Makes an account.
     *
     * @param username null to be known by the address
     * @param email in small letters
     * @param address where its owner is
     */
    Mono<Made> account(@Nullable String username, String email, String password, String address) {
        if (registration == Registration.CLOSED) {
            return Mono.error(() -> new Refused(new Failure.Denied()));
        }
        String name = username == null ? email : username;
        Ref<User> user = commands.draw(User.class);
        return people.at(email)
                .hasElement()
                .flatMap(taken -> taken ? taken() : Mono.just(true))
                .then(passwords.accepted(password, new Owner(name, email, "", ""), "password1", Complaints.WHOLE))
                .flatMap(kept -> prepared(user, name, kept))
                .flatMap(row -> recorded(user, email, address)
                        .onErrorResume(failure -> abandoned(user, email, failure))
                        .then(people.of(user))
                        .flatMap(resident -> arrival.of(resident).thenReturn(new Made(resident, row))));
    }

    private Mono<Row> prepared(Ref<User> user, String name, String kept) {
        return table.prepare(user, name, kept).switchIfEmpty(Mono.defer(() -> freed(name)
                .flatMap(_ -> table.prepare(user, name, kept))
                .switchIfEmpty(Wrong.member("username", "A user with that username already exists."))));
    }

    /** A name may be left over from an account that was never made. */
    private Mono<Boolean> freed(String name) {
        return table.holder(name)
                .filter(holder -> holder.since().plus(STALE).isBefore(clock.instant()))
                .filterWhen(holder -> people.of(holder.user()).hasElement().map(there -> !there))
                .flatMap(holder -> table.abandon(holder.user()).thenReturn(true));
    }

    private Mono<Void> recorded(Ref<User> user, String email, String address) {
        return provisioning.made(user, email, PasswordKeeper.noted(user, PasswordSet.Occasion.REGISTERED), address);
    }

    /** Whether somebody was faster, or something else went wrong; what is not known to have failed keeps its row. */
    private Mono<Void> abandoned(Ref<User> user, String email, Throwable failure) {
        return failure instanceof Refused refused && !(refused.failure() instanceof Failure.Unavailable)
                ? table.abandon(user)
                        .then(people.at(email).hasElement())
                        .flatMap(taken -> taken ? taken() : Mono.error(failure))
                : Mono.error(failure);
    }

    private static <T> Mono<T> taken() {
        return Wrong.member("email", "User is already registered with this e-mail address.");
    }
}
