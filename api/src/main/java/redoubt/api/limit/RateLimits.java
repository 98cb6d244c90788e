package redoubt.api.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.limit.Count.Leave;
import redoubt.api.limit.Tally.Heard;
import redoubt.api.limit.Tally.Total;
import redoubt.model.access.Principal;
import redoubt.model.access.Quota;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Lets requests in as long as there is room for them. Counts in memory, and tells the other nodes in {@link #exchange}; a
 * request waits for them only where little is left. While they cannot be asked, each node enforces its share.
 */
public final class RateLimits {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

    /** A request does not wait longer for the others. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How many buckets are exchanged at a time. */
    private static final int BATCH = 1_000;

    private final Counts counts = new Counts();
    private final Map<Policy, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Tally tally;
    private final Rates rates;
    private final Clock clock;
    private volatile int nodes = 1;
    private volatile boolean alone;

    /** Adds up in the tally; windows are those of the clock. */
    public RateLimits(Tally tally, Rates rates, Clock clock) {
        this.tally = tally;
        this.rates = rates;
        this.clock = clock;
    }

    /**
     * Lets a request in, or refuses it as limited. Either way the headers show what is left.
     *
     * @param path that is called
     * @param by the caller, whose tokens are all counted together
     * @param weight what the request takes
     */
    public Mono<Admission> admit(String path, Principal by, long weight, HttpHeaders headers) {
        return Mono.defer(() -> {
            Admission admission = new Admission(this, meters(path, by), headers);
            return admission.weigh(weight).thenReturn(admission);
        });
    }

    private List<Meter> meters(String path, Principal by) {
        Rates.Base base = rates.of(path);
        Quota quota = by.quota() == null ? base.quota() : by.quota();
        String whose = base.name() + " " + by.actor().user();
        return List.of(meter(Policy.HOURLY, whose, quota.hourly()), meter(Policy.BURST, whose, quota.burst()));
    }

    private Meter meter(Policy policy, String whose, long limit) {
        Bucket bucket = new Bucket(policy.code() + " " + whose, policy.end(clock.instant()));
        return new Meter(policy, bucket, counts.of(policy, bucket), limit);
    }

    /** Takes that much more from all of them or from none, and gives back what was taken before if it is none. */
    Mono<Void> spend(List<Meter> meters, long weight, long before, HttpHeaders headers) {
        List<Meter> spent = new ArrayList<>();
        List<Meter> full = new ArrayList<>();
        List<Meter> unknown = new ArrayList<>();
        for (Meter meter : meters) {
            switch (leave(meter, weight)) {
                case SPENT -> spent.add(meter);
                case FULL -> full.add(meter);
                case UNKNOWN -> unknown.add(meter);
            }
        }
        if (unknown.isEmpty() || !full.isEmpty()) {
            return concluded(meters, weight, before, headers, spent, full);
        }
        return Flux.fromIterable(unknown)
                .concatMap(meter -> reserved(meter, weight).doOnNext(granted -> (granted ? spent : full).add(meter)))
                .then(Mono.defer(() -> concluded(meters, weight, before, headers, spent, full)));
    }

    private Leave leave(Meter meter, long weight) {
        return alone
                ? meter.count().spendAlone(weight, meter.limit(), nodes)
                : meter.count().spend(weight, meter.limit(), nodes);
    }

    private Mono<Void> concluded(
            List<Meter> meters, long weight, long before, HttpHeaders headers, List<Meter> spent, List<Meter> full) {
        Instant now = clock.instant();
        if (!full.isEmpty()) {
            spent.forEach(meter -> meter.count().add(-weight));
            meters.forEach(meter -> meter.count().add(-before));
        }
        Reading.show(meters.stream().map(Meter::read).toList(), now, headers);
        return full.isEmpty() ? Mono.empty() : Mono.error(limited(full, now));
    }

    private Refused limited(List<Meter> full, Instant now) {
        full.forEach(meter -> refusals(meter.policy()).increment());
        long wait = full.stream()
                .mapToLong(meter -> meter.read().seconds(now))
                .max()
                .orElse(1);
        return new Refused(new Failure.Limited(wait));
    }

    /** Asks the others. Who hangs up meanwhile does not keep us from hearing what they say. */
    private Mono<Boolean> reserved(Meter meter, long weight) {
        Count count = meter.count();
        return Mono.defer(() -> {
            long taken = count.take();
            Mono<Boolean> asking = tally.reserve(meter.bucket(), taken, weight, meter.limit())
                    .timeout(PATIENCE)
                    .map(reserved -> {
                        count.told(taken, reserved.total(), reserved.granted() ? weight : 0);
                        return reserved.granted();
                    })
                    .onErrorResume(failure -> {
                        count.kept(taken);
                        lose(failure);
                        return Mono.just(count.spendAlone(weight, meter.limit(), nodes) == Leave.SPENT);
                    });
            return Mono.fromFuture(asking.toFuture(), true);
        });
    }

    /**
     * Lets an address try another credential, or none.
     *
     * @throws Refused as limited if it came too often without a good one
     */
    public void knock(@Nullable String address, HttpHeaders headers) {
        Meter meter = meter(address);
        if (meter.lacks(1)) {
            Instant now = clock.instant();
            Reading.show(List.of(meter.read()), now, headers);
            throw limited(List.of(meter), now);
        }
    }

    /** Notes that an address came without a good credential. The headers show how often it still may. */
    public void refused(@Nullable String address, HttpHeaders headers) {
        Meter meter = meter(address);
        meter.count().add(1);
        Reading.show(List.of(meter.read()), clock.instant(), headers);
    }

    /** Shows an address how often it may still come without a good credential. */
    public void show(@Nullable String address, HttpHeaders headers) {
        Reading.show(List.of(meter(address).read()), clock.instant(), headers);
    }

    private Meter meter(@Nullable String address) {
        return meter(Policy.ADDRESS, String.valueOf(address), rates.refused());
    }

    /** Tells the other nodes what was spent here, and hears from them what was spent there. Never fails. */
    public Mono<Void> exchange() {
        return Mono.defer(() -> {
            Map<Bucket, Count> news = counts.news(BATCH);
            Map<Bucket, Long> taken = new HashMap<>();
            news.forEach((bucket, count) -> taken.put(bucket, count.take()));
            return tally.exchange(taken)
                    .doOnNext(heard -> hear(news, taken, heard))
                    .thenReturn(true)
                    .onErrorResume(failure -> {
                        news.forEach((bucket, count) -> count.kept(taken.getOrDefault(bucket, 0L)));
                        lose(failure);
                        return Mono.just(false);
                    })
                    .flatMap(heard -> heard && news.size() == BATCH ? exchange() : Mono.empty());
        });
    }

    private void hear(Map<Bucket, Count> news, Map<Bucket, Long> taken, Heard heard) {
        news.forEach((bucket, count) -> {
            Total total = heard.totals().get(bucket);
            if (total == null) {
                throw new IllegalStateException("Nothing was heard of " + bucket);
            }
            count.told(taken.getOrDefault(bucket, 0L), total);
        });
        nodes = Math.max(1, heard.nodes());
        if (alone) {
            alone = false;
            LOG.info("The nodes add up their rate limits again");
        }
    }

    private void lose(Throwable failure) {
        if (!alone) {
            alone = true;
            LOG.warn("Each of {} nodes enforces its share of the rate limits: {}", nodes, failure.getMessage());
        }
    }

    /** Whether there is something that the other nodes should hear, or that this one waits to hear from them. */
    public boolean hasNews() {
        return alone || !counts.news(1).isEmpty();
    }

    /** Names of all policies with how often each of them refused a request. */
    public Map<String, LongAdder> refusals() {
        Map<String, LongAdder> named = new HashMap<>();
        for (Policy policy : Policy.values()) {
            named.put(policy.code(), refusals(policy));
        }
        return named;
    }

    private LongAdder refusals(Policy policy) {
        return refusals.computeIfAbsent(policy, _ -> new LongAdder());
    }

    /** How many nodes share the limits, as far as this one knows. */
    public int nodes() {
        return nodes;
    }

    /** Whether the other nodes cannot be asked at the moment. */
    public boolean alone() {
        return alone;
    }
}
