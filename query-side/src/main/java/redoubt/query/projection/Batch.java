package redoubt.query.projection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.model.Unfolding;
import redoubt.query.projection.Parking.Parked;
import redoubt.query.table.Column;
import redoubt.query.table.Table;

/**
 * Consecutive events as one SQL statement. Each row is written once, whatever happened to it on the way: rows of one
 * table that come into being are one insert, rows whose same columns change are one update, rows that go are one delete.
 * The parts touch different rows, so it does not matter that they all see the same snapshot. Not safe for several threads.
 */
final class Batch {

    /** The channel on which nodes tell one another how far the tables are. */
    static final String CHANNEL = "redoubt_read";

    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final Map<String, Long> touched = new LinkedHashMap<>();

    private Batch() {}

    /**
     * The rows that these events change, in the tables of a schema; events of resources without a table are passed over.
     *
     * @param parked what is set aside
     */
    static Batch of(List<Event<?>> events, List<Parked> parked, Map<String, Table<?>> tables, String schema) {
        Batch batch = new Batch();
        if (!parked.isEmpty()) {
            batch.parts.add(batch.parking(parked));
        }
        Map<String, Map<Ref<?>, NetEffect<?>>> effects = new LinkedHashMap<>();
        // All that one event says is in one batch, because the mark moves on to its position as a whole.
        for (Event<?> event : unfolded(events)) {
            String noun = event.ref().noun();
            if (tables.containsKey(noun)) {
                batch.touched.put(noun, event.position());
                Map<Ref<?>, NetEffect<?>> of = effects.computeIfAbsent(noun, _ -> new LinkedHashMap<>());
                NetEffect<?> known = of.get(event.ref());
                if (known == null) {
                    of.put(event.ref(), NetEffect.of(event));
                } else {
                    known.then(event);
                }
            }
        }
        effects.forEach((noun, of) -> batch.add(Objects.requireNonNull(tables.get(noun)), of.values(), schema));
        return batch;
    }

    private static List<Event<?>> unfolded(List<Event<?>> events) {
        List<Event<?>> unfolded = new ArrayList<>();
        events.forEach(event -> unfolded.addAll(Unfolding.of(event)));
        return unfolded;
    }

    /** By noun, the position of the last event that changed rows. */
    Map<String, Long> touched() {
        return touched;
    }

    /** The statement that writes the rows and nothing else; there must be some. */
    Statement rows(Connection connection) {
        return bound(connection, String.join(", ", parts), "select 1");
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The statement that writes the rows, moves the mark in the same transaction, and tells the other nodes after it. */
    Statement marked(Connection connection, Mark mark) {
        List<String> all = new ArrayList<>(parts);
        all.add("moved as (update read.mark set position = " + bind(mark.position()) + ", epochs = "
                + bind(mark.epochsJson()) + "::jsonb where name = 'read')");
        return bound(
                connection, String.join(", ", all), "select pg_notify('" + CHANNEL + "', " + bind(mark.text()) + ")");
    }

    private Statement bound(Connection connection, String with, String then) {
        Statement statement = connection.createStatement("with " + with + " " + then);
        for (int i = 0; i < values.size(); i++) {
            statement.bind(i, values.get(i));
        }
        return statement;
    }

    private String parking(List<Parked> parked) {
        String json = RowJson.rows(out -> parked.forEach(each -> RowJson.parked(each, out)));
        return next() + " as (insert into read.parked_event (noun, resource, position, type, failure, attempts)"
                + " select noun, resource, position, type, failure, attempts from jsonb_populate_recordset("
                + "null::read.parked_event, " + bind(json) + "::jsonb) on conflict do nothing)";
    }

    @SuppressWarnings("unchecked")
    private <R> void add(Table<R> table, Iterable<NetEffect<?>> of, String schema) {
        List<NetEffect<R>> born = new ArrayList<>();
        List<NetEffect<R>> reborn = new ArrayList<>();
        List<UUID> gone = new ArrayList<>();
        Map<List<Column>, List<NetEffect<R>>> amended = new LinkedHashMap<>();
        for (NetEffect<?> each : of) {
            NetEffect<R> effect = (NetEffect<R>) each;
            if (effect.born() != null) {
                (effect.gone() ? reborn : born).add(effect);
            } else if (effect.gone()) {
                gone.add(UUID.fromString(effect.ref().id()));
            } else if (effect.amended()) {
                amended.computeIfAbsent(changed(table, effect), _ -> new ArrayList<>())
                        .add(effect);
            }
        }
        String name = table.name(schema);
        if (!born.isEmpty()) {
            parts.add(insert(table, name, born, ""));
        }
        if (!reborn.isEmpty()) {
            parts.add(insert(table, name, reborn, instead(table)));
        }
        amended.forEach((columns, effects) -> parts.add(update(name, columns, effects)));
        if (!gone.isEmpty()) {
            parts.add(
                    next() + " as (delete from " + name + " where id = any(" + bind(gone.toArray(UUID[]::new)) + "))");
        }
    }

    private static <R> List<Column> changed(Table<R> table, NetEffect<R> effect) {
        List<Column> changed = new ArrayList<>();
        effect.patch().forEach((field, _) -> table.columns().stream()
                .filter(column -> column.field().equals(field))
                .forEach(changed::add));
        return changed;
    }

    private <R> String insert(Table<R> table, String name, List<NetEffect<R>> born, String conflict) {
        String columns = String.join(", ", columns(table));
        String json = RowJson.rows(out ->
                born.forEach(effect -> RowJson.whole(table, effect, Objects.requireNonNull(effect.born()), out)));
        return next() + " as (insert into " + name + " (" + columns + ") select " + columns
                + " from jsonb_populate_recordset(null::" + name + ", " + bind(json) + "::jsonb)" + conflict + ")";
    }

    private static List<String> columns(Table<?> table) {
        List<String> columns = new ArrayList<>(
                List.of("id", "org", "version", "created_at", "updated_at", "created_by", "updated_by"));
        table.columns().forEach(column -> columns.add("\"" + column.name() + "\""));
        return columns;
    }

    /** The new row in place of the one that was there. */
    private static String instead(Table<?> table) {
        return columns(table).stream()
                .filter(column -> !column.equals("id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", ", " on conflict (id) do update set ", ""));
    }

    private <R> String update(String name, List<Column> columns, List<NetEffect<R>> effects) {
        String set = "version = x.version, updated_at = x.updated_at, updated_by = x.updated_by"
                + columns.stream()
                        .map(column -> ", \"" + column.name() + "\" = x.\"" + column.name() + "\"")
                        .collect(Collectors.joining());
        String json = RowJson.rows(out -> effects.forEach(effect -> RowJson.changed(columns, effect, out)));
        return next() + " as (update " + name + " t set " + set + " from jsonb_populate_recordset(null::" + name + ", "
                + bind(json) + "::jsonb) x where t.id = x.id)";
    }

    private String next() {
        return "w" + parts.size();
    }

    private String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
