package redoubt.model.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private final Complaints complaints = new Complaints();

    @Test
    void everythingIsToldOnceAndInTheOrderOfDiscovery() {
        complaints.add("b", "one");
        complaints.add("a", "two");
        complaints.add("b", "three");
        complaints.add("b", "one");
        assertThat(complaints.toFailure().details())
                .containsExactly(Map.entry("b", List.of("one", "three")), Map.entry("a", List.of("two")));
    }

    @Test
    void aComplaintInsideAMemberIsAboutTheMember() {
        complaints.add("definition.grid", "crooked");
        assertThat(complaints.about("definition")).isTrue();
        assertThat(complaints.about("def")).isFalse();
    }

    @Test
    void pathsCanBeSpelledInAnotherManner() {
        complaints.add("riskMatrix", "disabled");
        assertThat(complaints.toFailure(path -> path.toUpperCase(Locale.ROOT)).details())
                .containsOnlyKeys("RISKMATRIX");
    }
}
