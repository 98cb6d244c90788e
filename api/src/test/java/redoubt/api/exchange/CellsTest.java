package redoubt.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.model.Kind;
import redoubt.model.wire.Json;

class CellsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | ``",
                "\"\" | ``",
                "\"Data breach\" | Data breach",
                "3 | 3",
                "-3 | -3",
                "0.75 | 0.75",
                "true | true",
                "[] | ``",
                "[\"cloud\",\"pii\"] | cloud;pii",
                "[\"a;b\",\"c\"] | [\"a;b\",\"c\"]",
                "[\"\"] | [\"\"]",
                "[1,2] | [1,2]",
                "{} | ``",
                "{\"a\":1} | {\"a\":1}",
                "\"=1+1\" | '=1+1",
                "\"+1\" | '+1",
                "\"-1\" | '-1",
                "\"@SUM(A1)\" | '@SUM(A1)",
                "[\"=1+1\",\"b\"] | '=1+1;b",
                "\"a=1\" | a=1",
            })
    void aValueIsACell(String json, String cell) {
        assertThat(Cells.write(Json.MAPPER.readTree(json))).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({"\\t=1", "\\r=1"})
    void whatASpreadsheetSkipsBeforeAFormulaIsGuardedToo(String text) {
        assertThat(Cells.write(Json.MAPPER.readTree("\"" + text + "\""))).startsWith("'");
    }

    @ParameterizedTest
    @CsvSource({"In progress, in_progress", "IN_PROGRESS, in_progress", "xs, XS", "nonsense, nonsense"})
    void aChoiceIsUnderstoodAsPeopleWriteIt(String cell, String value) {
        assertThat(Cells.read(cell, Kind.CHOICE, List.of("open", "in_progress", "XS")))
                .isEqualTo(Json.MAPPER.getNodeFactory().stringNode(value));
    }
}
