package redoubt.bench.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redoubt.bench.load.Run;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/** Every 201 is one event and one row, and there is nothing else. */
final class AppendCheck {

    private final ProductDatabase database;
    private final long after;

    private AppendCheck(ProductDatabase database, long after) {
        this.database = database;
        this.after = after;
    }

    /** Remembers where the log ends before a run. */
    static AppendCheck before(ProductDatabase database) {
        return new AppendCheck(database, database.number("select coalesce(max(position), 0) from event"));
    }

    /** Compares what a run was promised with what is there; the backlog must be drained. */
    void after(Run run, String turn, Report report) {
        if (!run.allWere(201)) {
            report.wrong(turn + ": not every answer was 201, but " + run.statuses());
        }
        var promised = new HashSet<>(run.identifiers());
        if (promised.size() != run.identifiers().size()) {
            report.wrong(turn + ": the same identifier was given twice");
        }
        compare(
                "events",
                "select metadata->>'resource' from event where type = 'risk.created' and position > " + after,
                promised,
                turn,
                report);
        compare("rows", """
            select r.id::text from event e join read.risk r on r.id = (e.metadata->>'resource')::uuid
            where e.type = 'risk.created' and e.position > %d
            """.formatted(after), promised, turn, report);
        long strangers = database.number("""
            select (select count(*) from read.risk)
                - (select count(*) from event where type = 'risk.created')
            """);
        long untagged = database.number("""
            select (select coalesce(sum(cardinality(tags)), 0) from event where position > %d)
                - (select count(*) from event_tag where position > %d)
            """.formatted(after, after));
        if (strangers != 0 || untagged != 0) {
            report.wrong("%s: %d rows too many, %d tag rows missing".formatted(turn, strangers, untagged));
        }
    }

    private void compare(String what, String sql, Set<UUID> promised, String turn, Report report) {
        List<String> found = database.texts(sql);
        var distinct = new HashSet<UUID>();
        found.forEach(id -> distinct.add(UUID.fromString(id)));
        if (found.size() != distinct.size() || !distinct.equals(promised)) {
            report.wrong("%s: %d risks were promised, but there are %d %s of %d risks"
                    .formatted(turn, promised.size(), found.size(), what, distinct.size()));
        }
    }
}
