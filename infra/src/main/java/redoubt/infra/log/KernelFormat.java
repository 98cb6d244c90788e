package redoubt.infra.log;

import java.util.Objects;
import org.axonframework.messaging.eventhandling.EventMessage;
import redoubt.infra.eventstore.EventFormat;
import redoubt.model.Change;
import redoubt.model.wire.EventJson;

/** Payloads are changes of resources. */
final class KernelFormat implements EventFormat {

    private final EventJson json;

    KernelFormat(EventJson json) {
        this.json = json;
    }

    @Override
    public String write(EventMessage message) {
        return json.write((Change<?>) Objects.requireNonNull(message.payload()));
    }

    @Override
    public Object read(String type, String version, String text) {
        return json.read(type, Integer.parseInt(version), text);
    }
}
