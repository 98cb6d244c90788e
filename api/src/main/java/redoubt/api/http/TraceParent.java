package redoubt.api.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The trace that a request is part of, as W3C Trace Context hands it on. */
public final class TraceParent {

    private static final String HEADER = "traceparent";

    /** Version, trace, parent, flags; neither identifier all zeroes, and not the version that is forbidden. */
    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** What the client sent; null for nothing, and for what is none, which the standard wants ignored. */
    public static @Nullable String of(HttpHeaders headers) {
        List<String> sent = headers.getOrEmpty(HEADER);
        return sent.size() == 1 && VALID.matcher(sent.getFirst()).matches() ? sent.getFirst() : null;
    }
}
