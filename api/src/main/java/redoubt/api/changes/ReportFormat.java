package redoubt.api.changes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** In which form a report is given. */
enum ReportFormat {
    /** For programs. */
    JSON,
    /** For spreadsheets. */
    CSV,
    /** Markdown, for people. */
    MD;

    /** Its name on the wire, and what names of files end with. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(ReportFormat::code).toList();
    }

    static Optional<ReportFormat> of(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code().equals(code))
                .findFirst();
    }
}
