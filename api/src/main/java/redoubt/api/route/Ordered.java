package redoubt.api.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps that keep the order in which they are written down: schemas and examples of documents. */
public final class Ordered {

    private Ordered() {}

    /** Name, value, name, value. */
    public static Map<String, Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return known(map);
    }

    /** A null is an example of null, and nothing that anybody takes out. */
    @SuppressWarnings("NullAway")
    private static Map<String, Object> known(Map<String, @Nullable Object> map) {
        return map;
    }
}
