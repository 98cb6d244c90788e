package redoubt.infra.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.webhook.Delivery.ErrorKind;

/**
 * What came of one attempt.
 *
 * @param startedAt when it began
 * @param took how long it took
 * @param status of the answer; null without one
 * @param error why it failed; null if it did not
 * @param headers of the answer, as far as they are kept
 * @param body the beginning of the answer
 * @param address that it went to; null if it went nowhere
 * @param retryAfter how long the receiver wants to be left alone; null if it did not say
 * @param aborted whether the receiver does not want the message at all
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Sent(
        Instant startedAt,
        Duration took,
        @Nullable Integer status,
        @Nullable ErrorKind error,
        Map<String, String> headers,
        byte[] body,
        @Nullable String address,
        @Nullable Duration retryAfter,
        boolean aborted) {

    private static final int GONE = 410;
    private static final byte[] NOTHING = {};

    /** One that came to nothing. */
    static Sent failed(Instant startedAt, Duration took, ErrorKind error, @Nullable String address) {
        boolean blocked = error == ErrorKind.BLOCKED_ADDRESS;
        return new Sent(
                startedAt,
                blocked ? Duration.ZERO : took,
                null,
                error,
                Map.of(),
                NOTHING,
                blocked ? null : address,
                null,
                false);
    }

    /** When it began, in microseconds since 1970. */
    long startedMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, startedAt);
    }

    /** Whether it arrived. */
    boolean arrived() {
        return error == null;
    }

    /** Whether the receiver says that it is there no more. */
    boolean gone() {
        return status != null && status == GONE;
    }

    /** Whether it led to where nothing may go. */
    boolean blocked() {
        return error == ErrorKind.BLOCKED_ADDRESS;
    }

    /** The kind of its failure on the wire; null if it did not fail. */
    @Nullable
    String kind() {
        return error == null ? null : error.name().toLowerCase(Locale.ROOT);
    }
}
