package redoubt.infra.webhook;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How attempts of this node to tell endpoints went. Safe for any thread. */
final class AttemptMeters implements MeterBinder {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final Map<String, LongAdder> byOutcome =
            Map.of("delivered", new LongAdder(), "failed", new LongAdder(), "blocked", new LongAdder());

    void begun() {
        begun.increment();
    }

    void ended() {
        ended.increment();
    }

    void count(Sent sent) {
        String outcome = sent.arrived() ? "delivered" : sent.blocked() ? "blocked" : "failed";
        byOutcome.get(outcome).increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        byOutcome.forEach((outcome, count) -> FunctionCounter.builder(
                        "redoubt.webhook.attempts", count, LongAdder::doubleValue)
                .description("Attempts to tell endpoints of webhooks")
                .tag("outcome", outcome)
                .register(registry));
        Gauge.builder("redoubt.webhook.in.flight", this, each -> each.begun.sum() - each.ended.sum())
                .description("How many endpoints are being told at this moment")
                .register(registry);
    }
}
