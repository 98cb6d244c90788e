package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.ThreatModelling;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Preconditions;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Ordered;
import redoubt.api.route.Takes;
import redoubt.model.Field;
import redoubt.model.Shape;

/** Endpoints with what documents tell of them. */
final class Docs {

    static final Dialect DIALECT = ThreatModelling.DIALECT;

    static final Parameter NUMBER = Parameter.path("number", "The number of one.", Map.of("type", "integer"), 7);

    private static final Set<Integer> WRITING = Set.of(400, 409, 413, 415, 422);

    private final String tag;
    private final List<Endpoint> endpoints = new ArrayList<>();

    Docs(String tag) {
        this.tag = tag;
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    Docs get(
            String path,
            String operation,
            String summary,
            List<Parameter> parameters,
            Content response,
            Handler handler) {
        List<Parameter> all = new ArrayList<>(path(path));
        all.addAll(parameters);
        About about = About.question(operation, tag, summary, all, response);
        endpoints.add(Endpoint.get(DIALECT.path(path), about, handler));
        return this;
    }

    Docs post(
            String path,
            String operation,
            String summary,
            Content request,
            int status,
            Content response,
            Handler handler) {
        return add(
                HttpMethod.POST,
                path,
                request.equals(Content.NOTHING) ? Takes.NOTHING : Takes.FORM,
                operation,
                summary,
                request,
                status,
                response,
                handler);
    }

    Docs put(String path, String operation, String summary, Content request, Content response, Handler handler) {
        return add(HttpMethod.PUT, path, Takes.JSON, operation, summary, request, 200, response, handler);
    }

    Docs patch(String path, String operation, String summary, Content request, Content response, Handler handler) {
        return add(HttpMethod.PATCH, path, Takes.PATCH, operation, summary, request, 200, response, handler);
    }

    Docs delete(String path, String operation, String summary, Handler handler) {
        return add(
                HttpMethod.DELETE,
                path,
                Takes.NOTHING,
                operation,
                summary,
                Content.NOTHING,
                204,
                Content.NOTHING,
                handler);
    }

    /** The last of them may be told which version it is about. */
    Docs versioned() {
        Endpoint last = endpoints.removeLast();
        About about = last.about();
        List<Parameter> parameters = new ArrayList<>(about.parameters());
        parameters.add(Preconditions.PARAMETER);
        Set<Integer> failures = new TreeSet<>(about.failures());
        failures.add(412);
        endpoints.add(Endpoint.of(
                last.method(),
                last.path(),
                last.takes(),
                new About(
                        about.operation(),
                        about.tag(),
                        about.summary(),
                        about.description(),
                        parameters,
                        about.request(),
                        about.status(),
                        about.response(),
                        failures),
                last.handler()));
        return this;
    }

    private Docs add(
            HttpMethod method,
            String path,
            Takes takes,
            String operation,
            String summary,
            Content request,
            int status,
            Content response,
            Handler handler) {
        About about = new About(operation, tag, summary, "", path(path), request, status, response, WRITING);
        endpoints.add(Endpoint.of(method, DIALECT.path(path), takes, about, handler));
        return this;
    }

    private static List<Parameter> path(String path) {
        return path.contains("{number}") ? List.of(NUMBER) : List.of();
    }

    /** What a record of {@link Shown} looks like. */
    static Content shown(String name, Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> example = new LinkedHashMap<>();
        for (Field<?, ?> field : Shape.of(type).fields()) {
            Object some = some(field);
            String member = DIALECT.naming().member(field.name());
            example.put(member, some);
            properties.put(member, schema(some, field));
        }
        List<String> required = List.copyOf(properties.keySet());
        return new Content.Formed(
                name, Ordered.map("type", "object", "properties", properties, "required", required), example);
    }

    /** A list of them without pages. */
    static Content array(String name, Class<?> type) {
        Content.Formed item = (Content.Formed) shown(name, type);
        return new Content.Formed(
                name + "List", Ordered.map("type", "array", "items", item.schema()), List.of(item.example()));
    }

    /** A form: name, example, name, example. */
    static Content form(String name, List<String> required, Object... example) {
        Map<String, Object> members = Ordered.map(example);
        Map<String, Object> properties = new LinkedHashMap<>();
        members.forEach((member, value) -> properties.put(member, type(value)));
        Map<String, Object> schema = Ordered.map("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return new Content.Formed(name, schema, members);
    }

    private static Object some(Field<?, ?> field) {
        return switch (field.kind()) {
            case INTEGER -> 7;
            case BOOLEAN -> true;
            case INSTANT -> "2026-08-08T15:43:12Z";
            default ->
                switch (field.name()) {
                    case "email", "userEmail", "invitedByEmail" -> "ada@example.com";
                    case "role", "myRole" -> "member";
                    case "plan" -> "free";
                    case "status" -> "pending";
                    case "id" -> "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
                    case "inviteUrl" -> "/invite/3q2-7wAAA";
                    case "token" -> "3q2-7wAAA";
                    default -> "North";
                };
        };
    }

    private static Map<String, Object> schema(Object some, Field<?, ?> field) {
        Map<String, Object> type = type(some);
        boolean nullable = field.nullable();
        return nullable ? Ordered.map("type", List.of(String.valueOf(type.get("type")), "null")) : type;
    }

    private static Map<String, Object> type(Object value) {
        return switch (value) {
            case Integer _ -> Ordered.map("type", "integer", "format", "int64");
            case Boolean _ -> Ordered.map("type", "boolean");
            case Map<?, ?> map -> {
                Map<String, Object> properties = new LinkedHashMap<>();
                map.forEach((member, each) -> properties.put("" + member, type(each)));
                yield Ordered.map("type", "object", "properties", properties);
            }
            default -> Ordered.map("type", "string");
        };
    }
}
