package redoubt.infra.account;

import java.time.Clock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.identity.EmailVerifying;
import redoubt.infra.account.AccountTable.Row;
import redoubt.infra.account.LetterSecrets.Purpose;
import redoubt.infra.account.LetterSecrets.Reader;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** Whether people read what is sent to the addresses they gave. Nothing depends on it; that they proved it is in the log. */
final class AddressKeeper {

    private static final int RADIX = 36;
    private static final Pattern KEY = Pattern.compile("([0-9a-z]{1,11})-([0-9a-f]{64})");

    private final Commands commands;
    private final People people;
    private final AccountTable table;
    private final LetterSecrets secrets;
    private final Clock clock;

    AddressKeeper(Commands commands, People people, AccountTable table, LetterSecrets secrets, Clock clock) {
        this.commands = commands;
        this.people = people;
        this.table = table;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The letter whose reader has the address of an account. It takes the place of those before it. */
    Mono<Letter> letter(Resident resident, Row row, String front) {
        return Mono.defer(() -> {
            Instant until = clock.instant().plus(LetterSecrets.LIFE);
            Reader reader = reader(resident);
            String secret = secrets.draw();
            String link = front + "/verify-email/" + Long.toString(row.pk(), RADIX) + "-" + secret + "/";
            return secrets.keep(reader, secret, until)
                    .thenReturn(new Letter(
                            row.user(),
                            reader.email(),
                            "Redoubt E-mail Address",
                            "Somebody, probably you, made an account at Redoubt with this address.\n\n"
                                    + "To confirm that it is yours, follow this link within 24 hours:\n\n"
                                    + link
                                    + "\n\nIf it was not you, do nothing."));
        });
    }

    /** Notes that whoever shows what stood in a letter has read it; a {@link Refused} signal if it is not good. */
    Mono<Void> verify(String key, String address) {
        Matcher parts = KEY.matcher(key);
        return parts.matches()
                ? table.numbered(Long.parseLong(parts.group(1), RADIX))
                        .flatMap(row -> people.of(row.user()))
                        .filterWhen(resident -> secrets.good(reader(resident), parts.group(2), clock.instant()))
                        .switchIfEmpty(unknown())
                        .flatMap(resident -> noted(resident, address)
                                .then(secrets.use(reader(resident), parts.group(2), clock.instant())))
                        .then()
                : unknown();
    }

    private Mono<Void> noted(Resident resident, String address) {
        Reader reader = reader(resident);
        return commands.send(Asked.by(resident.acting(null), address), noted(reader.user(), reader.email()))
                .then();
    }

    /** That an account's address was verified. */
    static Act<User> noted(Ref<User> user, String email) {
        return new Perform<>(user, EmailVerifying.NAME, Expected.ANY, Form.of(new EmailVerifying.Input(email)));
    }

    private static Reader reader(Resident resident) {
        return new Reader(resident.account().ref(), resident.account().state().email(), Purpose.VERIFY);
    }

    private static <T> Mono<T> unknown() {
        return Mono.error(() -> new Refused(new Failure.NotFound()));
    }
}
