package redoubt.query.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the versions of each resource follow one another, among the resources that were changed last: their number is
 * bounded, whatever the length of the log. Not safe for several threads.
 */
final class Versions {

    private static final int REMEMBERED = 16_384;

    private final boolean everyEvent;
    private boolean fromTheBeginning;
    private boolean forgotten;
    private final Map<String, Long> last = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            forgotten |= size() > REMEMBERED;
            return size() > REMEMBERED;
        }
    };

    /** Sees every event of the resources it sees, or else can tell nothing. */
    Versions(boolean everyEvent) {
        this.everyEvent = everyEvent;
    }

    /** The version that an event has to have; its own if nothing speaks against it. */
    long next(ObjectNode core, boolean first) {
        fromTheBeginning |= first;
        long version = of(core);
        JsonNode resource = core.path("resource");
        Long before = last.put(resource.path("type") + "/" + resource.path("id"), version);
        if (!everyEvent) {
            return version;
        }
        if (before == null) {
            return fromTheBeginning && !forgotten ? 1 : version;
        }
        return before + 1;
    }

    /** The version that an event says it has; 0 if it says none. */
    long of(ObjectNode core) {
        JsonNode version = core.path("resource").path("version");
        return version.isIntegralNumber() ? version.longValue() : 0;
    }
}
