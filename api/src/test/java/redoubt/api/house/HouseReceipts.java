package redoubt.api.house;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.idempotency.Receipt;
import redoubt.api.idempotency.Receipts;
import redoubt.command.Instruction;

/** Receipts in memory; forgetting answers is how a crash is played. */
public final class HouseReceipts implements Receipts {

    public final Map<String, Receipt> receipts = new ConcurrentHashMap<>();
    public volatile boolean forgetful;

    @Override
    public Mono<Receipt> find(String key) {
        return Mono.defer(() -> Mono.justOrEmpty(receipts.get(key)));
    }

    @Override
    public Mono<Void> keep(String key, String fingerprint, int status, Map<String, String> headers, byte[] body) {
        return Mono.fromRunnable(() -> {
            if (!forgetful) {
                receipts.put(key, new Receipt(fingerprint, position(key), status, headers, body));
            }
        });
    }

    private @Nullable Long position(String key) {
        Receipt receipt = receipts.get(key);
        return receipt == null ? null : receipt.position();
    }

    void claim(Instruction.Key key, long position) {
        receipts.put(key.value(), new Receipt(key.fingerprint(), position, null, Map.of(), new byte[0]));
    }

    boolean claimed(Instruction.Key key) {
        return receipts.containsKey(key.value());
    }
}
