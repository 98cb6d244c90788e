package redoubt.infra.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.infra.acceptance.Hostile;
import tools.jackson.databind.JsonNode;

/**
 * A place in a request where something can stand that is somebody's.
 *
 * @param where path, query, body or header
 * @param name of the variable, the parameter or the header; in a body the steps to the member
 * @param noun whose identifiers stand there; {@link #WORD} for any text and {@link #ADDRESS} for that of somebody
 * @param many whether it takes a list
 */
record Slot(Where where, String name, String noun, boolean many) {

    /** Any text. */
    static final String WORD = "word";

    /** The address of somebody without an account. */
    static final String ADDRESS = "address";

    /** The name of a request that is carried out once. */
    static final String KEY = "key";

    enum Where {
        PATH,
        QUERY,
        BODY,
        HEADER
    }

    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{([a-z]+)}");

    /** What is done in bulk is done with what stands before it. */
    private static final Pattern BULK = Pattern.compile(".*/([a-z-]+)/bulk/");

    /** What members and parameters point at, by their names. */
    private static final Map<String, String> POINTERS = Map.ofEntries(
            Map.entry("created_by", "users"),
            Map.entry("updated_by", "users"),
            Map.entry("owner", "users"),
            Map.entry("actor", "users"),
            Map.entry("assigned_to", "users"),
            Map.entry("series_id", "tasks"),
            Map.entry("folder", "folders"),
            Map.entry("folder_exact", "folders"),
            Map.entry("folders", "folders"),
            Map.entry("parent_folder", "parent-folders"),
            Map.entry("root", "folders"),
            Map.entry("risk_matrix", "risk-matrices"),
            Map.entry("default_risk_matrix", "risk-matrices"),
            Map.entry("framework", "frameworks"),
            Map.entry("baseline", "compliance-assessments"),
            Map.entry("compliance_assessment", "compliance-assessments"),
            Map.entry("compliance_assessments", "compliance-assessments"),
            Map.entry("requirement_assessments", "requirement-assessments"),
            Map.entry("with", "compliance-assessments"),
            Map.entry("authors", "users"),
            Map.entry("reviewers", "users"),
            Map.entry("resource", "risks"),
            Map.entry("resource_id", "risks"),
            Map.entry("applied_controls", "applied-controls"),
            Map.entry("existing_applied_controls", "existing-controls"),
            Map.entry("assets", "assets"),
            Map.entry("parent_assets", "parent-assets"),
            Map.entry("threats", "threats"),
            Map.entry("risks", "risks"),
            Map.entry("organization", "organizations"),
            Map.entry("token", "api-tokens"),
            Map.entry("user", "people"),
            Map.entry("userId", "people"),
            Map.entry("parent", "parent-units"),
            Map.entry("business_unit", "business-units"),
            Map.entry("businessUnit", "business-units"),
            Map.entry("team", "teams"));

    /** Headers in which nothing stands that is anybody's: names that clients draw, and clocks. */
    private static final Set<String> HEADERS =
            Set.of("X-Request-ID", "X-Redoubt-Min-Position", "Last-Event-ID", "If-Match", "If-None-Match");

    /** Numbers that count. */
    private static final Set<String> COUNTS = Set.of("page", "page_size");

    /**
     * All of an operation.
     *
     * @throws AssertionError if it has one of which nobody knows whose identifiers stand there
     */
    static List<Slot> of(Operation operation, List<Operation> all) {
        List<Slot> slots = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            slots.add(new Slot(Where.PATH, variables.group(2), variables.group(1), false));
        }
        for (Operation.Parameter parameter : operation.parameters()) {
            switch (parameter.in()) {
                case "query" ->
                    of(operation, Where.QUERY, parameter.name(), parameter.schema())
                            .ifPresent(slots::add);
                case "header" -> header(operation, parameter.name()).ifPresent(slots::add);
                default -> {}
            }
        }
        members(operation, operation.form(), "", slots, all);
        return slots;
    }

    /** Whether what stands there is chosen freely. */
    boolean free() {
        return noun.equals(WORD) || noun.equals(ADDRESS);
    }

    private static Optional<Slot> header(Operation operation, String name) {
        if (name.equals("Idempotency-Key")) {
            return Optional.of(new Slot(Where.HEADER, name, KEY, false));
        }
        if (!HEADERS.contains(name)) {
            throw new AssertionError(operation + " takes a header of which nobody knows whose it is: " + name);
        }
        return Optional.empty();
    }

    private static void members(
            Operation operation, JsonNode form, String prefix, List<Slot> slots, List<Operation> all) {
        for (var member : form.path("properties").properties()) {
            JsonNode schema = Hostile.resolved(operation.document(), member.getValue());
            String name = prefix + member.getKey();
            JsonNode items = Hostile.resolved(operation.document(), schema.path("items"));
            if (items.has("properties")) {
                members(operation, items, name + "/", slots, all);
            } else if (member.getKey().equals("data") && !prefix.isEmpty()) {
                // What is done in bulk takes the form in which one thing is made.
                members(operation, made(operation, all).form(), name + "/", slots, all);
            } else {
                of(operation, Where.BODY, name, schema).ifPresent(slots::add);
            }
        }
    }

    private static Operation made(Operation bulk, List<Operation> all) {
        String collection = bulk.path().replaceFirst("[a-z]+/$", "");
        return all.stream()
                .filter(each -> each.method().equals("POST") && each.path().equals(collection))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Slot> of(Operation operation, Where where, String name, JsonNode schema) {
        JsonNode items = schema.has("items") ? schema.path("items") : schema;
        boolean many = schema.has("items");
        String last = name.substring(name.lastIndexOf('/') + 1);
        String noun = noun(operation, last);
        String format = items.path("format").asString("");
        if (format.equals("uuid") || (number(items) && numbered(operation) && !COUNTS.contains(last))) {
            if (noun == null) {
                throw new AssertionError(operation + " takes identifiers of nobody knows what: " + name);
            }
            return Optional.of(new Slot(where, name, noun, many));
        }
        if (!typed(items, "string") || items.has("enum") || !format.isEmpty()) {
            return Optional.empty();
        }
        if (last.equals("email")) {
            return Optional.of(new Slot(where, name, ADDRESS, false));
        }
        return Optional.of(new Slot(where, name, noun == null ? WORD : noun, many));
    }

    private static @Nullable String noun(Operation operation, String name) {
        String plain = name.replaceFirst("__not$", "");
        // The same word means an account by its identifier to one dialect, and by its number to the other.
        if (plain.equals("user") && operation.path().startsWith("/api/v1/")) {
            return "users";
        }
        return plain.equals("id") ? collection(operation) : POINTERS.get(plain);
    }

    private static String collection(Operation operation) {
        Matcher bulk = BULK.matcher(operation.path());
        return bulk.matches()
                ? bulk.group(1)
                : operation.path().replaceFirst("^/api/(v1/)?", "").replaceFirst("/.*", "");
    }

    /** Whether things are known by numbers there. */
    private static boolean numbered(Operation operation) {
        return !operation.path().startsWith("/api/v1/");
    }

    private static boolean number(JsonNode schema) {
        return typed(schema, "integer");
    }

    private static boolean typed(JsonNode schema, String type) {
        JsonNode told = schema.path("type");
        return told.asString("").equals(type)
                || told.valueStream().anyMatch(each -> each.asString("").equals(type));
    }
}
