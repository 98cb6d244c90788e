package redoubt.infra.kafka.inbound;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** What came of commands that this node took. */
public final class InboundMeters implements MeterBinder {

    private final Inbound inbound;

    /** Counts what it took. */
    public InboundMeters(Inbound inbound) {
        this.inbound = inbound;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counted(registry, "done", Inbound::done);
        counted(registry, "refused", Inbound::refused);
    }

    private void counted(MeterRegistry registry, String outcome, ToDoubleFunction<Inbound> count) {
        FunctionCounter.builder("redoubt.kafka.commands", inbound, count)
                .description("Commands that this node took from Kafka, by what came of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
