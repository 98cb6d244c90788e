package redoubt.api.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import redoubt.api.exchange.CsvText;

/** In which form the log is taken away. */
enum ExportFormat {
    /** A line of JSON for each event: what is sealed of it, and its hashes. */
    NDJSON("application/x-ndjson", "ndjson"),
    /** RFC 4180, with a head. */
    CSV(CsvText.MEDIA_TYPE, "csv"),
    /** A line of JSON for each event, as API Activity of the Open Cybersecurity Schema Framework. */
    OCSF("application/x-ndjson", "ndjson");

    private final String mediaType;
    private final String suffix;

    ExportFormat(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    String mediaType() {
        return mediaType;
    }

    /** What names of files end with. */
    String suffix() {
        return suffix;
    }

    /** Its name on the wire. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(ExportFormat::code).toList();
    }

    static Optional<ExportFormat> of(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code().equals(code))
                .findFirst();
    }
}
