package redoubt.api.stream;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Parameter;
import redoubt.api.route.Call;

/**
 * Which part of the log a client wants to hear.
 *
 * @param after the position after which it begins
 * @param until the position with which it ends; {@link Long#MAX_VALUE} for never
 * @param head where the log stood when the client asked
 */
record Span(long after, long until, long head) {

    /** The header in which clients that come back say how far they were. */
    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final String LAST = "last_event_id";
    private static final String POSITION = "\\d{1,18}";
    private static final String NO_POSITION = "Must be a position: a whole number from 0.";

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "from",
                    "Where a client begins that names no last event: now, earliest, or after a position.",
                    Map.of("type", "string", "default", "now"),
                    "earliest"),
            Parameter.query(
                    "last_event_id",
                    "The last position the client has dealt with, if it cannot set the header.",
                    Map.of("type", "integer", "minimum", 0),
                    10_482),
            Parameter.text(
                    "until", "Where to end: a position, or head for where the log stands now. Else never.", "head"),
            Parameter.header(
                    LAST_EVENT_ID,
                    "The last position the client has dealt with. It wins over the parameter.",
                    "10482"));

    /** What a request asks for of a log that stands at {@code head}; complaints go to its parameters. */
    static Span read(Call call, long head) {
        String from = call.parameters().one("from");
        long begin = from == null || from.equals("now") ? head : 0;
        if (from != null && !from.equals("now") && !from.equals("earliest")) {
            begin = position(call, "from", from, "Must be now, earliest or a position.", head);
        }
        String last = call.parameters().one(LAST);
        String header = header(call);
        if (header != null) {
            last = header;
        }
        long after = last == null ? begin : position(call, LAST, last, NO_POSITION, head);
        return new Span(after, until(call, head), head);
    }

    /** The position after which a request wants to hear, of a log that stands at {@code head}; 0 if it does not say. */
    static long after(Call call, long head) {
        String after = call.parameters().one("after");
        return after == null ? 0 : position(call, "after", after, NO_POSITION, head);
    }

    private static @Nullable String header(Call call) {
        List<String> values = call.header(LAST_EVENT_ID).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.size() > 1) {
            call.parameters().complaints().add(LAST, "The header " + LAST_EVENT_ID + " may be sent once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static long position(Call call, String name, String value, String wrong, long head) {
        if (!value.matches(POSITION)) {
            call.parameters().complaints().add(name, wrong);
            return 0;
        }
        long position = Long.parseLong(value);
        if (position > head) {
            // A log that was restored from an older copy: beginning anew in silence would hide what is lost.
            call.parameters().complaints().add(name, "Position is ahead of the log.");
        }
        return position;
    }

    private static long until(Call call, long head) {
        String until = call.parameters().one("until");
        if (until == null) {
            return Long.MAX_VALUE;
        }
        if (until.equals("head")) {
            return head;
        }
        if (!until.matches(POSITION)) {
            call.parameters().complaints().add("until", "Must be head or a position.");
            return Long.MAX_VALUE;
        }
        return Long.parseLong(until);
    }

    /** Whether there is nothing left to tell, ever. */
    boolean over() {
        return after >= until;
    }
}
