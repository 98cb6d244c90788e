package redoubt.api.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import redoubt.api.exchange.Columns.Column;

/** Records of a text in UTF-8 with separators. Empty lines are passed over. */
final class CsvRows implements Iterator<Row> {

    private static final char MARK = '\uFEFF';
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final Iterator<CsvRecord> records;
    private final List<Column> columns;

    private CsvRows(Iterator<CsvRecord> records, List<Column> columns) {
        this.records = records;
        this.columns = columns;
    }

    static Iterator<Row> of(byte[] file, Columns known) {
        String text = text(file);
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator(text))
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator();
        CsvRows rows = new CsvRows(records, List.of());
        if (!rows.hasNext()) {
            throw RowFormat.unreadable("The file is empty.");
        }
        return new CsvRows(records, known.read(rows.record().getFields()));
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException broken) {
            throw RowFormat.unreadable("The file is no CSV: " + broken.getMessage());
        }
    }

    @Override
    public Row next() {
        CsvRecord read = record();
        return Columns.row(read.getStartingLineNumber(), columns, read.getFields());
    }

    private CsvRecord record() {
        try {
            return records.next();
        } catch (CsvParseException broken) {
            throw RowFormat.unreadable("The file is no CSV: " + broken.getMessage());
        }
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw RowFormat.unreadable("The file is not in UTF-8.");
        }
    }

    /** Whatever separates most in the head; names of members have none of them. */
    private static char separator(String text) {
        int end = text.indexOf('\n');
        String head = end < 0 ? text : text.substring(0, end);
        char separator = SEPARATORS[0];
        for (char candidate : SEPARATORS) {
            if (count(head, candidate) > count(head, separator)) {
                separator = candidate;
            }
        }
        return separator;
    }

    private static long count(String text, char letter) {
        return text.chars().filter(each -> each == letter).count();
    }
}
