package redoubt.api.account;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of a form. What nobody asks for is passed over, numbers count as texts, and space around a text does not
 * count; around a secret it does. Everything that is wrong is found before {@link #finish}. Used by one thread.
 */
final class Fields {

    /** No address is longer. */
    static final int ADDRESS = 100;

    /** No password is longer. */
    static final int SECRET = 128;

    /** No token is longer. */
    static final int TOKEN = 4_096;

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    private final ObjectNode body;
    private final Complaints complaints = new Complaints();

    Fields(ObjectNode sent) {
        this.body = Spelled.heard(sent, Naming.CAMEL);
    }

    /** A text that may be left out or empty; null if it was left out or is wrong. */
    @Nullable
    String text(String name, int longest) {
        return read(name, name, longest, true, true);
    }

    /** A text that has to be there; empty if it is wrong. */
    String required(String name, int longest) {
        return demanded(name, name, read(name, name, longest, false, true));
    }

    /** The same where every character counts. */
    String secret(String name, String told) {
        return demanded(name, told, read(name, told, SECRET, false, false));
    }

    /** An address that has to be there; empty if it is wrong. */
    String address() {
        String address = required("email", ADDRESS);
        if (!address.isEmpty()
                && !complaints.about(Spelled.as("email"))
                && !MAIL.matcher(address).matches()) {
            complain("email", "Enter a valid email address.");
        }
        return address;
    }

    /** Whether a member is there and says something. */
    boolean says(String name) {
        JsonNode node = body.get(name);
        return node != null && !node.isNull() && !node.asString("-").isBlank();
    }

    void complain(String told, String message) {
        complaints.add(Spelled.as(told), message);
    }

    boolean clean() {
        return complaints.isEmpty();
    }

    /** @throws Refused if anything is wrong */
    void finish() {
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
    }

    private String demanded(String name, String told, @Nullable String value) {
        if (value == null && !body.has(name)) {
            complain(told, "This field is required.");
        }
        return value == null ? "" : value;
    }

    private @Nullable String read(String name, String told, int longest, boolean blank, boolean trim) {
        JsonNode node = body.get(name);
        if (node == null) {
            return null;
        }
        String wrong;
        String text = node.isString() || node.isNumber() ? node.asString() : "";
        String value = trim ? text.strip() : text;
        if (node.isNull()) {
            wrong = "This field may not be null.";
        } else if (!node.isString() && !node.isNumber()) {
            wrong = "Not a valid string.";
        } else if (text.indexOf('\0') >= 0) {
            wrong = "Null characters are not allowed.";
        } else if (!blank && value.isBlank()) {
            wrong = "This field may not be blank.";
        } else if (value.codePointCount(0, value.length()) > longest) {
            wrong = "Ensure this field has no more than " + longest + " characters.";
        } else {
            return value;
        }
        complain(told, wrong);
        return null;
    }
}
