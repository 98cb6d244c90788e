package redoubt.api.openapi;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import redoubt.api.dialect.Dialects;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import tools.jackson.databind.node.ObjectNode;

/** The headers of answers. */
final class Headers {

    private static final List<String> LIMITS =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy");

    private Headers() {}

    /** All of them, as components. */
    static ObjectNode components() {
        ObjectNode headers = Tree.object();
        put(headers, "Allow", "The methods that are offered here.", "GET, PUT");
        put(headers, "ETag", "The version that was shown; for If-Match and If-None-Match.", "\"7.ab12cd34\"");
        put(headers, "Idempotency-Replayed", "Whether this is the answer to an earlier request.", "true");
        put(
                headers,
                "Location",
                "Where the new resource is.",
                "https://redoubt.example/api/v1/risks/" + Samples.ID + "/");
        put(
                headers,
                "RateLimit",
                "What may still be asked for in each window, and in how many seconds it ends.",
                "\"hourly\";r=950;t=1800, \"burst\";r=99;t=42");
        put(
                headers,
                "RateLimit-Policy",
                "How much may be asked for in windows of how many seconds.",
                "\"hourly\";q=1000;w=3600, \"burst\";q=100;w=60");
        put(headers, "Retry-After", "When to try again, in seconds.", "1");
        put(headers, "WWW-Authenticate", "How to show a credential.", "Token realm=\"redoubt\"");
        put(headers, "X-RateLimit-Limit", "How much may be asked for in an hour.", "1000");
        put(headers, "X-RateLimit-Remaining", "What of it is left in this one.", "950");
        put(headers, "X-RateLimit-Reset", "When this hour ends, in seconds since 1970.", "1705320000");
        put(headers, "X-Redoubt-Position", "The position in the log of the last event of what was done.", "10482");
        put(headers, "X-Redoubt-Projection-Position", "The position of the log that the list has seen.", "10482");
        put(headers, "X-Redoubt-Paused-At", "Where the table stands still that the list is read from.", "10480");
        put(
                headers,
                "X-Request-ID",
                "The identifier of the request; events carry it as their correlation.",
                Samples.ID);
        return headers;
    }

    private static void put(ObjectNode into, String name, String description, String example) {
        ObjectNode header = into.putObject(name).put("description", description);
        header.set("schema", Tree.typed("string"));
        header.put("example", example);
    }

    /** Those of a success. */
    static ObjectNode of(Endpoint endpoint) {
        ObjectNode headers = Tree.object();
        add(headers, "X-Request-ID");
        if (!endpoint.open()) {
            LIMITS.forEach(name -> add(headers, name));
        }
        Content response = endpoint.about().response();
        boolean changes = !HttpMethod.GET.equals(endpoint.method());
        if (response instanceof Content.One || response instanceof Content.Many) {
            add(headers, "ETag");
        }
        if (response instanceof Content.Many many && many.item() instanceof Content.One) {
            add(headers, "X-Redoubt-Projection-Position");
            add(headers, "X-Redoubt-Paused-At");
        }
        if (Dialects.threatModelling(endpoint.path()) || endpoint.open()) {
            // Of accounts only their owners know, and nothing of them is read from lists that may be behind.
            return headers;
        }
        if (Set.of(201, 202).contains(endpoint.about().status())) {
            add(headers, "Location");
        }
        if (changes) {
            add(headers, "X-Redoubt-Position");
        }
        if (HttpMethod.POST.equals(endpoint.method())) {
            add(headers, "Idempotency-Replayed");
        }
        return headers;
    }

    private static void add(ObjectNode headers, String name) {
        headers.set(name, Tree.ref("headers", name));
    }
}
