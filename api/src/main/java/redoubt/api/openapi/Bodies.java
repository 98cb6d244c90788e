package redoubt.api.openapi;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Paging;
import redoubt.api.dialect.Verb;
import redoubt.api.http.JsonText;
import redoubt.api.http.PublicUrl;
import redoubt.api.openapi.TypeSchemas.Side;
import redoubt.api.route.Content;
import redoubt.model.Always;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.wire.Json;
import redoubt.query.Derived;
import redoubt.query.Queries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas and examples of everything that endpoints take and give. */
final class Bodies {

    private final Dialect dialect;
    private final Queries queries;
    private final List<Offer<?>> offers;
    private final Notes notes;
    private final TypeSchemas types;
    private final Samples samples;

    Bodies(Dialect dialect, Queries queries, List<Offer<?>> offers, Notes notes) {
        this.dialect = dialect;
        this.queries = queries;
        this.offers = offers;
        this.notes = notes;
        this.types = new TypeSchemas(dialect.naming(), notes);
        this.samples = new Samples(dialect.naming(), notes);
    }

    /** All schemas that were asked for, by name. */
    Map<String, ObjectNode> components() {
        return types.components();
    }

    /** The schema of a content that is a body. */
    ObjectNode schema(Content content) {
        return switch (content) {
            case Content.One one -> types.component(Names.of(one.shape().type()), _ -> shown(one.shape()));
            case Content.Many many -> {
                ObjectNode item = schema(many.item());
                yield types.component(name(item) + "Page", _ -> pageSchema(item));
            }
            case Content.Written written ->
                types.component(name(written), _ -> written(written.shape(), written.verb()));
            case Content.Filled filled -> types.component(Names.of(filled.type()), _ -> form(filled.type()));
            case Content.Formed formed -> types.component(formed.name(), _ -> (ObjectNode) Tree.of(formed.schema()));
            case Content.Text _, Content.Nothing _ -> Tree.typed("string");
        };
    }

    /** What such a content may look like. */
    JsonNode example(Content content) {
        return switch (content) {
            case Content.One one -> samples.shown(one.shape(), queries.derived(one.shape()), dialect.stamps());
            case Content.Many many -> page(example(many.item()));
            case Content.Written written ->
                samples.written(
                        name(written),
                        written.shape(),
                        fields(written.shape(), written.verb()),
                        written.verb() != Verb.AMEND);
            case Content.Filled filled ->
                samples.written(
                        Names.of(filled.type()),
                        Shape.of(filled.type()),
                        Shape.of(filled.type()).fields(),
                        true);
            case Content.Formed formed -> formed(formed);
            case Content.Text text -> Tree.of(text.example() == null ? "" : text.example());
            case Content.Nothing _ -> Tree.object();
        };
    }

    /** What is a resource and more begins with the resource. */
    private JsonNode formed(Content.Formed formed) {
        JsonNode example = Tree.of(formed.example());
        ObjectNode whole = Tree.object();
        for (JsonNode part : Tree.of(formed.schema()).path("allOf")) {
            String reference = part.path("$ref").asString("");
            offers.stream()
                    .filter(offer ->
                            reference.endsWith("/" + Names.of(offer.shape().type())))
                    .forEach(offer -> whole.setAll((ObjectNode) example(new Content.One(offer.shape()))));
        }
        return whole.isEmpty() ? example : whole.setAll((ObjectNode) example);
    }

    /** A resource is shown whole: no member is ever left out. */
    private ObjectNode shown(Shape<?> shape) {
        ObjectNode schema = Tree.typed("object");
        ObjectNode members = schema.putObject("properties");
        stamps(dialect.stamps().first(), members);
        for (Field<?, ?> field : shape.fields()) {
            if (field.shown()) {
                members.set(spell(field.name()), member(field));
            }
        }
        for (Derived derived : queries.derived(shape)) {
            members.set(spell(derived.name()), derived(shape, derived));
        }
        stamps(dialect.stamps().last(), members);
        schema.set("required", Tree.array(members.propertyNames()));
        return schema;
    }

    /** The schema of a component as it is shown. */
    ObjectNode member(Field<?, ?> field) {
        ObjectNode member = types.member(field, Side.SHOWN);
        return field.nullable() ? Tree.nullable(member) : member;
    }

    /** What such a component may look like. */
    JsonNode example(Field<?, ?> field) {
        return samples.value(field);
    }

    private void stamps(Shape<? extends Record> stamps, ObjectNode into) {
        for (Field<?, ?> field : stamps.fields()) {
            ObjectNode member = types.member(field, Side.SHOWN).put("readOnly", true);
            into.set(spell(field.name()), field.nullable() ? Tree.nullable(member) : member);
        }
    }

    private ObjectNode derived(Shape<?> shape, Derived derived) {
        ObjectNode schema = type(derived.type(), samples.derived(shape, derived));
        notes.about(Names.of(shape.type()), spell(derived.name()))
                .or(() -> notes.about("*", spell(derived.name())))
                .ifPresent(about -> schema.put("description", about));
        schema.put("readOnly", true);
        return derived.nullable() ? Tree.nullable(schema) : schema;
    }

    private ObjectNode type(Type type, JsonNode example) {
        if (type == List.class) {
            return Inferred.schema(example.isArray() ? example : Tree.of(List.of()));
        }
        if (type == Map.class) {
            ObjectNode map = Tree.typed("object");
            boolean empty = example.values().stream().anyMatch(JsonNode::isNull);
            example.values().stream()
                    .filter(value -> !value.isNull())
                    .findFirst()
                    .map(Inferred::schema)
                    .ifPresent(value -> map.set("additionalProperties", empty ? Tree.nullable(value) : value));
            return map;
        }
        return types.of(type, Side.SHOWN);
    }

    /** What clients write. Members that they only see may be sent back and are passed over, so others are possible. */
    private ObjectNode written(Shape<?> shape, Verb verb) {
        boolean amends = verb == Verb.AMEND;
        ObjectNode schema = Tree.typed("object");
        ObjectNode members = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (Field<?, ?> field : fields(shape, verb)) {
            ObjectNode member = amends && field.kind() == Kind.OBJECT
                    ? Tree.typed("object").put("description", "Merged into what is there; null takes a member away.")
                    : types.member(field, Side.WRITTEN);
            members.set(spell(field.name()), clearable(field) ? Tree.nullable(member) : member);
            if (!amends && field.is(Required.class)) {
                required.add(spell(field.name()));
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", Tree.array(required));
        }
        return schema;
    }

    private ObjectNode form(Class<?> type) {
        return types.form(Shape.of(type));
    }

    private List<Field<?, ?>> fields(Shape<?> shape, Verb verb) {
        return offers.stream()
                .filter(offer -> offer.shape() == shape)
                .findFirst()
                .map(offer -> written(offer, verb))
                .orElseGet(() -> shape.fields().stream()
                        .<Field<?, ?>>map(field -> field)
                        .filter(Field::writable)
                        .toList());
    }

    private static <R> List<Field<?, ?>> written(Offer<R> offer, Verb verb) {
        List<Field<?, ?>> fields = new ArrayList<>();
        for (Field<R, ?> field : offer.shape().fields()) {
            if (field.writable() && (verb == Verb.CREATE || offer.amendable().test(field))) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Whether null may be sent: it clears, or stands for the neutral value. */
    private static boolean clearable(Field<?, ?> field) {
        return switch (field.kind()) {
            case TEXTS, REFS -> true;
            case TEXT -> field.nullable() || field.is(Always.class);
            default -> field.nullable();
        };
    }

    private ObjectNode pageSchema(ObjectNode item) {
        JsonNode sample = page(Tree.object());
        ObjectNode schema = Inferred.schema(sample);
        ObjectNode members = (ObjectNode) schema.get("properties");
        members.set(
                "count", Tree.typed("integer", "int64").put("minimum", 0).put("description", "How many there are."));
        members.set("next", Tree.nullable(Tree.typed("string", "uri").put("description", "The next page.")));
        members.set("previous", Tree.nullable(Tree.typed("string", "uri").put("description", "The page before.")));
        ObjectNode results = Tree.typed("array");
        results.set("items", item);
        members.set("results", results);
        return schema;
    }

    /** A page as the dialect itself writes it. */
    private JsonNode page(JsonNode item) {
        Paging.Place place = new Paging.Place(new PublicUrl("https://redoubt.example"), dialect.path("/things/"), "");
        byte[] written = JsonText.write(out -> dialect.paging()
                .write(new Paging.Cut(1, 25), 150, place, out, rows -> Json.MAPPER.writeTree(rows, item)));
        return Json.MAPPER.readTree(written);
    }

    private String name(Content.Written written) {
        String verb = written.verb().name();
        return verb.charAt(0)
                + verb.substring(1).toLowerCase(java.util.Locale.ROOT)
                + Names.of(written.shape().type());
    }

    private static String name(ObjectNode reference) {
        String target = reference.get("$ref").stringValue();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    private String spell(String name) {
        return dialect.naming().member(name);
    }
}
