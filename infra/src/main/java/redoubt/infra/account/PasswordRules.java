package redoubt.infra.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a password must not be: short, common, all digits, or what everybody knows of its owner. */
final class PasswordRules {

    private static final int SHORTEST = 8;

    /** From what share of common letters on two words are alike. */
    private static final double ALIKE = 0.7;

    /** Shorter parts of a name are in everything. */
    private static final int SHORTEST_PART = 3;

    private final Set<String> common;

    private PasswordRules(Set<String> common) {
        this.common = common;
    }

    /** The rules with the list of common passwords that comes with the program. Reads a file, so it waits. */
    static PasswordRules load() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("The list of common passwords is missing");
            }
            String text = new String(list.readAllBytes(), StandardCharsets.US_ASCII);
            return new PasswordRules(Set.copyOf(text.lines().toList()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * What is known of the owner of a password.
     *
     * @param username the name they sign in under
     * @param email their address
     * @param firstName may be empty
     * @param lastName may be empty
     */
    record Owner(String username, String email, String firstName, String lastName) {}

    /** What is wrong with a password by itself; empty for nothing. */
    List<String> faults(String password) {
        List<String> faults = new ArrayList<>();
        String plain = Passphrase.normal(password).toLowerCase(Locale.ROOT);
        if (plain.codePointCount(0, plain.length()) < SHORTEST) {
            faults.add("This password is too short. It must contain at least " + SHORTEST + " characters.");
        }
        if (common.contains(plain)) {
            faults.add("This password is too common.");
        }
        if (!plain.isEmpty() && plain.chars().allMatch(Character::isDigit)) {
            faults.add("This password is entirely numeric.");
        }
        return faults;
    }

    /** What it has in common with its owner; empty for nothing. */
    List<String> resemblance(String password, Owner owner) {
        String plain = Passphrase.normal(password).toLowerCase(Locale.ROOT);
        List<String> faults = new ArrayList<>();
        compare(plain, owner.username(), "username", faults);
        compare(plain, owner.email(), "email address", faults);
        compare(plain, owner.firstName(), "first name", faults);
        compare(plain, owner.lastName(), "last name", faults);
        // One is enough, and people often are called what their address says.
        return faults.isEmpty() ? faults : List.of(faults.getFirst());
    }

    private static void compare(String password, String known, String what, List<String> faults) {
        String whole = known.toLowerCase(Locale.ROOT);
        List<String> parts = new ArrayList<>(List.of(whole.split("[^\\p{L}\\p{N}]+")));
        parts.add(whole);
        if (parts.stream().anyMatch(part -> part.length() >= SHORTEST_PART && alike(password, part))) {
            faults.add("The password is too similar to the " + what + ".");
        }
    }

    private static boolean alike(String password, String part) {
        Map<Integer, Integer> letters = new HashMap<>();
        part.chars().forEach(letter -> letters.merge(letter, 1, Integer::sum));
        long shared = password.chars()
                .filter(letter -> letters.merge(letter, -1, Integer::sum) >= 0)
                .count();
        return 2.0 * shared / (password.length() + part.length()) >= ALIKE;
    }
}
