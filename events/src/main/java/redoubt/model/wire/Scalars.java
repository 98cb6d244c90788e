package redoubt.model.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

/** The codecs of single values. */
final class Scalars {

    private static final long EXACT = 1L << 53;
    private static final int DIGITS = 40;

    private Scalars() {}

    /** Trimmed at both ends; NUL and halves of characters are refused, because no database text may hold them. */
    static final class Text extends Codec<String> {
        @Override
        public void write(String value, JsonGenerator out, Naming naming) {
            out.writeString(value);
        }

        /** Without the white space of any script at both ends; a no-break space is as blank as any. */
        private static String trimmed(String text) {
            int from = 0;
            int to = text.length();
            while (from < to && blank(text.charAt(from))) {
                from++;
            }
            while (to > from && blank(text.charAt(to - 1))) {
                to--;
            }
            return text.substring(from, to);
        }

        private static boolean blank(char letter) {
            return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
        }

        @Override
        public @Nullable String read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (!node.isString()) {
                complaints.add(path, "Not a valid string.");
                return null;
            }
            String text = naming.recorded() ? node.stringValue() : trimmed(node.stringValue());
            if (text.indexOf('\0') >= 0) {
                complaints.add(path, "Null characters are not allowed.");
                return null;
            }
            if (text.codePoints().anyMatch(Text::half)) {
                complaints.add(path, "Not a valid Unicode text.");
                return null;
            }
            return text;
        }

        private static boolean half(int point) {
            return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        }
    }

    /** A JSON integer that every client can hold exactly. */
    static final class Whole extends Codec<Long> {
        @Override
        public void write(Long value, JsonGenerator out, Naming naming) {
            out.writeNumber(value);
        }

        @Override
        public @Nullable Long read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (!node.isIntegralNumber() || !node.canConvertToLong() || !exact(node.longValue())) {
                complaints.add(path, "A valid integer is required.");
                return null;
            }
            return node.longValue();
        }

        private static boolean exact(long value) {
            return -EXACT <= value && value <= EXACT;
        }
    }

    static final class Int extends Codec<Integer> {
        @Override
        public void write(Integer value, JsonGenerator out, Naming naming) {
            out.writeNumber(value);
        }

        @Override
        public @Nullable Integer read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                complaints.add(path, "A valid integer is required.");
                return null;
            }
            return node.intValue();
        }
    }

    /** A decimal of sane length: the plain form of 1e999999999 would fill the memory. */
    static final class Decimal extends Codec<BigDecimal> {
        @Override
        public void write(BigDecimal value, JsonGenerator out, Naming naming) {
            if (naming.recorded()) {
                out.writeString(value.toPlainString());
            } else {
                out.writeNumber(value);
            }
        }

        @Override
        public @Nullable BigDecimal read(JsonNode node, Naming naming, String path, Complaints complaints) {
            try {
                BigDecimal value = naming.recorded() && node.isString()
                        ? new BigDecimal(node.stringValue())
                        : node.isNumber() ? node.decimalValue() : null;
                if (value != null && value.precision() <= DIGITS && Math.abs((long) value.scale()) <= DIGITS) {
                    // Written without an exponent, it comes back with this scale.
                    return value.scale() < 0 ? value.setScale(0) : value;
                }
            } catch (NumberFormatException | JsonNodeException _) {
                // told below
            }
            complaints.add(path, "A valid number is required.");
            return null;
        }
    }

    static final class Bool extends Codec<Boolean> {
        @Override
        public void write(Boolean value, JsonGenerator out, Naming naming) {
            out.writeBoolean(value);
        }

        @Override
        public @Nullable Boolean read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (!node.isBoolean()) {
                complaints.add(path, "Must be a valid boolean.");
                return null;
            }
            return node.booleanValue();
        }
    }

    static final class Day extends Codec<LocalDate> {
        @Override
        public void write(LocalDate value, JsonGenerator out, Naming naming) {
            out.writeString(value.toString());
        }

        @Override
        public @Nullable LocalDate read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (node.isString() && node.stringValue().length() == 10) {
                try {
                    LocalDate day = LocalDate.parse(node.stringValue());
                    if (day.getYear() > 0) {
                        return day;
                    }
                } catch (DateTimeException _) {
                    // told below
                }
            }
            complaints.add(path, "Date has wrong format. Use YYYY-MM-DD.");
            return null;
        }
    }

    /** A moment in a year that RFC 3339 can write. */
    static final class Moment extends Codec<Instant> {

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

        @Override
        public void write(Instant value, JsonGenerator out, Naming naming) {
            out.writeString(Moments.print(value));
        }

        @Override
        public @Nullable Instant read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (node.isString()) {
                try {
                    Instant instant = OffsetDateTime.parse(node.stringValue()).toInstant();
                    if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                        return Moments.cut(instant);
                    }
                } catch (DateTimeException _) {
                    // told below
                }
            }
            complaints.add(path, "Datetime has wrong format. Use RFC 3339 with an offset.");
            return null;
        }
    }
}
