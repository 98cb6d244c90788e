package redoubt.infra.chain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.LongSupplier;

/** How far the log is sealed. A node that seals nothing looks once a second, so its numbers are a little old. */
public final class SealingMeters implements MeterBinder {

    private final Sealer sealer;
    private final LongSupplier head;

    /** Compares what is sealed with the head of the log. */
    public SealingMeters(Sealer sealer, LongSupplier head) {
        this.sealer = sealer;
        this.head = head;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("redoubt.log.sealed.position", sealer, Sealer::sealed)
                .description("The position up to which the log is sealed")
                .register(registry);
        Gauge.builder("redoubt.log.sealed.lag", sealer, each -> Math.max(0, head.getAsLong() - each.sealed()))
                .description("How many events at the head of the log are not sealed yet")
                .baseUnit("events")
                .register(registry);
    }
}
