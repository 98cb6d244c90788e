package redoubt.infra.kafka.inbound;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.infra.kafka.Incoming;

/**
 * What a record asks of the API.
 *
 * @param method of the request
 * @param path of it, with whatever follows the question mark
 * @param headers of it
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asked(String method, String path, Map<String, String> headers, byte[] body) {

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern PATH = Pattern.compile("/api/[\\x21\\x22\\x24-\\x7e]*");

    /** What becomes headers of a request. A value with the end of a line in it would be more of them. */
    private static final Set<String> PASSED =
            Set.of("authorization", "correlation-id", "if-match", "idempotency-key", "content-type");

    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** Why a record is none, in a sentence; empty if it is one. */
    static Optional<String> mistake(Incoming record) {
        String method = record.header("method");
        String path = record.header("path");
        if (method == null || !METHODS.contains(method)) {
            return Optional.of("The header method must be POST, PUT, PATCH or DELETE.");
        }
        if (path == null || !PATH.matcher(path).matches()) {
            return Optional.of("The header path must be that of an operation, such as /api/v1/risks/.");
        }
        return PASSED.stream()
                .filter(name -> record.header(name) != null
                        && !VALUE.matcher(String.valueOf(record.header(name))).matches())
                .sorted()
                .findFirst()
                .map(name -> "The header " + name + " cannot be one of a request.");
    }

    /** What a record without a mistake asks for. */
    static Asked of(Incoming record) {
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, "Authorization", record.header("authorization"));
        put(headers, "X-Request-ID", record.header("correlation-id"));
        put(headers, "If-Match", record.header("if-match"));
        String key = record.header("idempotency-key");
        headers.put("Idempotency-Key", key == null ? own(record) : key);
        if (record.body().length > 0) {
            String type = record.header("content-type");
            headers.put("Content-Type", type == null ? "application/json" : type);
        }
        return new Asked(
                String.valueOf(record.header("method")), String.valueOf(record.header("path")), headers, record.body());
    }

    /** The same whenever the record comes again, and another one for the same place of a topic that was made anew. */
    private static String own(Incoming record) {
        String name = record.place() + "-" + record.sentAt();
        return "kafka-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** Says nothing of headers and body, for these may open doors. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
