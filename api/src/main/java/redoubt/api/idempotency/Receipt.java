package redoubt.api.idempotency;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that was done under a key.
 *
 * @param fingerprint of the request the key was first used for
 * @param position where the log stood when it was done; null if nothing was appended under the key
 * @param status the status of the answer; null if the answer was lost before it could be kept
 * @param headers of the answer
 * @param body of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying every body would cost more than it saves
public record Receipt(
        String fingerprint,
        @Nullable Long position,
        @Nullable Integer status,
        Map<String, String> headers,
        byte[] body) {}
