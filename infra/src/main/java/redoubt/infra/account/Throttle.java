package redoubt.infra.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.account.Attempts.Count;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Limits attempts within a span of time, for each account and each address that makes them, whether or not there is such an
 * account. All nodes count together, under digests, so that what is kept names nobody. Safe for any thread.
 */
final class Throttle implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Throttle.class);

    /** Many people sit behind one address. */
    private static final int NEIGHBOURS = 10;

    /** What programs do by themselves is done more often. */
    private static final int PROGRAMS = 20;

    private static final Duration SWEEP = Duration.ofMinutes(1);

    /** How long a node says no by itself, so that who hammers at a closed door is nothing to the database. */
    private static final Duration CLOSED = Duration.ofSeconds(2);

    private static final int DOORS = 10_000;

    /** How many groups of an IPv6 address say whose network it is; the rest is anybody's choice there. */
    private static final int NETWORK = 4;

    private final int most;
    private final Duration span;
    private final Attempts attempts;
    private final UnaryOperator<String> digest;
    private final Clock clock;
    private final Disposable sweeping;
    private final Cache<String, Count> closed =
            Caffeine.newBuilder().maximumSize(DOORS).expireAfterWrite(CLOSED).build();

    /**
     * Allows so many attempts on one account within the span.
     *
     * @param digest what stands in place of addresses and accounts where attempts are counted
     */
    Throttle(int most, Duration span, Attempts attempts, UnaryOperator<String> digest, Clock clock) {
        this.most = most;
        this.span = span;
        this.attempts = attempts;
        this.digest = digest;
        this.clock = clock;
        this.sweeping = Flux.interval(SWEEP)
                .onBackpressureDrop()
                .concatMap(_ -> attempts.forget(clock.instant().minus(span)).onErrorResume(Throttle::later))
                .subscribe();
    }

    /** Counts an attempt on an account from an address; a {@link Refused} signal if there were too many. */
    Mono<Void> attempt(String what, String account, String address) {
        return attempt(what, address).then(attemptOn(what, account));
    }

    /** Counts an attempt on an account from wherever. */
    Mono<Void> attemptOn(String what, String account) {
        return count(key(what, account), most);
    }

    /** Counts what an address does that concerns no account, or none that is known yet. */
    Mono<Void> attempt(String what, String address) {
        return count(key(what, network(address)), most * NEIGHBOURS);
    }

    /** The same for what programs do by themselves. */
    Mono<Void> routine(String what, String address) {
        return count(key(what, network(address)), most * NEIGHBOURS * PROGRAMS);
    }

    /** An attempt that was none, as it succeeded: those before it on the account do not count either. */
    Mono<Void> succeeded(String what, String account, String address) {
        String all = key(what, account);
        return attempts.excuse(all, key(what, network(address))).doOnSuccess(_ -> closed.invalidate(all));
    }

    private Mono<Void> count(String key, int limit) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Count known = closed.getIfPresent(key);
            return (known != null && now.isBefore(known.since().plus(span))
                            ? Mono.just(known)
                            : attempts.count(key, now, now.minus(span), limit))
                    .flatMap(count -> judge(key, count, limit, now));
        });
    }

    private Mono<Void> judge(String key, Count count, int limit, Instant now) {
        if (count.attempts() <= limit) {
            return Mono.empty();
        }
        closed.put(key, count);
        Duration left = Duration.between(now, count.since().plus(span));
        return Mono.error(new Refused(new Failure.Limited(Math.max(1, left.toSeconds()))));
    }

    private String key(String what, String who) {
        return digest.apply(what + " " + who.toLowerCase(Locale.ROOT));
    }

    private static String network(String address) {
        String[] groups = address.split(":", NETWORK + 1);
        return groups.length <= NETWORK ? address : address.substring(0, address.length() - groups[NETWORK].length());
    }

    private static Mono<Void> later(Throwable failure) {
        log.warn("Attempts of before are forgotten later: {}", failure.getMessage());
        return Mono.empty();
    }

    @Override
    public void close() {
        sweeping.dispose();
    }
}
