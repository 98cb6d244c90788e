package redoubt.infra.limit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import redoubt.api.limit.RateLimits;

/** How often somebody asked for too much, and whether the nodes can tell each other. */
final class LimitMeters implements MeterBinder {

    private final RateLimits limits;

    LimitMeters(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        limits.refusals().forEach((policy, count) -> FunctionCounter.builder(
                        "redoubt.rate.limited", count, LongAdder::doubleValue)
                .description("Requests that were refused because a rate limit was reached")
                .baseUnit("requests")
                .tag("policy", policy)
                .register(registry));
        Gauge.builder("redoubt.rate.nodes", limits, RateLimits::nodes)
                .description("How many nodes share the rate limits, as far as this one knows")
                .register(registry);
        Gauge.builder("redoubt.rate.alone", limits, each -> each.alone() ? 1 : 0)
                .description("Whether this node enforces its share of the rate limits without hearing of the others")
                .register(registry);
    }
}
