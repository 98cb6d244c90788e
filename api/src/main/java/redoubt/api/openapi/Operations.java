package redoubt.api.openapi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Parameter;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What documents tell of one endpoint. */
final class Operations {

    /** A line of JSON for each of many things. */
    private static final String LINES = "application/x-ndjson";

    private static final Set<String> FILES = Set.of("text/csv", "text/markdown");

    private static final Pattern STEP = Pattern.compile("\\{([^}]+)}");

    /** What steps are that endpoints need not explain. */
    private static final Map<String, String> STEPS = Map.of(
            "id", "Id", "position", "Position", "name", "ProjectionName", "delivery", "Delivery", "replay", "Replay");

    /** What any endpoint may answer. */
    private static final List<Integer> ALWAYS = List.of(406, 500, 503);

    /** What any endpoint may answer that asks who is calling. */
    private static final List<Integer> GUARDED = List.of(401, 403, 404, 429);

    private final Bodies bodies;
    private final Refusals refusals;
    private final Notes notes;

    Operations(Bodies bodies, Refusals refusals, Notes notes) {
        this.bodies = bodies;
        this.refusals = refusals;
        this.notes = notes;
    }

    ObjectNode operation(Endpoint endpoint) {
        About about = endpoint.about();
        ObjectNode operation = Tree.object();
        operation.putArray("tags").add(about.tag());
        operation.put("summary", about.summary());
        operation.put("description", description(endpoint));
        operation.put("operationId", about.operation());
        operation.set("parameters", parameters(endpoint));
        if (endpoint.takes().body()) {
            operation.set("requestBody", request(endpoint));
        }
        operation.set("responses", responses(endpoint));
        if (endpoint.open()) {
            operation.putArray("security");
        }
        return operation;
    }

    private static String description(Endpoint endpoint) {
        About about = endpoint.about();
        Set<String> sentences = new LinkedHashSet<>();
        sentences.add(about.description().isEmpty() ? about.summary() + "." : about.description());
        if (about.request() instanceof Content.Written written && written.verb() == Verb.AMEND) {
            sentences.add("The body is a JSON merge patch: members that are sent are set, null clears.");
        }
        if (about.request() instanceof Content.Written written && written.verb() == Verb.REPLACE) {
            sentences.add("Required members must be there; others that are left out keep their values, null clears.");
        }
        if (about.request() instanceof Content.Written) {
            sentences.add("Members that are only shown are passed over; members that nobody knows are refused.");
        }
        if (HttpMethod.POST.equals(endpoint.method()) && !endpoint.open()) {
            sentences.add("With an Idempotency-Key, sending it twice does it once.");
        }
        if (HttpMethod.DELETE.equals(endpoint.method())) {
            sentences.add("Its history stays readable.");
        }
        if (HttpMethod.GET.equals(endpoint.method()) && !endpoint.streams()) {
            sentences.add("HEAD answers with the headers alone.");
        }
        return String.join(" ", sentences);
    }

    private static ArrayNode parameters(Endpoint endpoint) {
        ArrayNode parameters = Tree.array(List.of());
        List<Parameter> told = endpoint.about().parameters();
        Matcher step = STEP.matcher(endpoint.path());
        while (step.find()) {
            String name = step.group(1);
            if (told.stream()
                    .noneMatch(each -> each.in().equals("path") && each.name().equals(name))) {
                parameters.add(Tree.ref("parameters", Objects.requireNonNull(STEPS.get(name), endpoint.path())));
            }
        }
        told.forEach(each -> parameters.add(parameter(each)));
        if (HttpMethod.POST.equals(endpoint.method())
                && !endpoint.open()
                && told.stream().noneMatch(each -> each.name().equalsIgnoreCase("Idempotency-Key"))) {
            parameters.add(Tree.ref("parameters", "IdempotencyKey"));
        }
        parameters.add(Tree.ref("parameters", "RequestId"));
        return parameters;
    }

    private static ObjectNode parameter(Parameter told) {
        ObjectNode parameter =
                Tree.object().put("name", told.name()).put("in", told.in()).put("description", told.description());
        if (told.in().equals("path")) {
            parameter.put("required", true);
        }
        ObjectNode schema = (ObjectNode) Tree.of(told.schema());
        boolean list = schema.path("type").asString("").equals("array");
        if (list) {
            parameter.put("style", "form").put("explode", false);
        }
        parameter.set("schema", schema);
        if (told.example() != null) {
            JsonNode example = Tree.of(told.example());
            exemplify(parameter, list && !example.isArray() ? Tree.of(List.of(example)) : example);
        }
        return parameter;
    }

    /**
     * Shows a value that works. Pages that let people try an operation fill in whatever stands beside the schema, so only
     * what has to be sent stands there; the rest would filter, or repeat, what nobody asked for.
     */
    private static void exemplify(ObjectNode parameter, JsonNode example) {
        if (parameter.path("required").asBoolean(false)) {
            parameter.set("example", example);
        } else {
            ((ObjectNode) parameter.get("schema")).putArray("examples").add(example);
        }
    }

    /** The parameters that many endpoints have. */
    static ObjectNode shared() {
        ObjectNode shared = Tree.object();
        identifier(shared, "Id", "id", "The identifier, in any letter case.");
        ObjectNode position = shared.putObject("Position")
                .put("name", "position")
                .put("in", "path")
                .put("description", "A position of the log.")
                .put("required", true);
        position.set("schema", Tree.typed("integer", "int64").put("minimum", 1));
        exemplify(position, Tree.of(10_482));
        ObjectNode projection = shared.putObject("ProjectionName")
                .put("name", "name")
                .put("in", "path")
                .put("description", "What a projection is called: like the resources in it.")
                .put("required", true);
        projection.set("schema", Tree.typed("string"));
        exemplify(projection, Tree.of("risks"));
        identifier(shared, "Delivery", "delivery", "The identifier of a delivery.");
        identifier(shared, "Replay", "replay", "The identifier of a replay.");
        ObjectNode key = shared.putObject("IdempotencyKey")
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put("description", "Under the same key the same request is done once and answered alike.");
        key.set("schema", Tree.typed("string").put("minLength", 1).put("maxLength", 257));
        exemplify(key, Tree.of("8e03978e-40d5-43e8-bc93-6894a57f9324"));
        ObjectNode request = shared.putObject("RequestId")
                .put("name", "X-Request-ID")
                .put("in", "header")
                .put("description", "A name for the request; the answer repeats it and events remember it.");
        request.set("schema", Tree.typed("string").put("pattern", "^[A-Za-z0-9._-]{1,128}$"));
        exemplify(request, Tree.of("ci-4711"));
        return shared;
    }

    private static void identifier(ObjectNode shared, String component, String name, String description) {
        ObjectNode id = shared.putObject(component)
                .put("name", name)
                .put("in", "path")
                .put("description", description)
                .put("required", true);
        id.set("schema", Tree.typed("string", "uuid"));
        exemplify(id, Tree.of(Samples.ID));
    }

    private ObjectNode request(Endpoint endpoint) {
        Content taken = endpoint.about().request();
        ObjectNode request = Tree.object().put("required", !endpoint.takes().optional());
        ObjectNode content = request.putObject("content");
        for (String mediaType : endpoint.takes().mediaTypes()) {
            ObjectNode media = content.putObject(mediaType);
            if (endpoint.takes().file() && !mediaType.equals(LINES)) {
                media.set("schema", Tree.typed("string"));
                media.put("example", mediaType.equals("text/csv") ? "name\r\nPhishing\r\n" : "PK");
            } else {
                media.set("schema", bodies.schema(taken));
                media.set("example", bodies.example(taken));
            }
        }
        return request;
    }

    private ObjectNode responses(Endpoint endpoint) {
        About about = endpoint.about();
        ObjectNode responses = Tree.object();
        responses.set("" + about.status(), success(endpoint));
        if (about.parameters().stream().anyMatch(each -> each.name().equals("If-None-Match"))) {
            ObjectNode known = responses.putObject("304").put("description", "The caller has it already.");
            known.putObject("headers").set("ETag", Tree.ref("headers", "ETag"));
        }
        Set<Integer> failures = new TreeSet<>(about.failures());
        failures.addAll(ALWAYS);
        if (!endpoint.open()) {
            failures.addAll(GUARDED);
        }
        if (endpoint.takes().body()) {
            failures.add(408);
        }
        failures.forEach(status -> responses.set("" + status, refusals.reference(status)));
        return responses;
    }

    private ObjectNode success(Endpoint endpoint) {
        About about = endpoint.about();
        ObjectNode response = Tree.object().put("description", about.summary() + ": done.");
        response.set("headers", Headers.of(endpoint));
        JsonNode own = notes.answer(about.operation());
        if (own == null && about.response() instanceof Content.Nothing) {
            return response;
        }
        ObjectNode content = response.putObject("content");
        for (String mediaType : endpoint.gives()) {
            ObjectNode media = content.putObject(mediaType);
            boolean text = about.response() instanceof Content.Text;
            if (!text && (mediaType.equals(LINES) || FILES.contains(mediaType))) {
                media.set("schema", Tree.typed("string"));
                media.put("example", mediaType.equals(LINES) ? bodies.example(about.response()) + "\n" : "…");
                continue;
            }
            media.set("schema", own != null ? own.get("schema") : bodies.schema(about.response()));
            media.set("example", own != null ? told(own, about) : bodies.example(about.response()));
        }
        return response;
    }

    /** The example of an answer of its own; where it shows the resource, the resource is put in. */
    private JsonNode told(JsonNode own, About about) {
        JsonNode example = own.get("example").deepCopy();
        for (Map.Entry<String, JsonNode> member : example.properties()) {
            if (member.getValue().asString("").equals("@resource")) {
                ((ObjectNode) example).set(member.getKey(), bodies.example(about.response()));
            }
        }
        return example;
    }
}
