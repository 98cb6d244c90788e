package redoubt.infra.kafka.relay;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.LongSupplier;

/** How far the topic has been told. A node that does not tell it looks once a second, so its numbers are a little old. */
public final class RelayMeters implements MeterBinder {

    private final Standing standing;
    private final LongSupplier head;

    /** Compares what was told with the head of the log. */
    public RelayMeters(Standing standing, LongSupplier head) {
        this.standing = standing;
        this.head = head;
    }

    /** How many events are still to be told. */
    public long lag() {
        return Math.max(0, head.getAsLong() - standing.reached());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("redoubt.kafka.position", standing, Standing::reached)
                .description("The position up to which Kafka has been told of the log")
                .register(registry);
        Gauge.builder("redoubt.kafka.lag", this, RelayMeters::lag)
                .description("How many events at the head of the log Kafka has not been told of yet")
                .baseUnit("events")
                .register(registry);
        Gauge.builder("redoubt.kafka.unsent", standing, Standing::passedOver)
                .description("How many events could not be told and were passed over")
                .baseUnit("events")
                .register(registry);
        Gauge.builder("redoubt.kafka.relaying", standing, each -> each.leading() ? 1 : 0)
                .description("Whether this node is the one that tells Kafka")
                .register(registry);
        Gauge.builder("redoubt.kafka.troubled", standing, each -> each.trouble() == null ? 0 : 1)
                .description("Whether Kafka takes no events from this node for now")
                .register(registry);
        FunctionCounter.builder("redoubt.kafka.sent", standing, Standing::sent)
                .description("How many events this node has told Kafka of")
                .register(registry);
        FunctionCounter.builder("redoubt.kafka.truncated", standing, Standing::truncated)
                .description("How many of them were too long to be told in full")
                .register(registry);
    }
}
