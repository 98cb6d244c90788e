package redoubt.api.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import redoubt.api.exchange.Columns.Column;
import redoubt.model.Kind;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;

/** Rows of the first sheet of a workbook. Empty rows are passed over; a formula counts as what it came to. */
final class SheetRows implements Iterator<Row> {

    /** What a workbook may be unpacked: some hundred bytes can hold gigabytes. */
    private static final long UNPACKED = 128L << 20;

    private static final int PIECE = 1 << 16;

    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private final List<Column> columns;
    private org.dhatim.fastexcel.reader.@Nullable Row next;

    private SheetRows(Iterator<org.dhatim.fastexcel.reader.Row> rows, List<Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static Iterator<Row> of(byte[] file, Columns known) {
        try {
            bounded(file);
            // Everything is in memory: there is nothing to close but that.
            ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
            Iterator<org.dhatim.fastexcel.reader.Row> rows =
                    workbook.getFirstSheet().openStream().iterator();
            SheetRows all = new SheetRows(rows, List.of());
            if (!all.hasNext()) {
                throw RowFormat.unreadable("The first sheet is empty.");
            }
            return new SheetRows(rows, known.read(cells(all.row(), List.of())));
        } catch (Refused refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw broken(broken);
        }
    }

    /** The library unpacks as it goes and would not stop. */
    private static void bounded(byte[] file) throws IOException {
        byte[] piece = new byte[PIECE];
        long unpacked = 0;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    unpacked += drained(in, piece, UNPACKED - unpacked);
                }
            }
        }
    }

    private static long drained(InputStream in, byte[] piece, long most) throws IOException {
        long all = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            all += read;
            if (all > most) {
                throw RowFormat.unreadable("Unpacked, the workbook is larger than " + (UNPACKED >> 20) + " MiB.");
            }
        }
        return all;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && rows.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = rows.next();
                next = row.getFirstNonEmptyCell().isPresent() ? row : null;
            }
            return next != null;
        } catch (RuntimeException broken) {
            throw broken(broken);
        }
    }

    @Override
    public Row next() {
        org.dhatim.fastexcel.reader.Row row = row();
        try {
            return Columns.row(row.getRowNum(), columns, cells(row, columns));
        } catch (RuntimeException _) {
            // A library that meets what it does not know throws whatever it likes.
            return new Row(row.getRowNum(), Json.MAPPER.createObjectNode(), "This row cannot be read.");
        }
    }

    private org.dhatim.fastexcel.reader.Row row() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        org.dhatim.fastexcel.reader.Row row = next;
        next = null;
        return row;
    }

    private static List<String> cells(org.dhatim.fastexcel.reader.Row row, List<Column> columns) {
        List<String> cells = new ArrayList<>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.hasCell(i) ? row.getCell(i) : null;
            cells.add(
                    cell == null
                            ? ""
                            : text(cell, i < columns.size() ? columns.get(i).kind() : null));
        }
        return cells;
    }

    /** A day is a number to a workbook. */
    private static String text(Cell cell, @Nullable Kind kind) {
        boolean number = cell.getType() == CellType.NUMBER;
        if (number && kind == Kind.DATE) {
            return cell.asDate().toLocalDate().toString();
        }
        return number ? cell.asNumber().toPlainString() : cell.getText();
    }

    private static RuntimeException broken(Exception broken) {
        return RowFormat.unreadable("The file is no workbook that can be read: " + broken.getMessage());
    }
}
