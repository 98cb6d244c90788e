package redoubt.model.wire;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * camelCase outside, and snake_case understood. What a client sends is led back to snake_case first and spelled anew from
 * there, so that both spellings of a name are one name. A few names are what they are in both directions.
 */
final class CamelCase {

    /** The members of forms with passwords, which clients have always spelled like this. */
    private static final Set<String> LITERAL =
            Set.of("password1", "password2", "new_password1", "new_password2", "email");

    private static final Pattern JOINT = Pattern.compile("[a-z0-9]?_[a-z0-9]");
    private static final Pattern WORD = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern CAPITALS = Pattern.compile("([A-Z])([A-Z][a-z])");
    private static final Pattern DIGITS = Pattern.compile("([A-Za-z])([0-9]{2,}|[0-9]+(?=[A-Z]|$))");

    private CamelCase() {}

    /** The spelling of a component. */
    static String member(String component) {
        return switch (component) {
            case "newPassword1" -> "new_password1";
            case "newPassword2" -> "new_password2";
            default -> camel(component);
        };
    }

    /** The same for a name in either spelling. */
    static String heard(String member) {
        return LITERAL.contains(member) ? member : camel(snake(member));
    }

    /** Drops each underscore before a small letter or digit, which becomes a capital. */
    static String camel(String snake) {
        if (LITERAL.contains(snake) || snake.indexOf('_') < 0) {
            return snake;
        }
        return JOINT.matcher(snake).replaceAll(joint -> {
            String found = joint.group();
            int underscore = found.indexOf('_');
            return found.substring(0, underscore)
                    + found.substring(underscore + 1).toUpperCase(Locale.ROOT);
        });
    }

    /** Puts an underscore where a word begins: before capitals, and before numbers that are a word of their own. */
    static String snake(String camel) {
        if (LITERAL.contains(camel)) {
            return camel;
        }
        String parted = DIGITS.matcher(camel).replaceAll("$1_$2");
        parted = WORD.matcher(parted).replaceAll("$1_$2");
        parted = CAPITALS.matcher(parted).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        int begin = 0;
        while (begin < parted.length() && parted.charAt(begin) == '_') {
            begin++;
        }
        return parted.substring(begin);
    }
}
