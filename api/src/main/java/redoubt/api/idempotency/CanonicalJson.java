package redoubt.api.idempotency;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/**
 * One text for all spellings of the same JSON, as RFC 8785 has it: members sorted by their UTF-16 units, no spaces,
 * numbers as ECMAScript prints them. Numbers that no double holds keep their digits, so that they stay different.
 */
final class CanonicalJson {

    private CanonicalJson() {}

    static byte[] bytes(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            out.append('{');
            String glue = "";
            for (Map.Entry<String, JsonNode> member : node.properties().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .toList()) {
                out.append(glue).append(text(member.getKey())).append(':');
                write(member.getValue(), out);
                glue = ",";
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            String glue = "";
            for (JsonNode each : node) {
                out.append(glue);
                write(each, out);
                glue = ",";
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(number(node.decimalValue()));
        } else if (node.isString()) {
            out.append(text(node.stringValue()));
        } else {
            out.append(node);
        }
    }

    private static String text(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }

    /** The number as ECMAScript prints the double nearest to it. */
    static String number(BigDecimal exact) {
        double nearest = exact.doubleValue();
        if (Double.isInfinite(nearest) || (nearest == 0 && exact.signum() != 0)) {
            return exact.stripTrailingZeros().toString();
        }
        if (nearest == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(nearest)).stripTrailingZeros();
        if (shortest.compareTo(exact) != 0) {
            return exact.stripTrailingZeros().toString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale();
        String sign = shortest.signum() < 0 ? "-" : "";
        if (exponent > 0 && exponent <= 21) {
            return sign + shortest.abs().toPlainString();
        }
        if (exponent > -6 && exponent <= 0) {
            return sign + shortest.abs().toPlainString();
        }
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return sign + mantissa + "e" + (exponent > 0 ? "+" : "") + (exponent - 1);
    }
}
