package redoubt.model.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Instants on the wire: RFC 3339 in UTC with {@code Z}; the fraction is left out when zero, else 3 or 6 digits. */
public final class Moments {

    private static final DateTimeFormatter SECONDS = fraction(0);
    private static final DateTimeFormatter MILLIS = fraction(3);
    private static final DateTimeFormatter MICROS = fraction(6);

    private Moments() {}

    /** The instant as text. */
    public static String print(Instant instant) {
        int micros = instant.get(ChronoField.MICRO_OF_SECOND);
        DateTimeFormatter format = micros == 0 ? SECONDS : micros % 1_000 == 0 ? MILLIS : MICROS;
        return format.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** The instant with the precision that the database keeps. */
    public static Instant cut(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static DateTimeFormatter fraction(int digits) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd'T'HH:mm:ss");
        if (digits > 0) {
            builder.appendLiteral('.').appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, false);
        }
        return builder.appendLiteral('Z').toFormatter(Locale.ROOT);
    }
}
