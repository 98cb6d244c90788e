package redoubt.infra.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.identity.SignInFailing;
import redoubt.infra.security.People;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;

/** Notes in the log how often somebody tried to sign in in vain, once a minute for each account and address. Safe for any thread. */
final class FailedSignIns implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FailedSignIns.class);

    private final Commands commands;
    private final Clock clock;
    private final Map<Door, Tally> tallies = new ConcurrentHashMap<>();
    private final Disposable noting;

    FailedSignIns(Commands commands, Duration every, Clock clock) {
        this.commands = commands;
        this.clock = clock;
        this.noting = Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(_ -> note().onErrorResume(this::later))
                .subscribe();
    }

    private record Door(Ref<User> user, String address) {}

    private record Tally(Principal system, int attempts, Instant since) {}

    /** One more, from an address. */
    void count(People.Resident resident, String address) {
        Principal system = Principal.system(resident.organization(), resident.root());
        tallies.compute(
                new Door(resident.account().ref(), address),
                (_, before) -> before == null
                        ? new Tally(system, 1, clock.instant())
                        : new Tally(system, before.attempts() + 1, before.since()));
    }

    /** Notes what was counted. */
    Mono<Void> note() {
        return Flux.fromIterable(tallies.keySet()).concatMap(this::note).then();
    }

    private Mono<Void> note(Door door) {
        Tally tally = tallies.remove(door);
        if (tally == null) {
            return Mono.empty();
        }
        SignInFailing.Input input = new SignInFailing.Input(tally.attempts(), tally.since());
        return commands.send(
                        Asked.by(tally.system(), door.address()),
                        new Perform<>(door.user(), SignInFailing.NAME, Expected.ANY, Form.of(input)))
                .doOnError(_ -> tallies.merge(
                        door,
                        tally,
                        (now, before) -> new Tally(now.system(), now.attempts() + before.attempts(), before.since())))
                .then();
    }

    private Mono<Void> later(Throwable failure) {
        log.warn("Failed sign-ins will be noted later: {}", failure.getMessage());
        return Mono.empty();
    }

    @Override
    public void close() {
        noting.dispose();
    }
}
