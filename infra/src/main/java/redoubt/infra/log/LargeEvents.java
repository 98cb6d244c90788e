package redoubt.infra.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import redoubt.model.Change;
import redoubt.model.wire.EventJson;

/**
 * What the few large events said that were read last. The beginning of an assessment with a thousand rows is looked at by every
 * change of a row, and it takes far longer to read than to find again. Safe for any thread.
 */
final class LargeEvents implements EventJson.Memory {

    /** Shorter payloads are read as fast as they are found. In characters. */
    private static final int LARGE = 32 * 1024;

    /** Of all payloads that are remembered together; what they say takes a few times as much. In characters. */
    private static final long MOST = 8L * 1024 * 1024;

    private final Cache<Payload, Change<?>> known = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .<Payload, Change<?>>weigher((payload, _) -> payload.json().length())
            .build();

    /** The text itself: nothing else says for certain that it is the same, and to compare it costs next to nothing. */
    private record Payload(String name, String json) {}

    @Override
    public Change<?> recall(String name, String json, Supplier<Change<?>> reading) {
        if (json.length() < LARGE) {
            return reading.get();
        }
        Payload payload = new Payload(name, json);
        Change<?> before = known.getIfPresent(payload);
        if (before != null) {
            return before;
        }
        // Two who read it at the same time do the work twice, and nobody waits for anybody.
        Change<?> read = reading.get();
        known.put(payload, read);
        return read;
    }
}
