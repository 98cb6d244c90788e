package redoubt.query.table;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Secret;
import redoubt.model.Shape;

/** The table of a resource: the envelope, then a column for each component that may be read. Immutable. */
public final class Table<R> {

    /** The schema that all tables live in. */
    public static final String SCHEMA = "read";

    /** The columns that stand in every table before its own, as they are declared. */
    public static final String ENVELOPE = "id uuid primary key, org uuid not null, version bigint not null,"
            + " created_at timestamptz not null, updated_at timestamptz not null, created_by uuid, updated_by uuid,";

    private static final List<String> ALWAYS =
            List.of("id", "version", "created_at", "updated_at", "created_by", "updated_by");
    private static final int FIRST = ALWAYS.size();

    private final Shape<R> shape;
    private final List<Column> columns;

    private Table(Shape<R> shape) {
        this.shape = shape;
        this.columns = shape.fields().stream()
                .filter(field -> !field.is(Secret.class))
                .map(Column::new)
                .toList();
    }

    /** The table of that resource. */
    public static <R> Table<R> of(Shape<R> shape) {
        return new Table<>(shape);
    }

    /** The resource. */
    public Shape<R> shape() {
        return shape;
    }

    /** Its own columns, in the order of the record. */
    public List<Column> columns() {
        return columns;
    }

    /** The column of a component. */
    public Column column(Field<?, ?> field) {
        return columns.stream()
                .filter(column -> column.field().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + " has no column"));
    }

    /** The quoted, qualified name of the table. */
    public String name() {
        return name(SCHEMA);
    }

    /** The same in another schema, where a table is filled before it takes its place. */
    public String name(String schema) {
        return schema + ".\"" + shape.noun() + "\"";
    }

    /** The view in which rows are looked for by what row security keeps from its index. */
    public String found() {
        return SCHEMA + ".\"" + shape.noun() + "_found\"";
    }

    /** What a select lists so that {@link #read} understands its rows. */
    public String selected(String alias) {
        return Stream.concat(
                        ALWAYS.stream().map(column -> alias + "." + column),
                        columns.stream().map(column -> column.selected(alias)))
                .collect(Collectors.joining(", "));
    }

    /** What a select lists to tell no more than which rows there are, and in which version each. */
    public static String heading(String alias) {
        return "%1$s.id, %1$s.version, %1$s.updated_at".formatted(alias);
    }

    /** How many columns {@link #selected} lists; further ones begin at this index. */
    public int width() {
        return FIRST + columns.size();
    }

    /** The resource that a row holds. */
    public Known<R> read(Readable row) {
        @Nullable Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            values[column.field().index()] = column.read(row, FIRST + i);
        }
        return new Known<>(
                shape.ref(Objects.requireNonNull(row.get(0, UUID.class)).toString()),
                shape.build(values),
                Objects.requireNonNull(row.get(1, Long.class)),
                Objects.requireNonNull(row.get(2, Instant.class)),
                Objects.requireNonNull(row.get(3, Instant.class)),
                text(row.get(4, UUID.class)),
                text(row.get(5, UUID.class)));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
