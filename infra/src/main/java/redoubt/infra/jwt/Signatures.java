package redoubt.infra.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * One way to write each signature. With every pair of numbers (r, s) that proves something, (r, n − s) proves it as well, and the
 * last letter of 64 bytes in Base64 has bits that mean nothing: whoever holds a token could write it in many ways, and anything
 * that ever goes by the text of a token would take them for different ones. We write the lower s and no stray bits, and take
 * nothing else.
 */
final class Signatures {

    private static final int HALF = 32;
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
    private static final BigInteger HIGHEST = ORDER.shiftRight(1);

    private Signatures() {}

    /** The same proof in the one way that it is written here. */
    static Base64URL canonical(Base64URL signature) {
        byte[] both = signature.decode();
        BigInteger s = s(both);
        if (s.compareTo(HIGHEST) <= 0) {
            return signature;
        }
        byte[] lower = ORDER.subtract(s).toByteArray();
        byte[] written = Arrays.copyOf(both, 2 * HALF);
        Arrays.fill(written, HALF, 2 * HALF, (byte) 0);
        // A sign of its own may make it one byte longer, and small numbers are shorter.
        int length = Math.min(HALF, lower.length);
        System.arraycopy(lower, lower.length - length, written, 2 * HALF - length, length);
        return Base64URL.encode(written);
    }

    /** Whether a signature is written in that way. */
    static boolean canonical(String signature) {
        byte[] both = new Base64URL(signature).decode();
        return both.length == 2 * HALF
                && Base64URL.encode(both).toString().equals(signature)
                && s(both).compareTo(HIGHEST) <= 0;
    }

    private static BigInteger s(byte[] both) {
        return new BigInteger(1, Arrays.copyOfRange(both, HALF, 2 * HALF));
    }
}
