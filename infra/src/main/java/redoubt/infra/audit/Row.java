package redoubt.infra.audit;

import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redoubt.model.Envelope;
import redoubt.model.EventName;
import redoubt.model.wire.Identifiers;

/**
 * What is kept of an event.
 *
 * @param fields as an array of PostgreSQL is spelt
 * @param before what the fields were that it changed; null if there is nothing to keep
 * @param schema of that; null with it
 */
record Row(
        RawEvent event,
        String resource,
        Envelope envelope,
        String fields,
        @Nullable String before,
        @Nullable Integer schema,
        String search) {

    /** Paths of members have no characters that would have to be escaped. */
    static String array(Collection<String> fields) {
        return "{" + String.join(",", fields) + "}";
    }

    static Statement bind(Statement statement, List<Row> rows) {
        return statement
                .bind("$1", rows.stream().map(row -> row.event().position()).toArray(Long[]::new))
                .bind("$2", texts(rows, row -> row.envelope().organization()))
                .bind("$3", texts(rows, row -> row.event().type()))
                .bind("$4", texts(rows, row -> EventName.noun(row.event().type())))
                .bind("$5", texts(rows, Row::resource))
                .bind("$6", texts(rows, Row::folder))
                .bind(
                        "$7",
                        texts(rows, row -> row.envelope().actor().type().name().toLowerCase(Locale.ROOT)))
                .bind("$8", texts(rows, row -> row.envelope().actor().user()))
                .bind("$9", texts(rows, row -> row.envelope().actor().token()))
                .bind("$10", texts(rows, row -> row.envelope().command()))
                .bind("$11", texts(rows, row -> row.envelope().correlation()))
                .bind("$12", texts(rows, Row::fields))
                .bind("$13", texts(rows, Row::before))
                .bind("$14", numbers(rows))
                .bind("$15", texts(rows, Row::search));
    }

    private @Nullable String folder() {
        String folder = envelope.folder();
        return folder == null ? null : Identifiers.read(folder).orElse(null);
    }

    private static @Nullable String[] texts(List<Row> rows, Function<Row, @Nullable String> column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    private static @Nullable Integer[] numbers(List<Row> rows) {
        @Nullable Integer[] numbers = new Integer[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.get(i).schema();
        }
        return numbers;
    }
}
