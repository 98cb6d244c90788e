package redoubt.query.projection;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;
import redoubt.query.projection.Parking.Parked;
import redoubt.query.table.Column;
import redoubt.query.table.Table;
import tools.jackson.core.JsonGenerator;

/** Rows as a JSON array whose members are named like the columns; the database knows the types. */
final class RowJson {

    private RowJson() {}

    static String rows(Consumer<JsonGenerator> rows) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartArray();
            rows.accept(out);
            out.writeEndArray();
        }
        return text.toString();
    }

    /** A whole row. */
    static <R> void whole(Table<R> table, NetEffect<R> effect, Known<R> known, JsonGenerator out) {
        out.writeStartObject();
        text("id", known.ref().id(), out);
        text("org", effect.organization(), out);
        out.writeName("version");
        out.writeNumber(known.version());
        text("created_at", Moments.print(known.createdAt()), out);
        text("updated_at", Moments.print(known.updatedAt()), out);
        text("created_by", known.createdBy(), out);
        text("updated_by", known.updatedBy(), out);
        for (Column column : table.columns()) {
            member(column, value(column, known.state()), out);
        }
        out.writeEndObject();
    }

    /** The columns that change, with what of the envelope changes with them. */
    static <R> void changed(List<Column> columns, NetEffect<R> effect, JsonGenerator out) {
        out.writeStartObject();
        text("id", effect.ref().id(), out);
        out.writeName("version");
        out.writeNumber(effect.last().envelope().version());
        text("updated_at", Moments.print(effect.last().envelope().at()), out);
        text("updated_by", effect.last().envelope().actor().user(), out);
        for (Column column : columns) {
            member(column, patched(column, effect), out);
        }
        out.writeEndObject();
    }

    /** An event that is set aside. */
    static void parked(Parked parked, JsonGenerator out) {
        out.writeStartObject();
        text("noun", parked.ref().noun(), out);
        text("resource", parked.ref().id(), out);
        out.writeName("position");
        out.writeNumber(parked.position());
        text("type", parked.type(), out);
        text("failure", parked.failure(), out);
        out.writeName("attempts");
        out.writeNumber(parked.failure() == null ? 0 : 1);
        out.writeEndObject();
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable Object value(Column column, R state) {
        return ((Field<R, ?>) column.field()).of(state);
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable Object patched(Column column, NetEffect<R> effect) {
        return effect.patch().get((Field<R, ?>) column.field());
    }

    private static void member(Column column, @Nullable Object value, JsonGenerator out) {
        if (value != null) {
            out.writeName(column.name());
            Codec.<Object>of(column.field().type()).write(value, out, Naming.EVENT);
        }
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value != null) {
            out.writeName(name);
            out.writeString(value);
        }
    }
}
