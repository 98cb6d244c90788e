package redoubt.infra.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.eventhandling.EventMessage;
import reactor.core.publisher.Mono;
import redoubt.infra.eventstore.EventFormat;
import redoubt.infra.privacy.SealedFields;
import redoubt.model.wire.EventJson;

/** The format of the product, which counts the events about risks that are read from the table. */
final class Counting implements EventFormat {

    private final KernelFormat format;
    private final AtomicLong read = new AtomicLong();

    Counting(EventJson json, SealedFields sealed) {
        format = new KernelFormat(json, sealed);
    }

    @Override
    public Mono<Void> beforeWriting(List<? extends EventMessage> messages) {
        return format.beforeWriting(messages);
    }

    @Override
    public Mono<Void> beforeReading(List<? extends Stored> events) {
        return format.beforeReading(events);
    }

    @Override
    public String write(EventMessage message) {
        return format.write(message);
    }

    @Override
    public Object read(String type, String version, String text) {
        if (type.startsWith("risk.")) {
            read.incrementAndGet();
        }
        return format.read(type, version, text);
    }

    /** How many since the last time that this was asked. */
    long since() {
        return read.getAndSet(0);
    }
}
