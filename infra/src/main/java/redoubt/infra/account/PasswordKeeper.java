package redoubt.infra.account;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.http.Spelled;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.identity.PasswordSetting;
import redoubt.command.identity.ResetRequesting;
import redoubt.identity.PasswordSet;
import redoubt.identity.Session;
import redoubt.infra.account.AccountTable.Row;
import redoubt.infra.account.LetterSecrets.Purpose;
import redoubt.infra.account.LetterSecrets.Reader;
import redoubt.infra.account.PasswordRules.Owner;
import redoubt.infra.security.People.Resident;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** How accounts come by passwords. That they did is in the log before it counts; what passwords are made of never is. */
final class PasswordKeeper {

    private static final int RADIX = 36;
    private static final String FRESH = "new_password2";

    private final Commands commands;
    private final AccountTable table;
    private final LetterSecrets secrets;
    private final SessionKeeper sessions;
    private final Hashing hashing;
    private final Mono<PasswordRules> rules;
    private final Clock clock;

    PasswordKeeper(
            Commands commands,
            AccountTable table,
            LetterSecrets secrets,
            SessionKeeper sessions,
            Hashing hashing,
            Clock clock) {
        this.commands = commands;
        this.table = table;
        this.secrets = secrets;
        this.sessions = sessions;
        this.hashing = hashing;
        this.rules = hashing.once(PasswordRules::load);
        this.clock = clock;
    }

    /** What is kept of a password that somebody wants to have; a {@link Refused} signal if they had better not. */
    Mono<String> accepted(String password, Owner owner, String member, String whole) {
        return rules.flatMap(known -> hashing.work(() -> {
                    List<String> faults = known.faults(password);
                    List<String> resemblance = known.resemblance(password, owner);
                    return complaint(faults, resemblance, member, whole);
                }))
                .flatMap(complaint ->
                        complaint.details().isEmpty() ? hashing.hash(password) : Mono.error(new Refused(complaint)));
    }

    private static Failure.Invalid complaint(
            List<String> faults, List<String> resemblance, String member, String whole) {
        var complaints = new Complaints();
        faults.forEach(fault -> complaints.add(Spelled.as(member), fault));
        resemblance.forEach(fault -> complaints.add(member.equals(whole) ? Spelled.as(member) : whole, fault));
        return complaints.toFailure();
    }

    /** Whether it is the password of an account, found out no faster if there is none. */
    Mono<Boolean> fits(String password, @Nullable Row row) {
        return hashing.fits(password, row == null ? null : row.password());
    }

    /** Its owner takes another one; all sessions end but theirs. */
    Mono<Void> change(Resident resident, Row row, @Nullable String session, String old, String fresh, String address) {
        return fits(old, row)
                .flatMap(fits -> fits
                        ? accepted(fresh, owner(resident, row), FRESH, FRESH)
                        : Wrong.member(
                                "old_password", "Your old password was entered incorrectly. Please enter it again."))
                .flatMap(kept -> set(resident, row, kept, session, PasswordSet.Occasion.CHANGED, address));
    }

    /** The letter with which an account gets another one. It takes the place of those before it. */
    Mono<Letter> letter(Resident resident, Row row, String front, String address) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant until = now.plus(LetterSecrets.LIFE);
            String token = Long.toString(now.getEpochSecond(), RADIX) + "-" + secrets.draw();
            String link = front + "/reset-password/" + Long.toString(row.pk(), RADIX) + "/" + token + "/";
            Perform<User> noted = new Perform<>(
                    row.user(), ResetRequesting.NAME, Expected.ANY, Form.of(new ResetRequesting.Input(until)));
            return commands.send(Asked.by(resident.acting(null), address), noted)
                    .then(secrets.keep(reader(resident), token, until))
                    .thenReturn(new Letter(
                            row.user(),
                            resident.account().state().email(),
                            "Redoubt Password Reset",
                            "Somebody, probably you, asked for a new password of your account at Redoubt.\n\n"
                                    + "To choose one, follow this link within 24 hours:\n\n"
                                    + link
                                    + "\n\nIf it was not you, do nothing. Your password stays as it is."));
        });
    }

    /** The account that a letter is about; a {@link Refused} signal if there is none. */
    Mono<Row> numbered(String uid) {
        return Mono.justOrEmpty(number(uid))
                .flatMap(table::numbered)
                .switchIfEmpty(Wrong.member("uid", "Invalid value"));
    }

    /** Whether a letter to somebody is good. */
    Mono<Boolean> opened(Resident resident, String token) {
        return secrets.good(reader(resident), token, clock.instant());
    }

    /** Its owner takes another one with what stood in a letter; all sessions end. */
    Mono<Void> reset(Resident resident, Row row, String token, String fresh, String address) {
        return accepted(fresh, owner(resident, row), FRESH, FRESH)
                .filterWhen(_ -> secrets.use(reader(resident), token, clock.instant()))
                .switchIfEmpty(Wrong.member("token", "Invalid value"))
                .flatMap(kept -> set(resident, row, kept, null, PasswordSet.Occasion.RESET, address));
    }

    /** Notes that an account has another password. */
    static Act<User> noted(Ref<User> user, PasswordSet.Occasion occasion) {
        return new Perform<>(user, PasswordSetting.NAME, Expected.ANY, Form.of(new PasswordSetting.Input(occasion)));
    }

    private Mono<Void> set(
            Resident resident,
            Row row,
            String kept,
            @Nullable String spared,
            PasswordSet.Occasion occasion,
            String address) {
        Session.Ending ending = occasion == PasswordSet.Occasion.RESET
                ? Session.Ending.PASSWORD_RESET
                : Session.Ending.PASSWORD_CHANGED;
        var by = resident.acting(spared);
        return commands.send(Asked.by(by, address), noted(row.user(), occasion))
                .then(table.set(row.user(), kept, spared).collectList())
                .flatMap(ended -> sessions.ended(by, Flux.fromIterable(new ArrayList<>(ended)), ending, address));
    }

    private static Reader reader(Resident resident) {
        return new Reader(resident.account().ref(), resident.account().state().email(), Purpose.RESET);
    }

    private static Owner owner(Resident resident, Row row) {
        User user = resident.account().state();
        return new Owner(row.username(), user.email(), user.firstName(), user.lastName());
    }

    private static @Nullable Long number(String uid) {
        return uid.matches("[0-9a-z]{1,11}") ? Long.valueOf(uid, RADIX) : null;
    }
}
