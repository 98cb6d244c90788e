package redoubt.infra.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.account.Renewal;
import redoubt.api.account.TokenPair;
import redoubt.api.account.TokenState;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.identity.SessionEnding;
import redoubt.identity.Session;
import redoubt.infra.account.Families.Exchange;
import redoubt.infra.account.Families.Newest;
import redoubt.infra.jwt.Claims;
import redoubt.infra.jwt.Jwts;
import redoubt.infra.security.People;
import redoubt.infra.security.Standing;
import redoubt.infra.security.TokenVault;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Sessions: how they begin, go on and end. That they began and ended is in the log; that they may go on stands beside it. */
final class SessionKeeper {

    private static final Duration ACCESS = Duration.ofMinutes(60);
    private static final Duration REFRESH = Duration.ofDays(7);

    /** However often a session goes on, its owner shows their password again after this. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final int ID = 16;

    private final Commands commands;
    private final Families families;
    private final Jwts jwts;
    private final TokenVault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SessionKeeper(Commands commands, Families families, Jwts jwts, TokenVault vault, Clock clock) {
        this.commands = commands;
        this.families = families;
        this.jwts = jwts;
        this.vault = vault;
        this.clock = clock;
    }

    /** Begins a session of an account; nothing if its password changed since it was looked at. */
    Mono<TokenPair> begin(People.Resident resident, AccountTable.Row account, String address) {
        Ref<Session> session = commands.draw(Session.class);
        Principal by = resident.acting(session.id());
        Instant now = now();
        Create<Session> beginning =
                Create.given(session, Patch.of(Session.class).set(Session::user, account.user()));
        return commands.send(Asked.by(by, address), beginning)
                .then(families.begin(
                        session.id(),
                        account.user().id(),
                        account.version(),
                        draw(),
                        now,
                        now.plus(REFRESH),
                        now.plus(LONGEST)))
                .switchIfEmpty(Mono.defer(() -> note(by, session.id(), Session.Ending.PASSWORD_CHANGED, address)
                        .then(Mono.empty())))
                .flatMap(newest -> pair(session.id(), account.user().id(), account.pk(), newest));
    }

    /** Exchanges the token shown, or the one that the browser kept if that is a later one of the same session. */
    Mono<Renewal> renew(String shown, @Nullable String kept, String address) {
        return jwts.read(shown)
                .flatMap(claims -> claims.type() == Claims.Type.REFRESH
                        ? vault.standing(claims.session())
                                .flatMap(standing -> renew(claims, kept, standing, address))
                                .switchIfEmpty(refused(TokenState.BLACKLISTED))
                        : refused(TokenState.WRONG_TYPE))
                .onErrorResume(Refused.class, SessionKeeper::reason);
    }

    private Mono<Renewal> renew(Claims claims, @Nullable String kept, Standing standing, String address) {
        if (!standing.open(clock)) {
            return refused(TokenState.BLACKLISTED);
        }
        if (!standing.active(clock)) {
            return refused(TokenState.INACTIVE);
        }
        return exchange(claims)
                .flatMap(first -> first instanceof Exchange.Reused && kept != null
                        ? later(claims, kept).flatMap(this::exchange).defaultIfEmpty(first)
                        : Mono.just(first))
                .flatMap(exchange -> switch (exchange) {
                    case Exchange.Done(Newest newest) ->
                        pair(claims.session(), claims.user(), claims.pk(), newest)
                                .map(Renewal.Renewed::new);
                    case Exchange.Gone _ -> refused(TokenState.BLACKLISTED);
                    case Exchange.Reused _ ->
                        end(standing.principal(), claims.session(), Session.Ending.TOKEN_REUSED, address)
                                .then(refused(TokenState.BLACKLISTED));
                });
    }

    /** What the browser kept, if it is of the same session. */
    private Mono<Claims> later(Claims claims, String kept) {
        return jwts.read(kept)
                .filter(other ->
                        other.type() == Claims.Type.REFRESH && other.session().equals(claims.session()))
                .onErrorComplete(Refused.class);
    }

    private Mono<Exchange> exchange(Claims claims) {
        Instant now = now();
        return families.exchange(claims.session(), claims.id(), draw(), now, now.plus(REFRESH));
    }

    /** What there is to say of a token. */
    Mono<TokenState> examine(String token) {
        return jwts.read(token)
                .flatMap(claims -> vault.standing(claims.session())
                        .filter(standing -> standing.good(clock))
                        .flatMap(_ -> claims.type() == Claims.Type.ACCESS
                                ? Mono.just(TokenState.GOOD)
                                : families.find(claims.session(), now())
                                        .filter(newest -> newest.id().equals(claims.id()))
                                        .map(_ -> TokenState.GOOD))
                        .defaultIfEmpty(
                                claims.type() == Claims.Type.ACCESS ? TokenState.INVALID : TokenState.BLACKLISTED))
                .onErrorResume(Refused.class, refused -> Mono.justOrEmpty(state(refused))
                        .switchIfEmpty(Mono.error(refused)));
    }

    /** Who is behind a refresh token that can be exchanged. */
    Mono<Principal> behind(String refresh) {
        return jwts.read(refresh)
                .filter(claims -> claims.type() == Claims.Type.REFRESH)
                .filterWhen(claims -> families.find(claims.session(), now())
                        .map(newest ->
                                newest.id().equals(claims.id()) || claims.id().equals(newest.previous()))
                        .defaultIfEmpty(false))
                .flatMap(claims -> vault.standing(claims.session()))
                .filter(standing -> standing.good(clock))
                .map(Standing::principal)
                .onErrorResume(
                        thrown -> thrown instanceof Refused refused && state(refused) != null, _ -> Mono.empty());
    }

    /** Ends the session that somebody acts in; false if they act in none. */
    Mono<Boolean> end(Principal by, String address) {
        String session = by.actor().token();
        return session == null
                ? Mono.just(false)
                : vault.standing(session)
                        .flatMap(_ -> end(by, session, Session.Ending.SIGNED_OUT, address)
                                .thenReturn(true))
                        .defaultIfEmpty(false);
    }

    /** Ends the session of a refresh token. */
    Mono<TokenState> end(String refresh, String address) {
        return jwts.read(refresh)
                .flatMap(claims -> claims.type() == Claims.Type.REFRESH
                        ? vault.standing(claims.session())
                                .filter(standing -> standing.open(clock))
                                .flatMap(standing -> end(
                                                standing.principal(),
                                                claims.session(),
                                                Session.Ending.SIGNED_OUT,
                                                address)
                                        .thenReturn(TokenState.GOOD))
                                .defaultIfEmpty(TokenState.BLACKLISTED)
                        : Mono.just(TokenState.WRONG_TYPE))
                .onErrorResume(Refused.class, refused -> Mono.justOrEmpty(state(refused))
                        .switchIfEmpty(Mono.error(refused)));
    }

    /** Notes that sessions have ended which cannot go on already. */
    Mono<Void> ended(Principal by, Flux<String> sessions, Session.Ending ending, String address) {
        return sessions.concatMap(session -> note(by, session, ending, address)).then();
    }

    /** Ends a session; ending it again changes nothing. */
    Mono<Void> end(Principal by, String session, Session.Ending ending, String address) {
        return note(by, session, ending, address).then(families.end(session));
    }

    private Mono<Void> note(Principal by, String session, Session.Ending ending, String address) {
        Perform<Session> ended = new Perform<>(
                Ref.of(Session.class, session),
                SessionEnding.NAME,
                Expected.ANY,
                Form.of(new SessionEnding.Input(ending)));
        return commands.sendAll(Asked.by(by, address), List.of(ended)).then();
    }

    private Mono<TokenPair> pair(String session, String user, long pk, Newest newest) {
        Instant now = now();
        Instant until = now.plus(ACCESS);
        Claims access = new Claims(Claims.Type.ACCESS, draw(), session, user, pk, now, until);
        // The same successor for all who came in time: whatever it says was settled when it came to be.
        Claims refresh =
                new Claims(Claims.Type.REFRESH, newest.id(), session, user, pk, newest.issuedAt(), newest.expiresAt());
        return Mono.zip(
                jwts.write(access),
                jwts.write(refresh),
                (one, other) -> new TokenPair(one, until, other, newest.expiresAt()));
    }

    /** Tokens know no fractions of seconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String draw() {
        byte[] bytes = new byte[ID];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Mono<Renewal> refused(TokenState state) {
        return Mono.just(new Renewal.Refused(state));
    }

    private static Mono<Renewal> reason(Refused thrown) {
        TokenState state = state(thrown);
        return state == null ? Mono.error(thrown) : refused(state);
    }

    private static @Nullable TokenState state(Refused thrown) {
        if (!(thrown.failure() instanceof Failure.Unauthenticated(var why))) {
            return null;
        }
        return switch (why) {
            case EXPIRED -> TokenState.EXPIRED;
            case OTHER_PURPOSE -> TokenState.WRONG_TYPE;
            default -> TokenState.INVALID;
        };
    }
}
