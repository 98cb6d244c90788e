package redoubt.bench.scenario;

import java.nio.file.Path;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.limit.Pgbench.Figures;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/** The limit of updating what everybody updates: pgbench reads a row, and then changes it if it has the version read. */
final class HotRows {

    private static final String NAME = "bench_limit";

    /** The program's PostgreSQL takes a hundred connections, and the program has some: it serves any number of clients by few. */
    private static final int MOST_CLIENTS = 64;

    private static final String VERSIONS = "select sum(version) from hot";

    private final ProductDatabase database;
    private final Pgbench pgbench;
    private final String script;

    private HotRows(ProductDatabase database, Pgbench pgbench, String script) {
        this.database = database;
        this.pgbench = pgbench;
        this.script = script;
    }

    /** A second database on the program's server with that many rows. */
    static HotRows beside(ProductDatabase product, Path work, int rows) {
        product.execute("create database " + NAME);
        var database = product.database(NAME);
        database.execute("""
            create table hot (id int primary key, version bigint not null, description text not null);
            insert into hot select id, 1, 'As it was.' from generate_series(1, %d) as id;
            """.formatted(rows));
        var script = """
            \\set id random(1, %d)
            select version, description from hot where id = :id \\gset
            update hot set version = version + 1, description = 'Change ' || :version || ' of this run.' \
            where id = :id and version = :version;
            """.formatted(rows);
        return new HotRows(database, new Pgbench(database.server(), work), script);
    }

    /**
     * Updates for that time, with so many clients or as many as the server can have.
     *
     * @return how many updates met the version that they were meant for, per second, and the mean latency of read and update
     */
    Figures run(int clients, Pace pace, Report report) {
        long before = database.number(VERSIONS);
        var figures = pgbench.run("hot", script, Math.min(clients, MOST_CLIENTS), pace.slice());
        long accepted = database.number(VERSIONS) - before;
        if (accepted < 1 || accepted > figures.done()) {
            report.wrong("pgbench made %d updates in %d transactions".formatted(accepted, figures.done()));
        }
        return new Figures(figures.rate() * accepted / figures.done(), figures.latency(), accepted);
    }
}
