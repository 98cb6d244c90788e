package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Control;
import redoubt.grc.Task;
import redoubt.grc.Task.Announced;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Page;
import redoubt.query.Running;
import redoubt.query.Tenant;

/** What the clock asks of tasks, and that nobody else does. */
class TaskLensTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 15);

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private Running running;

    @BeforeEach
    void start() {
        task("late", DAY.minusDays(1), null);
        task("today", DAY, null);
        task("soon", DAY.plusDays(3), 7);
        task("done with", null, null);
        running = new Running(log).caughtUp();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void task(String name, LocalDate awaited, Integer warned) {
        Ref<Task> ref = Tenant.fresh(Task.class);
        acme.append(
                ref,
                new Created<>(Patch.of(Task.class)
                        .set(Task::name, name)
                        .set(Task::folder, acme.root)
                        .set(Task::dueDate, DAY)
                        .set(Task::awaited, awaited)
                        .set(Task::warned, warned)
                        .set(Task::announced, warned == null ? List.of() : List.of(new Announced(DAY, warned)))
                        .create()),
                acme.root);
    }

    private Condition where(String name, Lookup lookup, Object value) {
        Criterion criterion = running.side.queries().reserved(Shape.of(Task.class), name);
        return new Condition(criterion, lookup, List.of(value), false);
    }

    private List<String> found(Condition... where) {
        Page<Task> page =
                running.answer(running.side.queries().page(Tenant.query(Task.class, acme.administrator(), where)));
        return page.items().stream().map(sight -> sight.known().state().name()).toList();
    }

    @Test
    void theClockFindsWhatItWaitsFor() {
        assertThat(found(where("awaited", Lookup.LT, DAY))).containsExactly("late");
        assertThat(found(
                        where("awaited", Lookup.GTE, DAY),
                        where("awaited", Lookup.LTE, DAY.plusDays(7)),
                        where("warned", Lookup.GT, 7L)))
                .containsExactly("today");
        assertThat(found(
                        where("awaited", Lookup.GTE, DAY),
                        where("awaited", Lookup.LTE, DAY.plusDays(7)),
                        where("warned", Lookup.GT, 1L)))
                .containsExactly("today", "soon");
    }

    @Test
    void nobodyElseIsOfferedWhatTheClockAsks() {
        assertThat(running.side.queries().criteria(Shape.of(Task.class)).stream()
                        .map(Criterion::name))
                .contains("dueDate", "isOverdue", "seriesId", "assignedTo")
                .doesNotContain("awaited", "warned");
    }

    @Test
    void aTaskIsOverdueSinceTheFirstMomentAfterItsDay() {
        var sights = running.answer(running.side.queries().page(Tenant.query(Task.class, acme.administrator())))
                .items();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(sights).allSatisfy(sight -> {
            assertThat(sight.derived()).containsEntry("isOverdue", today.isAfter(DAY));
            assertThat(sight.derived())
                    .containsEntry("overdueSince", today.isAfter(DAY) ? Instant.parse("2026-06-16T00:00:00Z") : null);
        });
    }

    @Test
    void aControlThatOnlyATaskNamesIsSomebodys() {
        Ref<Control> alarm = Tenant.fresh(Control.class);
        acme.append(
                alarm,
                new Created<>(Patch.of(Control.class)
                        .set(Control::name, "Alarm")
                        .set(Control::folder, acme.root)
                        .create()),
                acme.root);
        Criterion linked = running.side.queries().criteria(Shape.of(Control.class)).stream()
                .filter(each -> each.name().equals("linked"))
                .findFirst()
                .orElseThrow();
        Condition byTasks =
                new Condition(linked, Lookup.AMONG, List.of(linked.choices().getLast()), false);
        Condition byNobody = new Condition(linked, Lookup.AMONG, List.of(), true);
        assertThat(controls(byTasks)).isEmpty();
        assertThat(controls(byNobody)).containsExactly(alarm);

        acme.append(
                Tenant.fresh(Task.class),
                new Created<>(Patch.of(Task.class)
                        .set(Task::name, "Test it")
                        .set(Task::folder, acme.root)
                        .set(Task::appliedControls, List.of(alarm))
                        .create()),
                acme.root);
        assertThat(controls(byTasks)).containsExactly(alarm);
        assertThat(controls(byNobody)).isEmpty();
    }

    private List<Ref<Control>> controls(Condition where) {
        Page<Control> page =
                running.answer(running.side.queries().page(Tenant.query(Control.class, acme.administrator(), where)));
        return page.items().stream().map(sight -> sight.known().ref()).toList();
    }
}
