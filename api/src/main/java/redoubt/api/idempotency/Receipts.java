package redoubt.api.idempotency;

import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps what was answered to requests under a key, at least for a day. Never blocks. */
public interface Receipts {

    /** The receipt for a key; nothing if it is unknown. */
    Mono<Receipt> find(String key);

    /** Keeps an answer. */
    Mono<Void> keep(String key, String fingerprint, int status, Map<String, String> headers, byte[] body);
}
