package redoubt.infra.roles;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one operation is tried on, by one role after the other. It stays until somebody succeeded in doing something to it; the
 * next one gets another, so that nobody is refused because somebody else was not.
 */
final class Turn {

    private final Map<String, String> kept = new HashMap<>();

    /** What plays that part. */
    String part(String name, Supplier<String> maker) {
        String known = kept.get(name);
        if (known == null) {
            known = maker.get();
            kept.put(name, known);
        }
        return known;
    }

    /** Something was done. */
    void spent() {
        kept.clear();
    }
}
