package redoubt.api.stream;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
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

    /** What a ticket can fix. */
    static final List<Parameter> FIXED = List.of(
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
                    "until", "Where to end: a position, or head for where the log stands now. Else never.", "head"));

    static final Parameter HEADER = Parameter.header(
            LAST_EVENT_ID, "The last position the client has dealt with. It wins over the parameter.", "10482");

    /** What a request asks for of a log that stands at {@code head}; complaints go to its parameters. */
    static Span read(Call call, long head) {
        return read(call.parameters(), header(call), head);
    }

    /**
     * What was asked for before, by a client that comes with a request now; complaints go to what was asked before.
     *
     * @param asked before
     */
    static Span read(Parameters asked, Call call, long head) {
        String now = call.parameters().one(LAST);
        String header = header(call);
        return read(asked, header == null ? now : header, head);
    }

    /** What was asked for, but for how far a client is. */
    static Span read(Parameters asked, @Nullable String reached, long head) {
        String from = asked.one("from");
        long begin = from == null || from.equals("now") ? head : 0;
        if (from != null && !from.equals("now") && !from.equals("earliest")) {
            begin = position(asked, "from", from, "Must be now, earliest or a position.", head);
        }
        String known = asked.one(LAST);
        String last = reached == null ? known : reached;
        long after = last == null ? begin : position(asked, LAST, last, NO_POSITION, head);
        return new Span(after, until(asked, head), head);
    }

    /** The position after which a request wants to hear, of a log that stands at {@code head}; 0 if it does not say. */
    static long after(Call call, long head) {
        String after = call.parameters().one("after");
        return after == null ? 0 : position(call.parameters(), "after", after, NO_POSITION, head);
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

    private static long position(Parameters asked, String name, String value, String wrong, long head) {
        if (!value.matches(POSITION)) {
            asked.complaints().add(name, wrong);
            return 0;
        }
        long position = Long.parseLong(value);
        if (position > head) {
            // A log that was restored from an older copy: beginning anew in silence would hide what is lost.
            asked.complaints().add(name, "Position is ahead of the log.");
        }
        return position;
    }

    private static long until(Parameters asked, long head) {
        String until = asked.one("until");
        if (until == null) {
            return Long.MAX_VALUE;
        }
        if (until.equals("head")) {
            return head;
        }
        if (!until.matches(POSITION)) {
            asked.complaints().add("until", "Must be head or a position.");
            return Long.MAX_VALUE;
        }
        return Long.parseLong(until);
    }

    /** Whether there is nothing left to tell, ever. */
    boolean over() {
        return after >= until;
    }
}
