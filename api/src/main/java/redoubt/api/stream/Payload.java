package redoubt.api.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much of a resource an event tells. */
enum Payload {
    /** The resource as it was after the event. */
    FULL,
    /** Its identifier. */
    THIN,
    /** Nothing: what happened, to what, and who did it. */
    NONE;

    /** The name on the wire. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name; null if there is none. */
    static @Nullable Payload of(String code) {
        for (Payload each : values()) {
            if (each.code().equals(code)) {
                return each;
            }
        }
        return null;
    }
}
