package redoubt.model.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One text for all spellings of the same JSON, as RFC 8785 has it: members sorted by their UTF-16 units, no spaces,
 * numbers as ECMAScript prints them. Numbers that no double holds keep their digits, so that they stay different.
 */
public final class CanonicalJson {

    private static final HexFormat HEX = HexFormat.of();

    private CanonicalJson() {}

    /**
     * The text in UTF-8.
     *
     * @throws IllegalArgumentException if it holds a half of a character, which has no bytes
     */
    public static byte[] bytes(JsonNode node) {
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
                out.append(glue);
                text(member.getKey(), out);
                out.append(':');
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
            text(node.stringValue(), out);
        } else {
            out.append(node);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"', '\\' -> out.append('\\').append(unit);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < ' ') {
                        out.append("\\u00").append(HEX.toHexDigits((byte) unit));
                    } else if (!Character.isSurrogate(unit)) {
                        out.append(unit);
                    } else if (Character.isHighSurrogate(unit)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(unit).append(text.charAt(++i));
                    } else {
                        throw new IllegalArgumentException("A half of a character cannot be written");
                    }
                }
            }
        }
        out.append('"');
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
