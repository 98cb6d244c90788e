package redoubt.api.limit;

import java.time.Duration;
import java.time.Instant;

/** What is counted in which window. Windows follow the UTC clock: whole hours and whole minutes. */
enum Policy {
    /** What a user asks for in an hour. */
    HOURLY("hourly", Duration.ofHours(1)),
    /** The same in a minute. */
    BURST("burst", Duration.ofMinutes(1)),
    /** How often an address came without a credential that is good. */
    ADDRESS("address", Duration.ofMinutes(1));

    private final String code;
    private final Duration window;

    Policy(String code, Duration window) {
        this.code = code;
        this.window = window;
    }

    /** Its name on the wire. */
    String code() {
        return code;
    }

    /** How long a window is. */
    Duration window() {
        return window;
    }

    /** When the window of that moment ends. */
    Instant end(Instant now) {
        long length = window.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), length) + 1) * length);
    }
}
