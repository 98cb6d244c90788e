package redoubt.api.tenancy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client filled in. What nobody asks for is passed over, space around texts does not count, and everything that is
 * wrong is told at once by {@link #finish}. A value is empty if it was left out or is wrong. Used by one thread.
 */
final class Form {

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");
    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");
    private static final int ADDRESS = 100;

    private final ObjectNode body;
    private final boolean whole;
    private final Complaints complaints = new Complaints();

    private Form(ObjectNode sent, boolean whole) {
        this.body = Spelled.heard(sent, Naming.CAMEL);
        this.whole = whole;
    }

    /** One in which what is required must be there. */
    static Form whole(ObjectNode sent) {
        return new Form(sent, true);
    }

    /** One in which everything may be left out. */
    static Form partial(ObjectNode sent) {
        return new Form(sent, false);
    }

    /** Whether what is left out gets its default. */
    boolean replaces() {
        return whole;
    }

    /** A text that may not be left out of a whole form, nor be blank. */
    Optional<String> required(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (text.isPresent() && text.get().isEmpty()) {
            complain(name, "This field may not be blank.");
            return Optional.empty();
        }
        demand(name);
        return text;
    }

    /** A text. */
    Optional<String> text(String name, int longest) {
        JsonNode node = node(name, false);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isString() && !node.isNumber()) {
            complain(name, "Not a valid string.");
            return Optional.empty();
        }
        String text = plain(node).strip();
        if (text.indexOf('\0') >= 0) {
            complain(name, "Null characters are not allowed.");
        } else if (text.codePointCount(0, text.length()) > longest) {
            complain(name, "Ensure this field has no more than " + longest + " characters.");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    /** The address of somebody. */
    Optional<String> address(String name) {
        return required(name, ADDRESS).filter(text -> {
            boolean sound = MAIL.matcher(text).matches();
            if (!sound) {
                complain(name, "Enter a valid email address.");
            }
            return sound;
        });
    }

    /** One of the words of an enum. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> words) {
        JsonNode node = node(name, false);
        if (node == null) {
            return Optional.empty();
        }
        String sent = plain(node);
        Optional<E> found = Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(sent))
                .findFirst();
        if (found.isEmpty()) {
            complain(name, "\"" + sent + "\" is not a valid choice.");
        }
        return found;
    }

    /** A truth value. */
    Optional<Boolean> flag(String name) {
        JsonNode node = node(name, false);
        if (node == null) {
            return Optional.empty();
        }
        String sent = plain(node).toLowerCase(Locale.ROOT);
        if (!TRUE.contains(sent) && !FALSE.contains(sent)) {
            complain(name, "Must be a valid boolean.");
            return Optional.empty();
        }
        return Optional.of(TRUE.contains(sent));
    }

    /** A moment. */
    Optional<Instant> moment(String name) {
        JsonNode node = node(name, false);
        return node == null
                ? Optional.empty()
                : Optional.ofNullable(Codec.<Instant>of(Instant.class).read(node, Naming.CAMEL, name, complaints));
    }

    /** The number of something that may not be left out of a whole form. */
    OptionalLong number(String name) {
        OptionalLong number = number(node(name, false), name);
        demand(name);
        return number;
    }

    /** Whether a member was sent, be it null. */
    boolean has(String name) {
        return body.has(name);
    }

    /** The number of something that may also be nothing. */
    OptionalLong numberOrNothing(String name) {
        JsonNode node = node(name, true);
        return node == null || node.isNull() ? OptionalLong.empty() : number(node, name);
    }

    private OptionalLong number(@Nullable JsonNode node, String name) {
        if (node == null) {
            return OptionalLong.empty();
        }
        String sent = plain(node).strip();
        if (sent.matches("\\d{1,18}") && !node.isContainer()) {
            return OptionalLong.of(Long.parseLong(sent));
        }
        complain(
                name,
                "Incorrect type. Expected pk value, received "
                        + switch (node.getNodeType()) {
                            case OBJECT -> "dict";
                            case ARRAY -> "list";
                            case BOOLEAN -> "bool";
                            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
                            default -> "str";
                        }
                        + ".");
        return OptionalLong.empty();
    }

    /** Whether a member was sent and is not null. */
    boolean says(String name) {
        JsonNode node = body.get(name);
        return node != null
                && !node.isNull()
                && !(node.isString() && node.asString().isBlank());
    }

    /** There is no such thing, or nobody may know of it. */
    void missing(String name) {
        complain(name, "Invalid pk \"" + plain(body.path(name)) + "\" - object does not exist.");
    }

    void complain(String name, String message) {
        complaints.add(Spelled.as(name), message);
    }

    /** @throws Refused if anything is wrong */
    void finish() {
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
    }

    /** A text without its quotes, and anything else as it was written. */
    private static String plain(JsonNode node) {
        return node.isString() ? node.asString() : node.toString();
    }

    private void demand(String name) {
        if (whole && !body.has(name)) {
            complain(name, "This field is required.");
        }
    }

    private @Nullable JsonNode node(String name, boolean nullable) {
        JsonNode node = body.get(name);
        if (node != null && node.isNull() && !nullable) {
            complain(name, "This field may not be null.");
            return null;
        }
        return node;
    }
}
