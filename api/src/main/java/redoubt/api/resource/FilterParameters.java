package redoubt.api.resource;

import java.util.List;
import java.util.Map;
import redoubt.api.http.Parameter;
import redoubt.model.Kind;
import redoubt.model.wire.Naming;
import redoubt.query.Criterion;

/** Filters as documents tell of them. */
final class FilterParameters {

    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private FilterParameters() {}

    static Parameter of(String name, Filters.Asked asked, Naming naming) {
        Criterion criterion = asked.criterion();
        return switch (asked.lookup()) {
            case AMONG -> Parameter.query(name, among(criterion), many(criterion, naming), example(criterion, naming));
            case NOT -> Parameter.query(name, "None of these.", many(criterion, naming), example(criterion, naming));
            case ISNULL -> Parameter.query(name, "Without a value, or with one.", Map.of("type", "boolean"), true);
            case GTE -> range(name, "From this on.", criterion, naming);
            case GT -> range(name, "After this.", criterion, naming);
            case LTE -> range(name, "Up to this.", criterion, naming);
            case LT -> range(name, "Before this.", criterion, naming);
        };
    }

    private static String among(Criterion criterion) {
        return "One of these, separated by commas."
                + (criterion.kind() == Kind.REF && !criterion.choices().isEmpty()
                        ? " \"me\" stands for whoever asks."
                        : "")
                + (criterion.nullable() ? " \"" + Filters.UNSET + "\" selects what has no value." : "");
    }

    private static Parameter range(String name, String description, Criterion criterion, Naming naming) {
        return Parameter.query(name, description, one(criterion, naming), example(criterion, naming));
    }

    private static Map<String, Object> many(Criterion criterion, Naming naming) {
        return Map.of("type", "array", "items", one(criterion, naming));
    }

    private static Map<String, Object> one(Criterion criterion, Naming naming) {
        return switch (criterion.kind()) {
            case INTEGER -> Map.of("type", "integer");
            case DECIMAL -> Map.of("type", "number");
            case BOOLEAN -> Map.of("type", "boolean");
            case DATE -> Map.of("type", "string", "format", "date");
            case INSTANT -> Map.of("type", "string", "format", "date-time");
            case CHOICE -> Map.of("type", "string", "enum", choices(criterion, naming));
            case REF, REFS -> Map.of("type", "string", "format", "uuid");
            case TEXT, TEXTS, OBJECT -> Map.of("type", "string");
        };
    }

    private static List<String> choices(Criterion criterion, Naming naming) {
        List<String> constants =
                criterion.choices().stream().map(naming::constant).toList();
        return criterion.nullable()
                ? java.util.stream.Stream.concat(constants.stream(), java.util.stream.Stream.of(Filters.UNSET))
                        .toList()
                : constants;
    }

    private static Object example(Criterion criterion, Naming naming) {
        Kind kind = criterion.kind();
        return switch (kind) {
            case INTEGER, DECIMAL -> 3;
            case BOOLEAN -> true;
            case DATE -> "2026-12-31";
            case INSTANT -> "2026-01-15T10:30:00Z";
            case CHOICE -> naming.constant(criterion.choices().getFirst());
            case REF, REFS -> SOME_ID;
            case TEXT, TEXTS, OBJECT -> criterion.name().endsWith("everity") ? "high" : "example";
        };
    }
}
