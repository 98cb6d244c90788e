package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the public page states has numbers, and so has what must be seen before that is believed. Each is in the name of a test:
 * {@code s08} is a statement, {@code t16} is something to be seen.
 */
class AcceptanceNumbersTest {

    private static final int STATEMENTS = 43;
    private static final int SIGHTS = 22;

    private static final Set<Integer> STATEMENTS_TO_COME = Set.of();

    private static final Set<Integer> SIGHTS_TO_COME = Set.of();

    @Test
    void everyStatementOfThePageIsTheNameOfATest() {
        assertThat(numbers("s")).containsExactlyInAnyOrderElementsOf(all(STATEMENTS, STATEMENTS_TO_COME));
    }

    @Test
    void everythingThatMustBeSeenIsTheNameOfATest() {
        Set<Integer> seen = numbers("t");
        // The first of them is that every statement has a test, which the other test of this class says.
        seen.add(1);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all(SIGHTS, SIGHTS_TO_COME));
    }

    private static Set<Integer> all(int last, Set<Integer> without) {
        Set<Integer> all = new TreeSet<>();
        for (int n = 1; n <= last; n++) {
            if (!without.contains(n)) {
                all.add(n);
            }
        }
        return all;
    }

    /** The numbers after a letter, in names of tests such as {@code s35AndT04TheStandardLimit}. */
    private static Set<Integer> numbers(String letter) {
        Pattern first = Pattern.compile("void " + letter + "(\\d\\d)");
        Pattern further =
                Pattern.compile("void [st]\\d\\d\\w*?And" + letter.toUpperCase(java.util.Locale.ROOT) + "(\\d\\d)");
        Set<Integer> numbers = new TreeSet<>();
        Sources.all().forEach(file -> {
            String text = Sources.text(file);
            for (Pattern pattern : Set.of(first, further)) {
                pattern.matcher(text).results().forEach(found -> numbers.add(Integer.valueOf(found.group(1))));
            }
        });
        return numbers;
    }
}
