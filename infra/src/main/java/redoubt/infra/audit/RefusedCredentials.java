package redoubt.infra.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.auth.Refusals;
import redoubt.identity.AuthFailed;
import redoubt.model.wire.Moments;

/**
 * Notes in the log how often an address showed credentials that are none, once a minute for each address. Where there are too
 * many of them, they are told as one without an address. Safe for any thread.
 */
public final class RefusedCredentials implements Refusals, AutoCloseable {

    private static final int MOST = 1_000;
    private static final String ELSEWHERE = "";

    private final HouseNotes notes;
    private final Clock clock;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Disposable noting;

    /** Notes as often as that. */
    public RefusedCredentials(HouseNotes notes, Duration every, Clock clock) {
        this.notes = notes;
        this.clock = clock;
        this.noting =
                Flux.interval(every).onBackpressureDrop().concatMap(_ -> note()).subscribe();
    }

    private record Tally(int count, Instant since) {}

    @Override
    public void refused(@Nullable String address) {
        String known = address == null ? ELSEWHERE : address;
        String counted = tallies.containsKey(known) || tallies.size() < MOST ? known : ELSEWHERE;
        tallies.compute(
                counted,
                (_, before) -> before == null
                        ? new Tally(1, Moments.cut(clock.instant()))
                        : new Tally(before.count() + 1, before.since()));
    }

    /** Notes what was counted. */
    Mono<Void> note() {
        return Flux.fromIterable(tallies.keySet()).concatMap(this::note).then();
    }

    private Mono<Void> note(String address) {
        Tally tally = tallies.remove(address);
        return tally == null
                ? Mono.empty()
                : notes.note(new AuthFailed(tally.count(), tally.since()), address.equals(ELSEWHERE) ? null : address);
    }

    @Override
    public void close() {
        noting.dispose();
    }
}
