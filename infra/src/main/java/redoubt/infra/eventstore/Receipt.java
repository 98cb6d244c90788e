package redoubt.infra.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that claimed a key.
 *
 * @param key what the request called itself
 * @param fingerprint what the request said
 * @param position of the last event it led to; null if it led to none
 * @param at when it was claimed, or answered without a claim, by the database's clock
 * @param status of the answer; null as long as no answer was kept
 * @param headersJson headers of the answer as a JSON text; null as long as no answer was kept
 * @param body of the answer; null as long as no answer was kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copying bodies would cost more than it guards
public record Receipt(
        String key,
        String fingerprint,
        @Nullable Long position,
        Instant at,
        @Nullable Integer status,
        @Nullable String headersJson,
        byte @Nullable [] body) {}
