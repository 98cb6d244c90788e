package redoubt.api.webhook;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import tools.jackson.databind.JsonNode;

/** The headers that an endpoint wants to be sent: few, short, and none that says something else than it seems to. */
final class StaticHeaders {

    static final String MEMBER = "headers";

    private static final int MOST = 10;
    private static final int LONGEST = 1_024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Set<String> OURS =
            Set.of("host", "connection", "transfer-encoding", "te", "upgrade", "user-agent");
    private static final Set<String> FAMILIES = Set.of("content-", "webhook-", "x-redoubt-");

    private StaticHeaders() {}

    /** What is asked for; complaints about what cannot be. */
    static Map<String, String> read(@Nullable JsonNode node, Complaints complaints) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (node == null || node.isNull()) {
            return headers;
        }
        if (!node.isObject()) {
            complaints.add(MEMBER, "Must be an object.");
            return headers;
        }
        if (node.size() > MOST) {
            complaints.add(MEMBER, "No more than " + MOST + " headers.");
            return headers;
        }
        Set<String> seen = new TreeSet<>();
        node.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()
                    || OURS.contains(lower)
                    || FAMILIES.stream().anyMatch(lower::startsWith)
                    || !seen.add(lower)) {
                complaints.add(MEMBER, "\"" + name + "\" cannot be the name of a header here.");
            } else if (!value.isString()
                    || value.stringValue().length() > LONGEST
                    || !VALUE.matcher(value.stringValue()).matches()) {
                complaints.add(
                        MEMBER, "\"" + name + "\" must be a text of at most " + LONGEST + " printable characters.");
            } else {
                headers.put(name, value.stringValue());
            }
        });
        return headers;
    }
}
