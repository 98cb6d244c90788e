package redoubt.api.exchange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redoubt.model.Kind;
import redoubt.model.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values as a spreadsheet holds them: no value is an empty cell, the elements of a list stand beside one another with
 * semicolons between them, and what has a form of its own is its JSON. A text that a spreadsheet would take for a formula
 * has an apostrophe before it, which a reader takes away again.
 */
final class Cells {

    /** What begins a formula in one spreadsheet or another; see OWASP on CSV injection. */
    private static final String FORMULA = "=+-@\t\r";

    private static final String GUARD = "'";
    private static final String BETWEEN = ";";
    private static final int DIGITS = 40;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Cells() {}

    /** The cell of a member. */
    static String write(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isString()) {
            return guarded(value.stringValue());
        }
        if (value.isArray()) {
            return list(value);
        }
        return value.isObject() ? object(value) : value.asString();
    }

    private static String object(JsonNode value) {
        return value.isEmpty() ? "" : value.toString();
    }

    private static String list(JsonNode value) {
        List<String> elements = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isString() || element.stringValue().isBlank() || isAmbiguous(element.stringValue())) {
                return value.toString();
            }
            elements.add(element.stringValue());
        }
        return guarded(String.join(BETWEEN, elements));
    }

    private static boolean isAmbiguous(String element) {
        return element.contains(BETWEEN) || element.startsWith("[") || !element.equals(element.strip());
    }

    /** The member that a cell stands for; null if the cell is empty. What is none of its kind stays a text. */
    static @Nullable JsonNode read(String cell, Kind kind, List<String> choices) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case INTEGER, DECIMAL -> number(text);
            case BOOLEAN -> truth(text);
            case CHOICE -> NODES.stringNode(choice(text, choices));
            case TEXTS, REFS -> elements(unguarded(text));
            case OBJECT -> json(text);
            case TEXT, REF, DATE, INSTANT -> NODES.stringNode(unguarded(text));
        };
    }

    /** People write "In progress", and mean in_progress. */
    private static String choice(String text, List<String> choices) {
        String plain = text.replace(' ', '_');
        return choices.stream().filter(plain::equalsIgnoreCase).findFirst().orElse(text);
    }

    /** Spreadsheets write whole numbers with decimals, too. */
    private static JsonNode number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.precision() > DIGITS || Math.abs(number.scale()) > DIGITS
                    ? NODES.stringNode(text)
                    : whole(number);
        } catch (NumberFormatException _) {
            return NODES.stringNode(text);
        }
    }

    private static JsonNode whole(BigDecimal number) {
        BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return plain.scale() <= 0 ? NODES.numberNode(plain.toBigInteger()) : NODES.numberNode(number);
    }

    private static JsonNode truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> NODES.booleanNode(true);
            case "false", "no", "0" -> NODES.booleanNode(false);
            default -> NODES.stringNode(text);
        };
    }

    private static JsonNode elements(String text) {
        if (text.startsWith("[")) {
            return json(text);
        }
        ArrayNode elements = NODES.arrayNode();
        for (String element : text.split(BETWEEN, -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException _) {
            return NODES.stringNode(text);
        }
    }

    private static String unguarded(String text) {
        return text.length() > 1 && text.startsWith(GUARD) && FORMULA.indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    private static String guarded(String text) {
        return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : GUARD + text;
    }
}
