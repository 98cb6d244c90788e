package redoubt.api.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Text with commas between cells, as RFC 4180 has it. */
public final class CsvText {

    /** What it is called on the wire, with a head. */
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

    private CsvText() {}

    /** The records of these cells. */
    public static byte[] write(List<List<String>> records) {
        StringWriter text = new StringWriter();
        // Nothing is held back: the text is in memory already.
        CsvWriter csv = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        records.forEach(csv::writeRecord);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The cell of a member; no spreadsheet takes it for a formula. */
    public static String cell(JsonNode value) {
        return Cells.write(value);
    }
}
