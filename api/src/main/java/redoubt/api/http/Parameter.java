package redoubt.api.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as documents tell of it.
 *
 * @param in {@code query}, {@code path} or {@code header}
 * @param name its name on the wire
 * @param description what it does, one sentence
 * @param schema its JSON schema
 * @param example a value that works; null for none
 */
public record Parameter(
        String in,
        String name,
        String description,
        Map<String, Object> schema,
        @Nullable Object example) {

    /** A parameter of the query string. */
    public static Parameter query(String name, String description, Map<String, Object> schema, Object example) {
        return new Parameter("query", name, description, schema, example);
    }

    /** A text parameter of the query string. */
    public static Parameter text(String name, String description, Object example) {
        return query(name, description, Map.of("type", "string"), example);
    }

    /** A switch of the query string. */
    public static Parameter flag(String name, String description, boolean fallback) {
        return query(name, description, Map.of("type", "boolean", "default", fallback), !fallback);
    }

    /** A whole number of the query string. */
    public static Parameter number(String name, String description, int fallback, int least, int greatest) {
        return query(
                name,
                description,
                Map.of("type", "integer", "default", fallback, "minimum", least, "maximum", greatest),
                fallback);
    }

    /** A request header. */
    public static Parameter header(String name, String description, Object example) {
        return new Parameter("header", name, description, Map.of("type", "string"), example);
    }

    /** A step of the path. */
    public static Parameter path(String name, String description, Map<String, Object> schema, Object example) {
        return new Parameter("path", name, description, schema, example);
    }
}
