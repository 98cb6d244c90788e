package redoubt.api.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that somebody has open, as operators see it.
 *
 * @param id of the stream, drawn anew for each
 * @param organization whose events it tells
 * @param user who follows
 * @param since when it was opened
 * @param position how far it is
 * @param filters what was asked for, by the name of the parameter
 * @param remote from where; null if the server does not know
 */
public record Open(
        String id,
        String organization,
        String user,
        Instant since,
        long position,
        Map<String, List<String>> filters,
        @Nullable String remote) {}
