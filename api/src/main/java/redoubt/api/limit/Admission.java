package redoubt.api.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** A request that was let in, and what it took. Used by one request, by one thread at a time. */
public final class Admission {

    /** A request that nobody counts. */
    public static final Admission FREE = new Admission(null, List.of(), new HttpHeaders());

    private final @Nullable RateLimits limits;
    private final List<Meter> meters;
    private final HttpHeaders headers;
    private long weight;

    Admission(@Nullable RateLimits limits, List<Meter> meters, HttpHeaders headers) {
        this.limits = limits;
        this.meters = meters;
        this.headers = headers;
    }

    /**
     * Takes as much as the request turns out to weigh, in place of what it took so far, and shows in the headers what is
     * left. Refused as limited if there is not so much left; then it has taken nothing.
     */
    public Mono<Void> weigh(long whole) {
        if (limits == null || whole == weight) {
            return Mono.empty();
        }
        return limits.spend(meters, whole - weight, weight, headers).doOnSuccess(_ -> weight = whole);
    }
}
