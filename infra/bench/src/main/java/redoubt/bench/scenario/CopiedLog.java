package redoubt.bench.scenario;

import java.util.List;
import redoubt.bench.product.ProductDatabase;

/** The limit of importing: the newest events and their tags, copied from files into tables with the same indexes. */
record CopiedLog(ProductDatabase database, String directory) {

    private static final List<String> TABLES = List.of("event", "event_tag");

    /** Writes the events after a position to files of the server. */
    static CopiedLog after(ProductDatabase database, long position) {
        var directory = database.texts("show data_directory").getFirst();
        database.execute("create schema if not exists bench");
        for (var table : TABLES) {
            database.execute("copy (select * from %s where position > %d) to '%s/bench_%s' (format binary)"
                    .formatted(table, position, directory, table));
        }
        return new CopiedLog(database, directory);
    }

    /** Copies them into empty tables, and says how many events that were per second. */
    double rate() {
        for (var table : TABLES) {
            database.execute("create table bench.%1$s (like %1$s including all)".formatted(table));
        }
        long start = System.nanoTime();
        for (var table : TABLES) {
            database.execute("copy bench.%1$s from '%2$s/bench_%1$s' (format binary)".formatted(table, directory));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long events = database.number("select count(*) from bench.event");
        TABLES.forEach(table -> database.execute("drop table bench." + table));
        return events / seconds;
    }
}
