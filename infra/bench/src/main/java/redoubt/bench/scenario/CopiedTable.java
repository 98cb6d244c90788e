package redoubt.bench.scenario;

import redoubt.bench.product.ProductDatabase;

/** The limit of rebuilding: the rows of the read table, copied from a file into a table with the same indexes. */
record CopiedTable(ProductDatabase database, String columns, String file) {

    /** Writes the rows of the read table to a file of the server. */
    static CopiedTable of(ProductDatabase database) {
        var columns = String.join(", ", database.texts("""
            select quote_ident(column_name) from information_schema.columns
            where table_schema = 'read' and table_name = 'risk' and is_generated = 'NEVER'
            order by ordinal_position
            """));
        var file = database.texts("show data_directory").getFirst() + "/bench_rows";
        database.execute("create schema bench");
        database.execute("copy read.risk (%s) to '%s' (format binary)".formatted(columns, file));
        return new CopiedTable(database, columns, file);
    }

    /** Copies them into an empty table, and says how many rows that were per second. */
    double rate() {
        database.execute("create table bench.risk (like read.risk including all)");
        long start = System.nanoTime();
        database.execute("copy bench.risk (%s) from '%s' (format binary)".formatted(columns, file));
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = database.number("select count(*) from bench.risk");
        database.execute("drop table bench.risk");
        return rows / seconds;
    }
}
