package redoubt.query.report;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.model.wire.Naming;
import redoubt.query.grc.AnnualCost;
import redoubt.query.report.ControlSummary.Total;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Viewpoint;

/** Counts controls by everything at once, in one pass. */
final class ControlNumbers {

    /** What {@code grouping(status, category, priority, currency)} says of each set: a bit for what is not in it. */
    private static final int ALL = 0b1111;

    private static final int STATUS = 0b0111;
    private static final int CATEGORY = 0b1011;
    private static final int PRIORITY = 0b1101;

    private static final int PRIORITIES = 4;

    private final Asking asking;

    ControlNumbers(Asking asking) {
        this.asking = asking;
    }

    Mono<ControlSummary> of(Clause where, Viewpoint from) {
        Clause select = Clause.of(
                        "select grouping(c.status, c.category, c.priority, c.currency), c.status, c.category,"
                            + " c.priority, c.currency, count(*), count(*) filter (where c.eta < ?::date and c.status"
                            + " not in ('active', 'deprecated')), count(*) filter (where c.expiry_date < ?::date),"
                            + " trim_scale(round(sum(c.annual_cost), 4)), count(c.cost) from (select t.status,"
                            + " t.category, t.priority, t.cost ->> 'currency' as currency, t.cost, t.eta,"
                            + " t.expiry_date, "
                                + AnnualCost.sql(from.land().dailyRate())
                                + " as annual_cost from read.control t where ",
                        from.today(),
                        from.today())
                .then(where)
                .then(") c group by grouping sets ((), (c.status), (c.category), (c.priority), (c.currency)) order by"
                        + " c.currency nulls last");
        return asking.rows(from.by().organization(), select, Group::read)
                .collect(Tally::new, Tally::add)
                .map(Tally::finish);
    }

    private record Group(
            int set,
            @Nullable String status,
            @Nullable String category,
            @Nullable Integer priority,
            @Nullable String currency,
            long count,
            long overdue,
            long expired,
            @Nullable BigDecimal cost,
            long priced) {

        static Group read(Readable row) {
            return new Group(
                    Objects.requireNonNull(row.get(0, Integer.class)),
                    row.get(1, String.class),
                    row.get(2, String.class),
                    row.get(3, Integer.class),
                    row.get(4, String.class),
                    Objects.requireNonNull(row.get(5, Long.class)),
                    Objects.requireNonNull(row.get(6, Long.class)),
                    Objects.requireNonNull(row.get(7, Long.class)),
                    row.get(8, BigDecimal.class),
                    Objects.requireNonNull(row.get(9, Long.class)));
        }
    }

    /** Not safe for several threads. */
    private static final class Tally {

        private long count;
        private long overdue;
        private long expired;
        private long uncategorized;
        private long unprioritized;
        private final Map<Control.Status, Long> byStatus = zeros(Control.Status.class);
        private final Map<Control.Category, Long> byCategory = zeros(Control.Category.class);
        private final Map<Integer, Long> byPriority = new TreeMap<>();
        private final List<Total> costs = new ArrayList<>();

        Tally() {
            for (int priority = 1; priority <= PRIORITIES; priority++) {
                byPriority.put(priority, 0L);
            }
        }

        private static <E extends Enum<E>> Map<E, Long> zeros(Class<E> type) {
            Map<E, Long> counts = new EnumMap<>(type);
            for (E each : Objects.requireNonNull(type.getEnumConstants())) {
                counts.put(each, 0L);
            }
            return counts;
        }

        void add(Group group) {
            switch (group.set()) {
                case ALL -> {
                    count = group.count();
                    overdue = group.overdue();
                    expired = group.expired();
                }
                case STATUS -> put(byStatus, group.status(), group.count());
                case CATEGORY -> {
                    if (group.category() == null) {
                        uncategorized = group.count();
                    } else {
                        put(byCategory, group.category(), group.count());
                    }
                }
                case PRIORITY -> {
                    if (group.priority() == null) {
                        unprioritized = group.count();
                    } else {
                        byPriority.put(group.priority(), group.count());
                    }
                }
                default -> {
                    if (group.priced() > 0) {
                        costs.add(new Total(group.currency(), Objects.requireNonNull(group.cost())));
                    }
                }
            }
        }

        private static <E extends Enum<E>> void put(Map<E, Long> counts, @Nullable String word, long count) {
            counts.replaceAll((each, before) -> Naming.SNAKE.constant(each).equals(word) ? (Long) count : before);
        }

        ControlSummary finish() {
            return new ControlSummary(
                    count,
                    byStatus,
                    byCategory,
                    uncategorized,
                    byPriority,
                    unprioritized,
                    overdue,
                    expired,
                    List.copyOf(costs));
        }
    }
}
