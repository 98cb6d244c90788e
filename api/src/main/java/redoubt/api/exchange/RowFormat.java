package redoubt.api.exchange;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** In which form rows are brought in. Rows are read one by one, as they are asked for. */
enum RowFormat {
    /** A line of JSON for each row. */
    NDJSON("application/x-ndjson") {
        @Override
        Iterator<Row> rows(byte[] file, Columns columns) {
            return new JsonRows(file);
        }
    },
    /** RFC 4180 with a head, with commas, semicolons or tabs between cells. */
    CSV("text/csv") {
        @Override
        Iterator<Row> rows(byte[] file, Columns columns) {
            return CsvRows.of(file, columns);
        }
    },
    /** The first sheet of a workbook of Office Open XML, with a head. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        Iterator<Row> rows(byte[] file, Columns columns) {
            return SheetRows.of(file, columns);
        }
    };

    private final String mediaType;

    RowFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The rows of a file.
     *
     * @throws Refused if it is no such file, or has columns that nobody knows
     */
    abstract Iterator<Row> rows(byte[] file, Columns columns);

    static List<String> mediaTypes() {
        return Arrays.stream(values()).map(format -> format.mediaType).toList();
    }

    static RowFormat of(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow(() -> new Refused(new Failure.UnsupportedMediaType(mediaType, mediaTypes())));
    }

    static Refused unreadable(String why) {
        return new Refused(Failure.Invalid.of(Complaints.WHOLE, why));
    }
}
