package redoubt.infra.webhook;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.infra.trace.Tracing;

/** How attempts of this node to tell endpoints go: in numbers, and in the traces of what they tell of. Safe for any thread. */
final class AttemptMeters implements MeterBinder {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder blocked = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private final Tracing tracing;

    AttemptMeters(Tracing tracing) {
        this.tracing = tracing;
    }

    /**
     * The same attempt, looked at.
     *
     * @param trace the {@code traceparent} of what it tells of; null if that is part of no trace
     */
    Mono<Sent> watch(@Nullable String trace, Mono<Sent> attempt) {
        Mono<Sent> counted = attempt.doOnSubscribe(_ -> begun.increment())
                .doOnNext(this::count)
                .doFinally(_ -> ended.increment());
        return tracing.sending("webhook", trace, counted, Sent::status);
    }

    private void count(Sent sent) {
        (sent.arrived() ? delivered : sent.blocked() ? blocked : failed).increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map.of("delivered", delivered, "blocked", blocked, "failed", failed)
                .forEach((outcome, count) -> FunctionCounter.builder(
                                "redoubt.webhook.attempts", count, LongAdder::doubleValue)
                        .description("Attempts to tell endpoints of webhooks")
                        .tag("outcome", outcome)
                        .register(registry));
        Gauge.builder("redoubt.webhook.in.flight", this, each -> each.begun.sum() - each.ended.sum())
                .description("How many endpoints are being told at this moment")
                .register(registry);
    }
}
