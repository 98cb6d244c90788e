package redoubt.api.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Offer;
import redoubt.api.route.Content;
import redoubt.model.Catalogue;
import redoubt.model.EventName;
import redoubt.model.Field;
import redoubt.model.Shape;
import redoubt.query.Queries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What events tell in {@code data}: a resource as it was after the event, and what the event adds to it. */
final class EventSchemas {

    private static final String COMPONENTS = "#/components/schemas/";

    private final Catalogue catalogue;
    private final Queries queries;
    private final Bodies bodies;
    private final Dialect dialect;

    EventSchemas(Dialect dialect, Queries queries, List<Offer<?>> offers, Catalogue catalogue, Notes notes) {
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.queries = queries;
        this.bodies = new Bodies(dialect, queries, offers, notes);
    }

    /** All schemas that were referred to so far, by name. */
    Map<String, ObjectNode> components() {
        return bodies.components();
    }

    /** A schema that refers to {@link #components}. */
    ObjectNode referring(String event) {
        Shape<?> shape = resource(event);
        ObjectNode whole = bodies.schema(new Content.One(shape));
        Map<String, ObjectNode> additions = additions(event, shape);
        if (additions.isEmpty()) {
            return whole;
        }
        ObjectNode more = Tree.typed("object");
        ObjectNode members = more.putObject("properties");
        additions.forEach(members::set);
        more.set("required", Tree.array(additions.keySet()));
        ObjectNode both = Tree.object();
        both.putArray("allOf").add(whole).add(more);
        return both;
    }

    /** A JSON Schema that stands for itself. */
    ObjectNode schema(String event, String address) {
        Shape<?> shape = resource(event);
        bodies.schema(new Content.One(shape));
        ObjectNode data = Tree.object()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", address)
                .put("title", event);
        data.setAll(component(Names.of(shape.type())));
        additions(event, shape).forEach((name, schema) -> {
            ((ObjectNode) data.get("properties")).set(name, schema);
            ((ArrayNode) data.get("required")).add(name);
        });
        ObjectNode definitions = Tree.object();
        define(data, definitions);
        if (!definitions.isEmpty()) {
            data.set("$defs", Tree.sorted(definitions));
        }
        return data;
    }

    /** What it may look like. */
    ObjectNode example(String event) {
        Shape<?> shape = resource(event);
        ObjectNode example = (ObjectNode) bodies.example(new Content.One(shape));
        if (event.endsWith(".updated")) {
            example.set("changed_fields", Tree.of(List.of(changed(shape))));
        } else if (event.endsWith(".deleted")) {
            example.put("deleted_at", "2026-01-15T10:30:00Z");
        }
        own(event, shape).forEach(field -> example.set(dialect.naming().member(field.name()), bodies.example(field)));
        return example;
    }

    private String changed(Shape<?> shape) {
        return shape.fields().stream()
                .filter(Field::writable)
                .map(field -> dialect.naming().member(field.name()))
                .findFirst()
                .orElse("");
    }

    private Map<String, ObjectNode> additions(String event, Shape<?> shape) {
        Map<String, ObjectNode> additions = new LinkedHashMap<>();
        if (event.endsWith(".updated")) {
            ObjectNode changed =
                    Tree.typed("array").put("description", "Which members have another value than before.");
            changed.set("items", Tree.typed("string"));
            additions.put("changed_fields", changed);
        } else if (event.endsWith(".deleted")) {
            additions.put("deleted_at", Tree.typed("string", "date-time"));
        }
        own(event, shape).forEach(field -> additions.put(dialect.naming().member(field.name()), bodies.member(field)));
        return additions;
    }

    /** What a fact tells beside the resource and what is shown with it. */
    private List<? extends Field<?, ?>> own(String event, Shape<?> shape) {
        Class<?> fact = catalogue.facts().get(event);
        return fact == null
                ? List.of()
                : Shape.of(fact).fields().stream()
                        .filter(field -> shape.field(field.name()).isEmpty() && !derived(shape, field.name()))
                        .toList();
    }

    private boolean derived(Shape<?> shape, String name) {
        return queries.derived(shape).stream()
                .anyMatch(derived -> derived.name().equals(name));
    }

    private Shape<?> resource(String event) {
        return catalogue.resource(EventName.noun(event)).orElseThrow();
    }

    /** Turns references into such within the schema, and brings along what they refer to. */
    private void define(JsonNode node, ObjectNode definitions) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            String name = object.get("$ref").stringValue().substring(COMPONENTS.length());
            object.put("$ref", "#/$defs/" + name);
            if (!definitions.has(name)) {
                ObjectNode definition = component(name);
                definitions.set(name, definition);
                define(definition, definitions);
            }
        }
        node.forEach(each -> define(each, definitions));
    }

    private ObjectNode component(String name) {
        return Objects.requireNonNull(bodies.components().get(name), name).deepCopy();
    }
}
