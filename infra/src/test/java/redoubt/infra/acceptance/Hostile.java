package redoubt.infra.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people send who mean no good, or whose programs are broken. */
public final class Hostile {

    /** For parameters, headers and steps of paths. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "'",
            "' or 1=1--",
            "'; drop table read.risk; --",
            "\" or \"\"=\"",
            "\u0000",
            "a\u0000b",
            "%",
            "_%\\",
            "\\",
            "\ud83d\ude00",
            "\uFFFF",
            "e\u0301\u0301\u0301",
            "-1",
            "0",
            "1e999",
            "NaN",
            "99999999999999999999999999",
            "-9223372036854775808",
            "9007199254740993",
            "0x10",
            "true",
            "null",
            "--",
            "undefined",
            "[]",
            "{}",
            "2026-13-45",
            "0000-00-00",
            "+999999999-12-31",
            "-999999999-01-01T00:00:00Z",
            "9999-12-31T23:59:60Z",
            "2026-01-01T00:00:00+99:99",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            ",",
            ",,,,",
            "-",
            "--name",
            "\"",
            "\"unclosed",
            "../../etc/passwd",
            "${jndi:ldap://127.0.0.1/x}",
            "#{1+1}",
            "<script>alert(1)</script>",
            "a".repeat(1_000),
            "ä".repeat(300));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "2147483648",
            "9223372036854775808",
            "1.5",
            "1e400",
            "1e-400",
            "9".repeat(99),
            "9".repeat(2_000),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"'; drop table read.risk; --\"",
            "\"" + "x".repeat(50_000) + "\"",
            "\"2026-02-30\"",
            "\"+999999999-12-31\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "[null]",
            "[[]]",
            "[1,\"1\",true,null,{}]",
            "{}",
            "{\"\":{}}",
            "{\"a\":1,\"a\":2}",
            "[" + "\"00000000-0000-7000-8000-000000000000\",".repeat(600) + "null]",
            "[".repeat(31) + "]".repeat(31),
            "[".repeat(20_000),
            "NaN",
            "-");

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    private Hostile() {}

    /** Things that exist and may be damaged, by the noun of their collection. */
    static Map<String, String> alive(Http http) {
        String folder = http.post("/api/v1/folders/", "{\"name\":\"Target\"}")
                .expect(201)
                .id();
        String risk = http.post(
                        "/api/v1/risks/",
                        "{\"name\":\"Target\",\"likelihood\":2,\"impact\":2,\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        JsonNode standard = http.get("/api/v1/risk-matrices/").results().getFirst();
        String matrix = http.post(
                        "/api/v1/risk-matrices/",
                        "{\"name\":\"Target\",\"definition\":" + standard.path("definition") + "}")
                .expect(201)
                .id();
        String token = http.post("/api/v1/api-tokens/", "{\"name\":\"Target\"}")
                .expect(201)
                .id();
        return Map.of("folders", folder, "risks", risk, "risk-matrices", matrix, "api-tokens", token);
    }

    /** The path with something that exists in place of its variables. */
    static String fill(String path, Map<String, String> alive) {
        String collection = path.replaceFirst("^/api/v1/", "").replaceFirst("/.*", "");
        String id = alive.getOrDefault(collection, "1");
        return VARIABLE.matcher(path.replace("{name}", "risks")).replaceAll(Matcher.quoteReplacement(id));
    }

    /** A text as one step of a path. */
    static String step(String text) {
        return Http.encoded(text).replace("+", "%20").replace(".", "%2E");
    }

    /** What a reference in the document stands for. */
    public static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** The example body of an operation, or an empty object. */
    public static JsonNode example(JsonNode document, JsonNode operation) {
        JsonNode content = content(document, operation).path(mediaType(document, operation));
        JsonNode example = content.has("example")
                ? content.path("example")
                : content.path("examples").path(0);
        for (var named : content.path("examples").properties()) {
            example = resolved(document, named.getValue()).path("value");
        }
        return example.isMissingNode() ? JsonMapper.shared().createObjectNode() : example;
    }

    /** What an operation takes, by media type. */
    public static JsonNode content(JsonNode document, JsonNode operation) {
        return resolved(document, operation.path("requestBody")).path("content");
    }

    /** The media type in which an operation takes an object: a file of one line if it takes no other. */
    public static String mediaType(JsonNode document, JsonNode operation) {
        return content(document, operation).has("application/x-ndjson") ? "application/x-ndjson" : "application/json";
    }

    /** The example with each of its members damaged in every way, and bodies that are none at all. */
    static List<String> bodies(JsonNode example) {
        List<String> bodies = new ArrayList<>(VALUES);
        bodies.addAll(
                List.of("", "{", "\uFEFF{}", "{\"a\":1}{", "\u0000", "{\"__proto__\":{}}", example.toString() + ","));
        if (example instanceof ObjectNode object) {
            for (String member : List.copyOf(object.propertyNames())) {
                ObjectNode others = object.deepCopy();
                others.remove(member);
                String rest = others.isEmpty()
                        ? ""
                        : "," + others.toString().substring(1, others.toString().length() - 1);
                for (String value : VALUES) {
                    bodies.add("{\"" + member + "\":" + value + rest + "}");
                }
            }
        }
        return bodies;
    }
}
