package redoubt.api.house;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.limit.Bucket;
import redoubt.api.limit.Tally;

/** What all nodes added up, in memory. */
public final class HouseTally implements Tally {

    /** How often it was asked for a reservation. */
    public final AtomicInteger reservations = new AtomicInteger();

    public volatile int nodes = 1;
    public volatile @Nullable RuntimeException broken;
    private final Map<Bucket, Total> totals = new HashMap<>();

    @Override
    public Mono<Heard> exchange(Map<Bucket, Long> spent) {
        return answer(() -> {
            Map<Bucket, Total> heard = new HashMap<>();
            spent.forEach((bucket, weight) -> heard.put(bucket, add(bucket, weight)));
            return new Heard(heard, nodes);
        });
    }

    @Override
    public Mono<Reserved> reserve(Bucket bucket, long spent, long wanted, long limit) {
        return answer(() -> {
            reservations.incrementAndGet();
            boolean granted = total(bucket) + spent + wanted <= limit;
            return new Reserved(add(bucket, granted ? spent + wanted : spent), granted);
        });
    }

    /** What was added up so far. */
    public synchronized long total(Bucket bucket) {
        return totals.getOrDefault(bucket, new Total(0, 0)).total();
    }

    private synchronized Total add(Bucket bucket, long weight) {
        return totals.merge(
                bucket, new Total(weight, 1), (before, more) -> new Total(before.total() + weight, before.turn() + 1));
    }

    private <T> Mono<T> answer(java.util.function.Supplier<T> supplier) {
        return Mono.defer(() -> {
            RuntimeException failure = broken;
            synchronized (this) {
                return failure != null ? Mono.error(failure) : Mono.just(supplier.get());
            }
        });
    }
}
