package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redoubt.grc.Risk;
import redoubt.model.failure.Complaints;
import redoubt.people.User;

/** What is complained about, in which words, and where. */
class ConstraintsTest {

    private static final String EMOJI = "😀";

    record Part(
            @Required @Size(max = 3) String code, @Min(0) Integer count) {}

    record Thing(
            @Required @NotBlank @Size(max = 5) String name,

            @Pattern(regexp = "[a-z]+", message = "Lower-case letters only.")
            String slug,

            @Min(1) @Max(5) Integer rating,
            @Min(0) @Max(1) BigDecimal share,
            @Size(max = 2) @Words(max = 3) List<String> labels,
            @Size(min = 1, max = 2) List<Part> parts,
            Part part,
            @Computed @Size(max = 1) String settled) {

        static final Thing SOUND = new Thing(
                "Fire", "fire", 3, BigDecimal.ONE, List.of("a"), List.of(new Part("x", 1)), new Part("y", 0), "ab");
    }

    @Test
    void nothingIsWrongWithASoundThing() {
        assertThat(judged(Patch.of(Thing.class))).isEmpty();
    }

    @Test
    void whatIsRequiredMayBeNeitherNullNorBlank() {
        assertThat(judged(Patch.of(Thing.class).set(Thing::name, null)))
                .isEqualTo(Map.of("name", List.of("This field may not be null.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::name, " \t\u2003")))
                .isEqualTo(Map.of("name", List.of("This field may not be blank.")));
    }

    @Test
    void lengthsCountCharactersAsPeopleDo() {
        assertThat(judged(Patch.of(Thing.class).set(Thing::name, EMOJI.repeat(5))))
                .isEmpty();
        assertThat(judged(Patch.of(Thing.class).set(Thing::name, EMOJI.repeat(6))))
                .isEqualTo(Map.of("name", List.of("Ensure this field has no more than 5 characters.")));
    }

    @Test
    void aPatternSpeaksItsOwnSentence() {
        assertThat(judged(Patch.of(Thing.class).set(Thing::slug, "a1")))
                .isEqualTo(Map.of("slug", List.of("Lower-case letters only.")));
    }

    @Test
    void numbersStayWithinTheirBoundsToTheLastDigit() {
        assertThat(judged(Patch.of(Thing.class).set(Thing::rating, 0)))
                .isEqualTo(Map.of("rating", List.of("Ensure this value is greater than or equal to 1.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::rating, 6)))
                .isEqualTo(Map.of("rating", List.of("Ensure this value is less than or equal to 5.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::share, new BigDecimal("1.0001"))))
                .isEqualTo(Map.of("share", List.of("Ensure this value is less than or equal to 1.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::share, new BigDecimal("-0.5"))))
                .isEqualTo(Map.of("share", List.of("Ensure this value is greater than or equal to 0.")));
    }

    @Test
    void listsAreCountedAndTheirWordsMeasured() {
        assertThat(judged(Patch.of(Thing.class).set(Thing::labels, List.of("a", "b", "c"))))
                .isEqualTo(Map.of("labels", List.of("Ensure this list has no more than 2 elements.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::labels, List.of("long", " "))))
                .isEqualTo(Map.of(
                        "labels.0", List.of("Ensure this field has no more than 3 characters."),
                        "labels.1", List.of("This field may not be blank.")));
        assertThat(judged(Patch.of(Thing.class).set(Thing::parts, List.of())))
                .isEqualTo(Map.of("parts", List.of("Ensure this list has at least 1 elements.")));
    }

    @Test
    void nestedThingsAreJudgedUnderTheirPath() {
        assertThat(judged(Patch.of(Thing.class)
                        .set(Thing::part, new Part(null, -1))
                        .set(Thing::parts, List.of(new Part("x", 1), new Part("long", 1)))))
                .isEqualTo(Map.of(
                        "part.code", List.of("This field may not be null."),
                        "part.count", List.of("Ensure this value is greater than or equal to 0."),
                        "parts.1.code", List.of("Ensure this field has no more than 3 characters.")));
    }

    @Test
    void pointersAreCountedAndNotLookedInto() {
        List<Ref<User>> owners = IntStream.range(0, 51)
                .mapToObj(i -> Ref.of(User.class, "u" + i))
                .toList();
        Complaints complaints = new Complaints();
        Constraints.judge(Shape.of(Risk.class).field(Risk::owner), owners, "owner", complaints);
        assertThat(complaints.toFailure().details())
                .isEqualTo(Map.of("owner", List.of("Ensure this list has no more than 50 elements.")));
    }

    private static Map<String, List<String>> judged(Patch<Thing> patch) {
        Complaints complaints = new Complaints();
        Constraints.judge(patch.applyTo(Thing.SOUND), "", complaints);
        return complaints.toFailure().details();
    }
}
