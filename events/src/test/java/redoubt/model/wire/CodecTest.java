package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;

/** Values as clients send them: strictly of their JSON type, trimmed, within what every database can hold. */
class CodecTest {

    private static final Type INTEGERS =
            Shape.of(Lists.class).field("grid").orElseThrow().type();
    private static final Type FOLDERS =
            Shape.of(Lists.class).field("folders").orElseThrow().type();

    private final Complaints complaints = new Complaints();

    record Lists(List<List<Integer>> grid, List<Ref<Folder>> folders) {}

    @Test
    void aTextIsTrimmedAtBothEnds() {
        assertThat(read(String.class, "\" \\n data breach\\t\\u2003\"")).isEqualTo("data breach");
    }

    @Test
    void aRecordedTextIsReadAsItStands() {
        assertThat(Codec.of(String.class).read(Json.MAPPER.readTree("\" x \""), Naming.EVENT, "it", complaints))
                .isEqualTo(" x ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\u0000b\"", "\"\\ud800\"", "\"x\\udc00\"", "3", "true", "[]", "{}"})
    void whatNoDatabaseTextCanHoldIsNoText(String json) {
        assertRefused(String.class, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "3.0", "3e0", "true", "2147483648", "-2147483649", "1e400", "[]"})
    void onlyAnIntegerIsAnInteger(String json) {
        assertRefused(Integer.class, json);
    }

    @Test
    void aLongIsWhatEveryClientCanHoldExactly() {
        assertThat(read(Long.class, "9007199254740992")).isEqualTo(9007199254740992L);
        assertThat(read(Long.class, "-9007199254740992")).isEqualTo(-9007199254740992L);
        assertRefused(Long.class, "9007199254740993");
        assertRefused(Long.class, "-9007199254740993");
        assertRefused(Long.class, "-9223372036854775808");
    }

    @Test
    void aDecimalIsExactAndOfSaneLength() {
        assertThat(read(BigDecimal.class, "0.10")).isEqualTo(new BigDecimal("0.10"));
        assertThat(read(BigDecimal.class, "12")).isEqualTo(new BigDecimal("12"));
        assertRefused(BigDecimal.class, "1e400");
        assertRefused(BigDecimal.class, "1e-400");
        assertRefused(BigDecimal.class, "\"0.5\"");
    }

    @Test
    void aRecordedDecimalIsText() {
        assertThat(Codec.of(BigDecimal.class).read(Json.MAPPER.readTree("\"0.50\""), Naming.EVENT, "it", complaints))
                .isEqualTo(new BigDecimal("0.50"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-02-30\"",
                "\"2024-2-3\"",
                "\"2024-02-03T00:00:00Z\"",
                "\"0000-01-01\"",
                "20240203",
                "\"\""
            })
    void onlyADayOfTheCalendarIsADate(String json) {
        assertRefused(LocalDate.class, json);
    }

    @Test
    void aMomentComesWithAnyOffsetAndIsKeptInUtcAndMicroseconds() {
        assertThat(read(Instant.class, "\"2024-01-15T10:30:00.1234567+02:00\""))
                .isEqualTo(Instant.parse("2024-01-15T08:30:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2024-01-15T10:30:00\"",
                "\"2024-01-15\"",
                "\"+999999999-12-31T23:59:59Z\"",
                "\"9999-12-31T23:59:59-01:00\"",
                "\"0001-01-01T00:00:00+01:00\"",
                "1705314600"
            })
    void aMomentNeedsAnOffsetAndAYearOfFourDigits(String json) {
        assertRefused(Instant.class, json);
    }

    @Test
    void aChoiceIsSpelledInLowerCaseAndWrongOnesAreEchoedWithoutHarm() {
        assertThat(read(Risk.Status.class, "\"in_progress\"")).isEqualTo(Risk.Status.IN_PROGRESS);
        assertRefused(Risk.Status.class, "\"IN_PROGRESS\"");
        assertRefused(Risk.Status.class, "\"\\ud800" + "x".repeat(100) + "\"");
        assertThat(complaints.toFailure().details().get("it"))
                .containsExactly(
                        "\"IN_PROGRESS\" is not a valid choice.",
                        "\"?" + "x".repeat(59) + "…\" is not a valid choice.");
    }

    @Test
    void anIdentifierMayBeInAnyCaseAndIsKeptInLowerCase() {
        Type folder = Shape.of(Folder.class).field(Folder::parentFolder).type();
        assertThat(read(folder, "\"0190B6F0-4C7E-7D3A-9A5E-2F1C8B7A6D5E\""))
                .isEqualTo(Ref.of(Folder.class, "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e"));
        assertRefused(folder, "\"0190b6f04c7e7d3a9a5e2f1c8b7a6d5e\"");
    }

    @Test
    void duplicatesInAListOfPointersCollapse() {
        String id = "\"0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e\"";
        assertThat(read(FOLDERS, "[" + id + "," + id.toUpperCase(Locale.ROOT) + "]"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void duplicatesInAListOfWordsCollapseButInHistoryStandAsTheyDo() {
        Type labels = Shape.of(Folder.class).field(Folder::labels).type();
        assertThat(read(labels, "[\"pci\",\" pci \",\"gdpr\"]")).isEqualTo(List.of("pci", "gdpr"));
        assertThat(Codec.of(labels)
                        .read(Json.MAPPER.readTree("[\"pci\",\"pci\"]"), Naming.EVENT, "it", new Complaints()))
                .isEqualTo(List.of("pci", "pci"));
    }

    @Test
    void equalRowsOfAGridStayWhereTheyAre() {
        assertThat(read(INTEGERS, "[[0,1],[0,1],[1,1]]"))
                .isEqualTo(List.of(List.of(0, 1), List.of(0, 1), List.of(1, 1)));
    }

    @Test
    void elementsOfAListAreComplainedAboutByTheirIndex() {
        read(INTEGERS, "[[0,null],7,[\"x\"]]");
        assertThat(complaints.toFailure().details())
                .containsExactly(
                        Map.entry("it.0.1", List.of("This field may not be null.")),
                        Map.entry("it.1", List.of("Expected a list of items.")),
                        Map.entry("it.2.0", List.of("A valid integer is required.")));
    }

    @Test
    void anObjectTellsWhatItMissesAndWhatItDoesNotKnow() {
        read(RiskMatrix.Step.class, "{\"name\": null, \"colour\": 1, \"description\": 5}");
        assertThat(complaints.toFailure().details())
                .containsOnly(
                        Map.entry("it.name", List.of("This field may not be null.")),
                        Map.entry("it.colour", List.of("Unknown field.")),
                        Map.entry("it.description", List.of("Not a valid string.")),
                        Map.entry("it.abbreviation", List.of("This field is required.")));
    }

    @Test
    void aPrimitiveMemberCannotBeLeftOut() {
        read(Risk.Ratings.class, "{}");
        assertThat(complaints.toFailure().details())
                .containsExactly(Map.entry("it.version", List.of("This field is required.")));
    }

    private @Nullable Object read(Type type, String json) {
        return Codec.of(type).read(Json.MAPPER.readTree(json), Naming.SNAKE, "it", complaints);
    }

    private void assertRefused(Type type, String json) {
        assertThat(read(type, json)).as(json).isNull();
        assertThat(complaints.about("it")).as(json).isTrue();
    }
}
