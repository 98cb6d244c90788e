package redoubt.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The counts of one node. Those that nobody has touched for longer than their window, or that are too many, go. */
final class Counts {

    /** Of each policy. An address that is forgotten early may try a little more; nobody runs out of memory. */
    private static final int MOST = 100_000;

    private final Map<Policy, Cache<Bucket, Count>> counts = new EnumMap<>(Policy.class);

    Counts() {
        Arrays.stream(Policy.values())
                .forEach(policy -> counts.put(
                        policy,
                        Caffeine.newBuilder()
                                .maximumSize(MOST)
                                .expireAfterAccess(policy.window())
                                .build()));
    }

    Count of(Policy policy, Bucket bucket) {
        return Objects.requireNonNull(counts.get(policy)).get(bucket, _ -> new Count());
    }

    /** Some of those that the others should hear of. */
    Map<Bucket, Count> news(int most) {
        Map<Bucket, Count> news = new HashMap<>();
        counts.values().stream()
                .flatMap(cache -> cache.asMap().entrySet().stream())
                .filter(entry -> entry.getValue().hasNews())
                .limit(most)
                .forEach(entry -> news.put(entry.getKey(), entry.getValue()));
        return news;
    }
}
