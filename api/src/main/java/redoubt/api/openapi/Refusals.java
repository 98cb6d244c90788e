package redoubt.api.openapi;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import redoubt.api.dialect.Problems;
import redoubt.api.http.Reply;
import redoubt.api.route.Takes;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every way in which a dialect says no, as reusable responses. Their examples are what it really answers. */
final class Refusals {

    private final String prefix;
    private final Map<Integer, String> names = new TreeMap<>();
    private final ObjectNode components = Tree.object();
    private final ObjectNode schemas = Tree.object();

    /**
     * Those of one dialect.
     *
     * @param prefix what the names of its responses begin with; empty for the dialect that most is said in
     */
    Refusals(Problems problems, String prefix) {
        this.prefix = prefix;
        add(
                "ValidationError",
                "The input is wrong; everything that is wrong with it is told at once.",
                problems.of(Failure.Invalid.of("name", "This field is required.")));
        add("AuthenticationFailed", "There is no valid credential.", problems.of(new Failure.Unauthenticated()));
        add("PermissionDenied", "The caller may see this, but not do that.", problems.of(new Failure.Denied()));
        add(
                "NotFound",
                "There is no such thing, or the caller may not know of it.",
                problems.of(new Failure.NotFound()));
        add(
                "Gone",
                "It was there and is good no more.",
                problems.of(new Failure.Gone("Invitation expired or already used")));
        add(
                "MethodNotAllowed",
                "The method is not offered here.",
                problems.of(new Failure.MethodNotAllowed("DELETE", new TreeSet<>(Set.of("GET", "PUT")))));
        add(
                "NotAcceptable",
                "None of the accepted media types can be given.",
                problems.of(new Failure.NotAcceptable("application/json")));
        add("RequestTimeout", "The body was sent too slowly.", problems.of(new Failure.TooSlow()));
        add("Conflict", "What is there forbids it; the code says what.", problems.of(transition()));
        add("PreconditionFailed", "Somebody changed it since.", problems.of(new Failure.Stale(8)));
        add(
                "PayloadTooLarge",
                "The body is larger than is read.",
                problems.of(new Failure.TooLarge(Takes.JSON.limit())));
        add("UriTooLong", "The address is longer than is read.", problems.of(new Failure.UriTooLong()));
        add(
                "UnsupportedMediaType",
                "The body has a media type that is not understood.",
                problems.of(new Failure.UnsupportedMediaType("application/xml", Takes.JSON.mediaTypes())));
        add("IdempotencyKeyReused", "The key was used with a different request.", problems.of(new Failure.KeyReused()));
        add(
                "PreconditionRequired",
                "This installation demands If-Match.",
                problems.of(new Failure.PreconditionRequired()));
        add("RateLimited", "Too many requests; try again later.", problems.of(new Failure.Limited(60)));
        add(
                "ServerError",
                "A fault of the server. Quote the identifier of the request.",
                problems.fault("0190b6f0-7777-7aaa-8aaa-0123456789ab"));
        add(
                "ServiceUnavailable",
                "The service cannot do it now; try again soon.",
                problems.of(new Failure.Unavailable("projection_lagging", 1)));
        loosen();
    }

    private static Failure transition() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("from", "closed");
        members.put("to", "mitigated");
        members.put("allowed", List.of("open", "in_progress"));
        return new Failure.Conflict("invalid_transition", "A closed risk cannot become mitigated.", members);
    }

    private void add(String kind, String description, Reply reply) {
        String name = prefix + kind;
        JsonNode body = Json.MAPPER.readTree(new String(reply.body(), StandardCharsets.UTF_8));
        ObjectNode schema = Inferred.schema(body);
        schema.put("additionalProperties", false);
        if (body.has("error")) {
            ((ObjectNode) schema.get("properties"))
                    .putObject("error")
                    .put("type", "string")
                    .put("const", body.get("error").stringValue())
                    .put("description", "A stable word for programs.");
        }
        schemas.set(name, schema);
        ObjectNode response = Tree.object().put("description", description);
        ObjectNode headers = Tree.object();
        headers.set("X-Request-ID", Tree.ref("headers", "X-Request-ID"));
        Set.of("Allow", "Retry-After", "WWW-Authenticate").stream()
                .sorted()
                .filter(reply.headers()::containsKey)
                .forEach(header -> headers.set(header, Tree.ref("headers", header)));
        response.set("headers", headers);
        ObjectNode media = response.putObject("content").putObject("application/json");
        media.set("schema", Tree.ref("schemas", name));
        media.set("example", body);
        components.set(name, response);
        names.put(reply.status(), name);
    }

    /** Where an example shows less than there may be: members of an input, and what a conflict tells beside its code. */
    private void loosen() {
        ObjectNode details = Tree.typed("object")
                .put("description", "Messages by the path of the member or parameter they are about.");
        details.set("additionalProperties", Inferred.schema(Tree.of(List.of("This field is required."))));
        ObjectNode invalid = (ObjectNode) schemas.get(prefix + "ValidationError");
        if (invalid.path("properties").has("details")) {
            ((ObjectNode) invalid.get("properties")).set("details", details);
        } else {
            schemas.set(prefix + "ValidationError", told(details));
        }
        ObjectNode conflict = (ObjectNode) schemas.get(prefix + "Conflict");
        if (conflict.path("properties").has("code")) {
            conflict.put("additionalProperties", true);
            conflict.set("required", Tree.array(List.of("error", "code", "message")));
        }
        ObjectNode unauthenticated = (ObjectNode) schemas.get(prefix + "AuthenticationFailed");
        if (unauthenticated.path("properties").has("detail")) {
            // What is wrong with a token is told by a word as well.
            unauthenticated.put("additionalProperties", true);
        }
    }

    /** Messages by member, or one sentence about a body that could not be read. */
    private static ObjectNode told(ObjectNode details) {
        ObjectNode sentence = Tree.typed("object");
        sentence.putObject("properties").set("detail", Tree.typed("string"));
        sentence.set("required", Tree.array(List.of("detail")));
        ObjectNode either = Tree.object();
        either.putArray("anyOf").add(details).add(sentence);
        return either;
    }

    /** The responses, by name. */
    ObjectNode components() {
        return components;
    }

    /** Their schemas, by name. */
    ObjectNode schemas() {
        return schemas;
    }

    /** The response of a status. */
    ObjectNode reference(int status) {
        String name = names.get(status);
        if (name == null) {
            throw new IllegalArgumentException("The dialect never answers " + status);
        }
        return Tree.ref("responses", name);
    }
}
