package redoubt.infra.log;

import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.eventhandling.EventMessage;
import redoubt.infra.eventstore.EventFormat;
import redoubt.model.wire.EventJson;

/** The format of the product, which counts the events about risks that are read from the table. */
final class Counting implements EventFormat {

    private final KernelFormat format;
    private final AtomicLong read = new AtomicLong();

    Counting(EventJson json) {
        format = new KernelFormat(json);
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
