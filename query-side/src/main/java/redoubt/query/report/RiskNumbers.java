package redoubt.query.report;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.wire.Naming;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Viewpoint;

/** Counts risks by everything at once, in one pass over their index. */
final class RiskNumbers {

    /** What {@code grouping(status, treatment, severity, risk_matrix)} says of each set: a bit for what is not in it. */
    private static final int ALL = 0b1111;

    private static final int STATUS = 0b0111;
    private static final int TREATMENT = 0b1011;
    private static final int SEVERITY = 0b1101;

    private final Asking asking;

    RiskNumbers(Asking asking) {
        this.asking = asking;
    }

    Mono<RiskSummary> of(Clause where, Viewpoint from) {
        Clause select = Clause.of(
                        "select grouping(t.status, t.treatment, t.severity, t.risk_matrix), t.status, t.treatment,"
                            + " t.severity, t.risk_matrix, t.likelihood, t.impact, count(*), count(*) filter (where"
                            + " t.due_date < ?::date and t.status in ('open', 'in_progress')) from read.risk t where ",
                        from.today())
                .then(where)
                .then(" group by grouping sets ((), (t.status), (t.treatment), (t.severity),"
                        + " (t.risk_matrix, t.likelihood, t.impact))");
        return asking.rows(from.by().organization(), select, Group::read)
                .collect(Tally::new, Tally::add)
                .map(tally -> tally.finish(from));
    }

    private record Group(
            int set,
            @Nullable String status,
            @Nullable String treatment,
            @Nullable String severity,
            @Nullable UUID matrix,
            @Nullable Integer likelihood,
            @Nullable Integer impact,
            long count,
            long overdue) {

        static Group read(Readable row) {
            return new Group(
                    Objects.requireNonNull(row.get(0, Integer.class)),
                    row.get(1, String.class),
                    row.get(2, String.class),
                    row.get(3, String.class),
                    row.get(4, UUID.class),
                    row.get(5, Integer.class),
                    row.get(6, Integer.class),
                    Objects.requireNonNull(row.get(7, Long.class)),
                    Objects.requireNonNull(row.get(8, Long.class)));
        }
    }

    /** Not safe for several threads. */
    private static final class Tally {

        private long count;
        private long overdue;
        private final Map<Risk.Status, Long> byStatus = new EnumMap<>(Risk.Status.class);
        private final Map<Risk.Treatment, Long> byTreatment = new EnumMap<>(Risk.Treatment.class);
        private final Map<String, Long> bySeverity = new TreeMap<>();
        private final Map<UUID, List<Group>> cells = new HashMap<>();

        void add(Group group) {
            switch (group.set()) {
                case ALL -> {
                    count = group.count();
                    overdue = group.overdue();
                }
                case STATUS -> put(byStatus, Risk.Status.values(), group.status(), group.count());
                case TREATMENT -> put(byTreatment, Risk.Treatment.values(), group.treatment(), group.count());
                case SEVERITY -> {
                    if (group.severity() != null) {
                        bySeverity.put(group.severity(), group.count());
                    }
                }
                default -> {
                    if (group.matrix() != null) {
                        cells.computeIfAbsent(group.matrix(), _ -> new ArrayList<>())
                                .add(group);
                    }
                }
            }
        }

        private static <E extends Enum<E>> void put(Map<E, Long> counts, E[] all, @Nullable String word, long count) {
            for (E each : all) {
                if (Naming.SNAKE.constant(each).equals(word)) {
                    counts.put(each, count);
                }
            }
        }

        RiskSummary finish(Viewpoint from) {
            for (Risk.Status status : Risk.Status.values()) {
                byStatus.putIfAbsent(status, 0L);
            }
            for (Risk.Treatment treatment : Risk.Treatment.values()) {
                byTreatment.putIfAbsent(treatment, 0L);
            }
            return new RiskSummary(count, byStatus, bySeverity, byTreatment, heatmap(from), overdue);
        }

        private @Nullable List<List<Long>> heatmap(Viewpoint from) {
            if (cells.size() != 1) {
                return null;
            }
            Map.Entry<UUID, List<Group>> only = cells.entrySet().iterator().next();
            return from.land()
                    .matrix(only.getKey().toString())
                    .map(matrix -> filled(matrix.state().definition(), only.getValue()))
                    .orElse(null);
        }

        private static List<List<Long>> filled(RiskMatrix.Definition definition, List<Group> groups) {
            List<List<Long>> rows = new ArrayList<>();
            definition
                    .probability()
                    .forEach(_ -> rows.add(new ArrayList<>(
                            Collections.nCopies(definition.impact().size(), 0L))));
            for (Group group : groups) {
                if (group.likelihood() != null && group.impact() != null) {
                    rows.get(group.likelihood() - 1).set(group.impact() - 1, group.count());
                }
            }
            return rows;
        }
    }
}
