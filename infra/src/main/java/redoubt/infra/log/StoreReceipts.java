package redoubt.infra.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.idempotency.Receipt;
import redoubt.api.idempotency.Receipts;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** Answers to requests under a key, kept beside the log: the claim of a key stands or falls with its events. */
final class StoreReceipts implements Receipts {

    private static final byte[] NOTHING = {};

    private final PostgresEventStore store;

    StoreReceipts(PostgresEventStore store) {
        this.store = store;
    }

    @Override
    public Mono<Receipt> find(String key) {
        return store.receipt(key)
                .map(found -> new Receipt(
                        found.fingerprint(),
                        found.position(),
                        found.status(),
                        headers(found.headersJson()),
                        found.body() == null ? NOTHING : found.body()));
    }

    @Override
    public Mono<Void> keep(String key, String fingerprint, int status, Map<String, String> headers, byte[] body) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        headers.forEach(json::put);
        return store.keep(key, fingerprint, status, json.toString(), body);
    }

    private static Map<String, String> headers(@Nullable String json) {
        Map<String, String> headers = new HashMap<>();
        if (json != null) {
            Json.MAPPER
                    .readTree(json)
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().stringValue()));
        }
        return headers;
    }
}
