package redoubt.infra.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How far each reader of the log has come, and how far it is behind. */
final class LagMeters implements MeterBinder {

    private final Lags lags;

    LagMeters(Lags lags) {
        this.lags = lags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        lags.readers().forEach((name, reader) -> {
            Gauge.builder("redoubt.log.reader.position", reader, Lag::reached)
                    .description("The position of the log that the reader has reached")
                    .tag("reader", name)
                    .register(registry);
            Gauge.builder("redoubt.log.reader.lag", reader, Lag::events)
                    .description("How many positions the reader is behind the head of the log")
                    .baseUnit("events")
                    .tag("reader", name)
                    .register(registry);
        });
    }
}
