package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the public page states has numbers, and so has what must be seen before that is believed. Each is in the name of a test:
 * {@code s08} is a statement, {@code t16} is something to be seen.
 */
class AcceptanceNumbersTest {

    private static final int STATEMENTS = 43;
    private static final int SIGHTS = 22;

    @Test
    void everyStatementOfThePageIsTheNameOfATest() {
        assertThat(numbers("s")).containsExactlyInAnyOrderElementsOf(all(STATEMENTS));
    }

    @Test
    void everythingThatMustBeSeenIsTheNameOfATest() {
        Set<Integer> seen = numbers("t");
        // The first of them is that every statement has a test, which the other test of this class says.
        seen.add(1);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all(SIGHTS));
    }

    private static Set<Integer> all(int last) {
        return IntStream.rangeClosed(1, last).boxed().collect(Collectors.toSet());
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
