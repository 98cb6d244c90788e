package redoubt.infra.kafka.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.infra.kafka.Incoming;
import redoubt.infra.kafka.Outgoing;

/**
 * What the API says to a record.
 *
 * @param status of the answer
 * @param headers by their names in lower case
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answered(int status, Map<String, String> headers, byte[] body) {

    private static final int CONFLICT = 409;
    private static final int LIMITED = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};

    /** What of an answer is told on the topic. */
    private static final List<String> TOLD = List.of(
            "content-type",
            "location",
            "etag",
            "idempotency-replayed",
            "x-request-id",
            "x-redoubt-position",
            "x-redoubt-secret-withheld");

    /** Whether it says no more than that this is not the time to ask. */
    boolean notNow() {
        return status == LIMITED
                || status == UNAVAILABLE
                || (status == CONFLICT
                        && new String(body, StandardCharsets.UTF_8).contains("\"idempotency_in_progress\""));
    }

    /** When it may be asked again. */
    Duration pause() {
        try {
            Duration asked = Duration.ofSeconds(Long.parseLong(headers.getOrDefault("retry-after", "1")));
            return asked.compareTo(SOON) < 0 ? SOON : asked.compareTo(LATEST) > 0 ? LATEST : asked;
        } catch (NumberFormatException date) {
            return SOON;
        }
    }

    /**
     * The reply to a record.
     *
     * @param longest how many bytes of the answer a reply may have; a longer one is left out
     */
    Outgoing to(Incoming record, String topic, int longest) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("status", Integer.toString(status));
        told.put("command", record.place());
        String correlation = record.header("correlation-id");
        if (correlation != null) {
            told.put("correlation-id", correlation);
        }
        for (String name : TOLD) {
            String value = headers.get(name);
            if (value != null) {
                told.put(name, value);
            }
        }
        return new Outgoing(0, topic, record.key(), told, kept(told, longest));
    }

    private byte[] kept(Map<String, String> told, int longest) {
        // What must not be stored is a secret, or close to one; a topic is a store.
        if (headers.getOrDefault("cache-control", "").contains("no-store") && body.length > 0) {
            told.put("x-redoubt-secret-withheld", "true");
            return NOTHING;
        }
        if (body.length > longest) {
            told.put("truncated", "true");
            return NOTHING;
        }
        return body;
    }
}
