package redoubt.infra.log;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.infra.privacy.SealedFields;
import redoubt.model.Change;
import redoubt.model.EventName;
import redoubt.model.wire.EventJson;
import redoubt.query.audit.Payloads;

/** Payloads as the log keeps them. */
final class StoredPayloads implements Payloads {

    private static final Logger log = LoggerFactory.getLogger(StoredPayloads.class);

    private final EventJson json;
    private final SealedFields sealed;

    StoredPayloads(EventJson json, SealedFields sealed) {
        this.json = json;
        this.sealed = sealed;
    }

    @Override
    public Mono<List<Optional<Change<?>>>> read(List<Stored> payloads) {
        return sealed.beforeReading(payloads.stream()
                        .filter(each -> sealed.concerns(each.event()))
                        .map(each -> new SealedFields.Payload(each.event(), each.json())))
                .then(Mono.fromSupplier(() -> payloads.stream().map(this::read).toList()));
    }

    private Optional<Change<?>> read(Stored payload) {
        try {
            String clear = sealed.open(new SealedFields.Payload(payload.event(), payload.json()));
            return Optional.of(json.read(payload.event(), payload.schema(), clear));
        } catch (RuntimeException unreadable) {
            log.debug("A {} cannot be read", payload.event(), unreadable);
            return Optional.empty();
        }
    }

    @Override
    public Mono<List<Stored>> write(List<Told> changes) {
        return sealed.beforeWriting(changes.stream().map(StoredPayloads::about))
                .then(Mono.fromSupplier(() -> changes.stream().map(this::write).toList()));
    }

    private Stored write(Told told) {
        SealedFields.About about = about(told);
        return new Stored(about.event(), json.version(about.event()), sealed.seal(about, json.write(told.change())));
    }

    private static SealedFields.About about(Told told) {
        return new SealedFields.About(
                EventName.of(told.ref(), told.change()), told.ref().id());
    }
}
