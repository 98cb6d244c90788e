package redoubt.infra.account;

import java.text.Normalizer;

/** How a password is written, whatever keyboard it came from. */
final class Passphrase {

    private Passphrase() {}

    /** One form for all ways of writing the same characters. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
