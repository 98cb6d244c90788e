package redoubt.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aTableIsMarkdownAndEven() {
        var table = new Table("clients", "per second").row("1", "390").row("64", "8,933");

        assertThat(table.toString()).isEqualTo("""
            | clients | per second |
            | ------- | ---------: |
            | 1       |        390 |
            | 64      |      8,933 |
            """);
    }

    @Test
    void aRowMustFitItsHeadings() {
        assertThatThrownBy(() -> new Table("one", "two").row("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongAnswersStandAboveTheFigures() {
        var report = new Report("B0").say("fast");
        report.wrong("a row is missing");

        assertThat(report.right()).isFalse();
        assertThat(report.markdown()).containsSubsequence("## B0", "count as zero", "- a row is missing", "fast");
    }
}
