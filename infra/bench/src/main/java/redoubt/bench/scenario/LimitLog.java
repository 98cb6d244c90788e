package redoubt.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.limit.Pgbench.Figures;
import redoubt.bench.product.LoggedRisk;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/** A second database on the program's server with the program's own tables, into which pgbench appends. */
final class LimitLog {

    private static final String NAME = "bench_limit";
    private static final String SCHEMA = "infra/src/main/resources/schema/001_event_log.sql";

    private final ProductDatabase database;
    private final Pgbench pgbench;
    private final String transaction;
    private final String statement;
    private final int tags;

    private LimitLog(ProductDatabase database, Pgbench pgbench, String transaction, String statement, int tags) {
        this.database = database;
        this.pgbench = pgbench;
        this.transaction = transaction;
        this.statement = statement;
        this.tags = tags;
    }

    static LimitLog beside(ProductDatabase product, Stage stage, Path work, List<String> folders, String sampleId) {
        product.execute("create database " + NAME);
        var database = product.database(NAME);
        database.execute(text(stage.root().resolve(SCHEMA)));
        database.execute("create sequence " + AppendScript.SEQUENCE);
        var sample = LoggedRisk.of(sampleId, product);
        return new LimitLog(
                database,
                new Pgbench(database.server(), work),
                AppendScript.of(sample, sampleId, folders),
                AppendScript.inOneStatement(sample, sampleId, folders),
                sample.tags().size());
    }

    /** Fills it until it holds so many events. */
    Duration fill(SyntheticRisks risks, int events) {
        var loaded = new BulkLoad(database, risks).upTo(events);
        database.execute("select setval('" + AppendScript.SEQUENCE + "', (select max(position) from event))");
        database.execute("vacuum (analyze) event, event_tag");
        return loaded;
    }

    /** Makes another database of the server that begins with what stands in this one. */
    ProductDatabase copy(String name) {
        database.database("postgres").execute("create database " + name + " template " + NAME);
        return database.database(name);
    }

    /** Appends for that time, an event in a transaction, and checks that everything which was counted is there. */
    Figures run(int clients, Pace pace, Report report) {
        return run(transaction, clients, pace, report);
    }

    /** The same with an event in a statement. */
    Figures runInOneStatement(int clients, Pace pace, Report report) {
        return run(statement, clients, pace, report);
    }

    private Figures run(String script, int clients, Pace pace, Report report) {
        long events = events();
        long rows = database.number("select count(*) from event_tag");
        var figures = pgbench.run("append", script, clients, pace.slice());
        long newEvents = events() - events;
        long newRows = database.number("select count(*) from event_tag") - rows;
        if (newEvents != figures.done() || newRows != tags * newEvents) {
            report.wrong("pgbench counted %d transactions, but wrote %d events and %d tag rows"
                    .formatted(figures.done(), newEvents, newRows));
        }
        return figures;
    }

    /** How many events it holds. */
    long events() {
        return database.number("select count(*) from event");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            throw new UncheckedIOException("The tables of the log are not where they were: " + file, absent);
        }
    }
}
