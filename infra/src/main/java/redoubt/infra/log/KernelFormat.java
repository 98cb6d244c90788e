package redoubt.infra.log;

import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.eventhandling.EventMessage;
import reactor.core.publisher.Mono;
import redoubt.infra.eventstore.EventFormat;
import redoubt.infra.privacy.SealedFields;
import redoubt.model.Change;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.Metadata;

/** Payloads are changes of resources; what they say of people stands under keys of theirs. */
final class KernelFormat implements EventFormat {

    private final EventJson json;
    private final SealedFields sealed;

    KernelFormat(EventJson json, SealedFields sealed) {
        this.json = json;
        this.sealed = sealed;
    }

    @Override
    public Mono<Void> beforeWriting(List<? extends EventMessage> messages) {
        return sealed.beforeWriting(messages.stream().map(KernelFormat::about));
    }

    @Override
    public String write(EventMessage message) {
        return sealed.seal(about(message), json.write((Change<?>) Objects.requireNonNull(message.payload())));
    }

    @Override
    public Mono<Void> beforeReading(List<? extends Stored> events) {
        return sealed.beforeReading(events.stream()
                .filter(event -> sealed.concerns(event.type()))
                .map(event -> new SealedFields.Payload(event.type(), event.json())));
    }

    @Override
    public Object read(String type, String version, String text) {
        return json.read(type, Integer.parseInt(version), sealed.open(new SealedFields.Payload(type, text)));
    }

    private static SealedFields.About about(EventMessage message) {
        return new SealedFields.About(message.type().name(), Metadata.resource(message.metadata()));
    }
}
