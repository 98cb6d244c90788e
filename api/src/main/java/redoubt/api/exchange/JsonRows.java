package redoubt.api.exchange;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import redoubt.api.http.JsonText;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;

/** Lines of JSON. Empty lines are passed over. */
final class JsonRows implements Iterator<Row> {

    private final byte[] file;
    private int begin;
    private long number = 1;

    JsonRows(byte[] file) {
        this.file = file;
    }

    @Override
    public boolean hasNext() {
        while (begin < file.length && isSpace(file[begin])) {
            number += file[begin] == '\n' ? 1 : 0;
            begin++;
        }
        return begin < file.length;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int end = begin;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        byte[] line = Arrays.copyOfRange(file, begin, end);
        begin = end;
        try {
            return new Row(number, JsonText.readObject(line), null);
        } catch (Refused _) {
            return new Row(number, Json.MAPPER.createObjectNode(), "This line is no JSON object.");
        }
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }
}
