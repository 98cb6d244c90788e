package redoubt.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param id its own identifier
 * @param message what the receiver knows it by
 * @param position of the event; null for a test
 * @param type of the event
 * @param noun the type of the resource
 * @param resource the identifier of the resource
 * @param state how far it is
 * @param trigger what led to it
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next; null if it is not
 * @param createdAt since when it is to be sent
 * @param deliveredAt when it arrived; null if it has not
 */
public record Delivery(
        String id,
        String message,
        @Nullable Long position,
        String type,
        String noun,
        String resource,
        State state,
        Trigger trigger,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    /** How far it is. */
    public enum State {
        /** Not tried yet. */
        PENDING,
        /** Being tried. */
        DELIVERING,
        /** Arrived. */
        DELIVERED,
        /** Did not arrive, and is tried again. */
        RETRYING,
        /** Did not arrive, and is not tried again by itself. */
        EXHAUSTED,
        /** The receiver does not want it. */
        ABORTED,
        /** Nobody wants it to be sent any more. */
        CANCELLED
    }

    /** What led to it. */
    public enum Trigger {
        /** It happened. */
        EVENT,
        /** Somebody wanted it to be sent again. */
        REDELIVERY,
        /** A part of the log is told again. */
        REPLAY,
        /** Somebody wanted to see whether anything arrives. */
        TEST
    }

    /** Why an attempt failed; no more than that is told. */
    public enum ErrorKind {
        /** It leads to where nothing may go. */
        BLOCKED_ADDRESS,
        /** The name leads nowhere. */
        DNS_ERROR,
        /** Nobody answers there. */
        CONNECT_ERROR,
        /** Whoever answers cannot show who they are. */
        TLS_ERROR,
        /** It took too long. */
        TIMEOUT,
        /** The answer was no success. */
        HTTP_STATUS
    }

    /**
     * One attempt.
     *
     * @param number from 1
     * @param startedAt when
     * @param durationMs how long it took; 0 if nothing was sent
     * @param status of the answer; null without one
     * @param errorKind why it failed; null if it did not
     * @param headers of the answer, as far as they are kept
     * @param body the beginning of the answer
     * @param address that it went to; null if it went nowhere
     */
    public record Attempt(
            int number,
            Instant startedAt,
            int durationMs,
            @Nullable Integer status,
            @Nullable String errorKind,
            Map<String, String> headers,
            String body,
            @Nullable String address) {}

    /**
     * Everything about one.
     *
     * @param delivery the delivery
     * @param url it is sent to
     * @param headerNames headers of the endpoint, whose values nobody sees
     * @param body as it was sent last; null if that is no longer known
     * @param attempts all of them, in order
     */
    public record Detail(
            Delivery delivery,
            String url,
            List<String> headerNames,
            @Nullable String body,
            List<Attempt> attempts) {}
}
