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

/** The codecs of single values. */
final class Scalars {

    private static final long EXACT = 1L << 53;

    private Scalars() {}

    /** Trimmed at both ends; NUL is refused, because no database text may hold it. */
    static final class Text extends Codec<String> {
        @Override
        public void write(String value, JsonGenerator out, Naming naming) {
            out.writeString(value);
        }

        @Override
        public @Nullable String read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (!node.isString()) {
                complaints.add(path, "Not a valid string.");
                return null;
            }
            String text = node.stringValue().strip();
            if (text.indexOf('\0') >= 0) {
                complaints.add(path, "Null characters are not allowed.");
                return null;
            }
            return text;
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
            if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > EXACT) {
                complaints.add(path, "A valid integer is required.");
                return null;
            }
            return node.longValue();
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

    static final class Decimal extends Codec<BigDecimal> {
        @Override
        public void write(BigDecimal value, JsonGenerator out, Naming naming) {
            if (naming.decimalsAsText()) {
                out.writeString(value.toPlainString());
            } else {
                out.writeNumber(value);
            }
        }

        @Override
        public @Nullable BigDecimal read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (naming.decimalsAsText() && node.isString()) {
                return new BigDecimal(node.stringValue());
            }
            if (!node.isNumber()) {
                complaints.add(path, "A valid number is required.");
                return null;
            }
            return node.decimalValue();
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
                    return LocalDate.parse(node.stringValue());
                } catch (DateTimeException _) {
                    // told below
                }
            }
            complaints.add(path, "Date has wrong format. Use YYYY-MM-DD.");
            return null;
        }
    }

    static final class Moment extends Codec<Instant> {
        @Override
        public void write(Instant value, JsonGenerator out, Naming naming) {
            out.writeString(Moments.print(value));
        }

        @Override
        public @Nullable Instant read(JsonNode node, Naming naming, String path, Complaints complaints) {
            if (node.isString()) {
                try {
                    return Moments.cut(OffsetDateTime.parse(node.stringValue()).toInstant());
                } catch (DateTimeException _) {
                    // told below
                }
            }
            complaints.add(path, "Datetime has wrong format. Use RFC 3339 with an offset.");
            return null;
        }
    }
}
