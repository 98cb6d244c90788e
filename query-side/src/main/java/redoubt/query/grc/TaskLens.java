package redoubt.query.grc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Task;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Derived;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Tasks: seen in the folders where tasks may be viewed; whether they are overdue follows from the calendar. */
public final class TaskLens implements Lens<Task> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("isOverdue", Boolean.class, false),
            new Derived("overdueSince", Instant.class, true),
            new Derived("daysOverdue", Integer.class, false),
            new Derived(Sights.HIDDEN, Map.class, false));

    private static final String OPEN = "t.status in ('pending', 'in_progress')";
    private static final String OVERDUE = "(coalesce(t.due_date < ?::date, false) and " + OPEN + ")";

    private final Table<Task> table = Table.of(Shape.of(Task.class));
    private final List<Term> terms = new ArrayList<>();
    private final ZoneId zone;

    /** The lens, where days begin as they do in that zone. */
    public TaskLens(ZoneId zone) {
        this.zone = zone;
        terms.addAll(Lens.super.terms());
        Term assigned = Terms.personal(
                Terms.listed(table.column(table.shape().field("assignedTo").orElseThrow())));
        terms.replaceAll(term -> term.criterion().name().equals("assignedTo") ? assigned : term);
        terms.addAll(Everywhere.folders("t.folder"));
        terms.add(Terms.flag("isOverdue", from -> Clause.of(OVERDUE, from.today())));
        terms.add(series());
    }

    /** Identifiers that are asked for as such, though they stand in the table as the text they are. */
    private static Term series() {
        Term text = Terms.value("seriesId", Kind.TEXT, false, true, _ -> Clause.of("t.series_id"));
        return Terms.custom(
                Terms.criterion("seriesId", Kind.REF, false, true, List.of()),
                (Condition condition, Viewpoint from) -> text.compile(condition, from));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public List<Term> reserved() {
        return List.of(
                Terms.value("awaited", Kind.DATE, true, true, _ -> Clause.of("t.awaited")),
                Terms.value("warned", Kind.INTEGER, true, false, _ -> Clause.of("coalesce(t.warned, 2147483647)")));
    }

    @Override
    public Table<Task> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent("task"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Task> known) {
        return Optional.of(from.extent("task").contains(known.state().folder().id()));
    }

    @Override
    public Optional<String> place(Ref<Task> ref, Task state) {
        return Optional.of(state.folder().id());
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<Task>> known) {
        return Mono.just(
                known.stream().map(task -> derive(task.state(), from.today())).toList());
    }

    private Map<String, @Nullable Object> derive(Task task, LocalDate today) {
        LocalDate due = task.dueDate();
        // What the log has said holds, also where the clock that stamps it and the one that is looked at differ a
        // little.
        boolean over = due != null && (due.isBefore(today) || task.announcedOverdue());
        LocalDate passed = over && task.status().open() ? due : null;
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put("isOverdue", passed != null);
        derived.put(
                "overdueSince",
                passed == null ? null : passed.plusDays(1).atStartOfDay(zone).toInstant());
        derived.put(
                "daysOverdue",
                passed == null ? 0 : Math.max(1, Math.toIntExact(ChronoUnit.DAYS.between(passed, today))));
        return derived;
    }
}
