package redoubt.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import redoubt.bench.product.LoggedRisk;
import redoubt.bench.product.ProductDatabase;

/**
 * Copies events straight into the tables of the log, as another node of the program might append them: under the lock of
 * the log, in one transaction, with positions that go on where the log ends, and announced like any other append.
 */
final class BulkLoad {

    private static final int BATCH = 5_000;
    private static final String LOCK = "select pg_advisory_xact_lock(4993446653023372)";
    private static final String EVENTS =
            "copy event (position, id, type, version, at, tags, payload, metadata) from stdin";
    private static final String TAGS = "copy event_tag (tag, position, type) from stdin";

    private final ProductDatabase database;
    private final SyntheticRisks risks;

    BulkLoad(ProductDatabase database, SyntheticRisks risks) {
        this.database = database;
        this.risks = risks;
    }

    /** Loads until there are so many risks, and says how long that took. */
    Duration upTo(int size) {
        long start = System.nanoTime();
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            ask(connection, LOCK);
            long missing =
                    size - Long.parseLong(ask(connection, "select count(*) from event where type = 'risk.created'"));
            long head = Long.parseLong(ask(connection, "select coalesce(max(position), 0) from event"));
            long last = Long.parseLong(
                    ask(connection, "select (extract(epoch from coalesce(max(at), now())) * 1e6)::bigint from event"));
            for (long done = 0; done < missing; done += BATCH) {
                copy(connection, batch((int) Math.min(BATCH, missing - done), head + done + 1), last - head);
            }
            ask(connection, "select pg_notify('event_log', '" + (head + missing) + "')");
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("The events could not be loaded", failed);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<LoggedRisk> batch(int size, long first) {
        var batch = new ArrayList<LoggedRisk>(size);
        for (int i = 0; i < size; i++) {
            var risk = risks.next();
            batch.add(new LoggedRisk(
                    first + i, risk.type(), risk.version(), risk.tags(), risk.payload(), risk.metadata()));
        }
        return batch;
    }

    private static void copy(Connection connection, List<LoggedRisk> batch, long origin) throws SQLException {
        var events = new StringBuilder(batch.size() * 1_024);
        var tags = new StringBuilder(batch.size() * 256);
        for (var risk : batch) {
            var list = "{\"" + String.join("\",\"", risk.tags()) + "\"}";
            // Microseconds apart: the instants of a log never fall, and orders by creation have no ties.
            var at = Instant.EPOCH.plus(origin + risk.position(), ChronoUnit.MICROS);
            line(
                    events,
                    risk.position(),
                    new UUID(risk.position(), ~risk.position()),
                    risk.type(),
                    risk.version(),
                    at,
                    list,
                    risk.payload(),
                    risk.metadata());
            risk.tags().forEach(tag -> line(tags, tag, risk.position(), risk.type()));
        }
        send(connection, EVENTS, events);
        send(connection, TAGS, tags);
    }

    private static void line(StringBuilder lines, Object... values) {
        for (int i = 0; i < values.length; i++) {
            var text = values[i]
                    .toString()
                    .replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n");
            lines.append(i == 0 ? "" : "\t").append(text);
        }
        lines.append('\n');
    }

    private static void send(Connection connection, String copy, StringBuilder lines) throws SQLException {
        var in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        in.writeToCopy(bytes, 0, bytes.length);
        in.endCopy();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            var text = row.getString(1);
            return text == null ? "" : text;
        }
    }
}
