package redoubt.infra.account;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.api.account.Accounts;
import redoubt.api.account.Person;
import redoubt.api.account.Renewal;
import redoubt.api.account.SignedIn;
import redoubt.api.account.TokenState;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.infra.account.AccountTable.Row;
import redoubt.infra.jwt.Keyring;
import redoubt.infra.security.People;
import redoubt.infra.security.People.Resident;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** The accounts as they stand in the log, with what is kept of them beside it. */
final class StoredAccounts implements Accounts {

    private static final Logger log = LoggerFactory.getLogger(StoredAccounts.class);

    private final Parts parts;
    private final String front;
    private final Clock clock;

    /**
     * What they are made of.
     *
     * @param commands the write side
     * @param people accounts in the log
     * @param table accounts beside it
     * @param sessions how they begin and end
     * @param passwords how accounts come by them
     * @param addresses whether they are theirs
     * @param registering how accounts are made
     * @param throttle how often something may be tried
     * @param failed who tried in vain
     * @param post takes letters away
     * @param keys with which tokens are signed
     */
    record Parts(
            Commands commands,
            People people,
            AccountTable table,
            SessionKeeper sessions,
            PasswordKeeper passwords,
            AddressKeeper addresses,
            Registering registering,
            Throttle throttle,
            FailedSignIns failed,
            PostRoom post,
            Keyring keys) {}

    /**
     * Puts them together.
     *
     * @param front where the pages for people are
     */
    StoredAccounts(Parts parts, String front, Clock clock) {
        this.parts = parts;
        this.front = front;
        this.clock = clock;
    }

    private record Found(Resident resident, Row row) {}

    @Override
    public Mono<SignedIn> signIn(String email, String password, String address) {
        return parts.throttle()
                .attempt("sign-in", email, address)
                .then(parts.people()
                        .at(email)
                        .flatMap(this::found)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMap(found -> parts.passwords()
                        .fits(password, found.map(Found::row).orElse(null))
                        .flatMap(fits -> fits && active(found.orElseThrow())
                                ? come(found.orElseThrow(), address)
                                        .delayUntil(_ -> parts.throttle().succeeded("sign-in", email, address))
                                : failed(found, address)));
    }

    private Mono<SignedIn> come(Found found, String address) {
        return parts.sessions().begin(found.resident(), found.row(), address).flatMap(tokens -> parts.table()
                .signedIn(found.row().user(), clock.instant())
                .thenReturn(new SignedIn(person(found), tokens)));
    }

    private Mono<SignedIn> failed(Optional<Found> found, String address) {
        return Mono.fromRunnable(() -> found.ifPresent(known -> parts.failed().count(known.resident(), address)));
    }

    @Override
    public Mono<SignedIn> register(@Nullable String username, String email, String password, String address) {
        String lower = email.toLowerCase(Locale.ROOT);
        return parts.throttle()
                .attempt("registration", address)
                .then(parts.registering().account(username, lower, password, address))
                .flatMap(made -> come(new Found(made.resident(), made.row()), address))
                .doOnNext(_ -> write(lower, this::verification));
    }

    @Override
    public Mono<Boolean> signOut(Principal by, String address) {
        return parts.sessions().end(by, address);
    }

    @Override
    public Mono<TokenState> signOut(String refresh, String address) {
        return parts.sessions().end(refresh, address);
    }

    @Override
    public Mono<Renewal> renew(String refresh, @Nullable String kept, String address) {
        return parts.throttle().routine("token", address).then(parts.sessions().renew(refresh, kept, address));
    }

    @Override
    public Mono<TokenState> examine(String token, String address) {
        return parts.throttle().routine("token", address).then(parts.sessions().examine(token));
    }

    @Override
    public Mono<Principal> behind(String refresh) {
        return parts.sessions().behind(refresh);
    }

    @Override
    public Mono<Person> person(Principal by) {
        return of(by).map(StoredAccounts::person);
    }

    @Override
    public Mono<Person> rename(
            Principal by,
            @Nullable String username,
            @Nullable String firstName,
            @Nullable String lastName,
            String address) {
        return writing(by).flatMap(found -> {
            Ref<User> user = found.row().user();
            Patch<User> patch = Patch.of(User.class);
            patch = firstName == null ? patch : patch.set(User::firstName, firstName);
            patch = lastName == null ? patch : patch.set(User::lastName, lastName);
            Mono<Boolean> named =
                    username == null || username.equals(found.row().username())
                            ? Mono.just(true)
                            : parts.table().rename(user, username);
            Update<User> update = new Update<>(user, Submission.of(patch), Expected.ANY);
            Mono<Void> told = patch.isEmpty()
                    ? Mono.empty()
                    : parts.commands()
                            .send(Asked.by(found.resident().acting(by.actor().token()), address), update)
                            .then();
            return named.flatMap(free -> free
                    ? told.then(Mono.defer(() -> person(by)))
                    : Wrong.member("username", "A user with that username already exists."));
        });
    }

    @Override
    public Mono<Void> change(Principal by, String old, String fresh, String address) {
        return writing(by).flatMap(found -> {
            String account = found.row().user().id();
            return parts.throttle()
                    .attemptOn("change", account)
                    .then(parts.passwords()
                            .change(found.resident(), found.row(), by.actor().token(), old, fresh, address))
                    .then(parts.throttle().succeeded("change", account, ""));
        });
    }

    @Override
    public Mono<Void> forgotten(String email, String address) {
        return parts.throttle()
                .attempt("reset", email, address)
                // Who asks hears nothing of what comes of it, and waits no longer for it if there is something.
                .then(Mono.fromRunnable(() -> write(email, found -> renewal(found, address))));
    }

    private void write(String email, Function<Found, Mono<Letter>> letter) {
        parts.people()
                .at(email)
                .flatMap(this::found)
                .filter(this::active)
                .flatMap(letter)
                .flatMap(parts.post()::send)
                .subscribe(
                        _ -> {},
                        failure -> log.warn(
                                "A letter was not written: {}",
                                failure.getClass().getSimpleName()));
    }

    private Mono<Letter> renewal(Found found, String address) {
        return parts.passwords().letter(found.resident(), found.row(), front, address);
    }

    private Mono<Letter> verification(Found found) {
        return parts.addresses().letter(found.resident(), found.row(), front);
    }

    @Override
    public Mono<Void> reset(String uid, String token, String fresh, String address) {
        return parts.throttle()
                .attempt("reset-confirm", uid, address)
                .then(parts.passwords().numbered(uid))
                .flatMap(row -> parts.people()
                        .of(row.user())
                        .filterWhen(resident -> parts.passwords().opened(resident, token))
                        .switchIfEmpty(Wrong.member("token", "Invalid value"))
                        .filter(resident -> active(new Found(resident, row)))
                        .switchIfEmpty(Wrong.member("uid", "Invalid value"))
                        .flatMap(resident -> parts.passwords().reset(resident, row, token, fresh, address)));
    }

    @Override
    public Mono<Void> verify(String key, String address) {
        return parts.throttle()
                .attempt("verify-email", address)
                .then(parts.addresses().verify(key, address));
    }

    @Override
    public Mono<Void> unverified(String email, String address) {
        return parts.throttle()
                .attempt("letter", email, address)
                .then(Mono.fromRunnable(() -> write(email, this::verification)));
    }

    @Override
    public Mono<byte[]> keys() {
        return parts.keys().published();
    }

    private Mono<Found> found(Resident resident) {
        User user = resident.account().state();
        return parts.table().of(resident.account().ref(), user.email()).map(row -> new Found(resident, row));
    }

    private Mono<Found> of(Principal by) {
        return Mono.justOrEmpty(by.actor().user())
                .flatMap(user -> parts.people().of(Ref.of(User.class, user)))
                .flatMap(this::found)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    /** The account of somebody whose credential is good for more than looking at some things. */
    private Mono<Found> writing(Principal by) {
        return by.limits().equals(Principal.Limits.NONE) ? of(by) : Mono.error(() -> new Refused(new Failure.Denied()));
    }

    private boolean active(Found found) {
        return found.resident().account().state().active(LocalDate.now(clock));
    }

    private static Person person(Found found) {
        User user = found.resident().account().state();
        return new Person(
                found.row().pk(),
                found.row().username(),
                user.email(),
                Objects.requireNonNull(user.firstName()),
                Objects.requireNonNull(user.lastName()));
    }
}
