package redoubt.query.grc;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they are shown that were worked out. */
final class Rounded {

    /** How many digits stand behind the point at most. */
    static final int DIGITS = 4;

    private Rounded() {}

    /** Without zeros at the end, and without an exponent, which would be a surprise in JSON. */
    static BigDecimal of(BigDecimal number) {
        BigDecimal bare = number.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
