package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Control;
import redoubt.grc.Control.Cost;
import redoubt.grc.Control.Effort;
import redoubt.grc.Control.Outlay;
import redoubt.grc.Control.Status;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.identity.Settings;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Moment;
import redoubt.query.Order;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;

/** Controls as lists and readers see them, with the risks that name them. */
class ControlLensTest {

    private static final BigDecimal RATE = Settings.DAILY_RATE;
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Running running =
            new Running(log, Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneId.of("UTC")), ZoneId.of("UTC"));
    private final Ref<Control> keys = control("Keys", acme.root);
    private final Ref<Control> locks = control("Locks", acme.root);
    private final Ref<Risk> theft =
            acme.risk("Theft", acme.root, patch -> rated(patch, 5, 5, 2, 3).set(Risk::appliedControls, List.of(keys)));
    private final Ref<Risk> fraud = acme.risk("Fraud", sales, patch -> rated(patch, 4, 3, 3, 4)
            .set(Risk::appliedControls, List.of(keys))
            .set(Risk::existingAppliedControls, List.of(locks)));

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aControlShowsTheRisksThatNameItAndWhatItIsWorth() {
        acme.change(keys, patch -> patch.set(Control::effort, Effort.MEDIUM));
        assertThat(seen(acme.administrator(), keys))
                .containsEntry("risks", List.of(theft, fraud))
                .containsEntry("existingForRisks", List.of())
                .containsEntry(
                        "rankingScore",
                        BigDecimal.valueOf(gain(theft) + gain(fraud))
                                .divide(BigDecimal.valueOf(3), 4, java.math.RoundingMode.HALF_UP)
                                .stripTrailingZeros())
                .containsEntry("hiddenReferences", Map.of());
        assertThat(seen(acme.administrator(), locks))
                .containsEntry("risks", List.of())
                .containsEntry("existingForRisks", List.of(fraud));
    }

    @Test
    void risksOutOfSightAreCountedAndDoNotCount() {
        acme.change(keys, patch -> patch.set(Control::effort, Effort.EXTRA_SMALL));
        acme.change(fraud, patch -> patch.set(Risk::folder, acme.folder("North", acme.root)));
        Principal root = acme.principal(acme.user("rita@example.org"), new Grant(Role.READER, acme.root.id(), false));
        assertThat(seen(root, keys))
                .containsEntry("risks", List.of(theft))
                .containsEntry("rankingScore", BigDecimal.valueOf(gain(theft)))
                .containsEntry("hiddenReferences", Map.of("risks", 1));
        assertThat(seen(root, locks))
                .containsEntry("existingForRisks", List.of())
                .containsEntry("hiddenReferences", Map.of("existingForRisks", 1));
        assertThat(names(root, condition("risks", Lookup.AMONG, fraud.id()))).isEmpty();
        assertThat(names(root, condition("risks", Lookup.AMONG, theft.id()))).containsExactly("Keys");
    }

    @Test
    void thePastIsToldByTheLog() {
        long before = log.last();
        acme.change(theft, patch -> patch.set(Risk::appliedControls, List.of())
                .set(Risk::existingAppliedControls, List.of(keys)));
        acme.delete(fraud);
        long after = log.last();
        assertThat(then(keys, before))
                .containsEntry("risks", inOrder(theft, fraud))
                .containsEntry("existingForRisks", List.of());
        assertThat(then(keys, after))
                .containsEntry("risks", List.of())
                .containsEntry("existingForRisks", List.of(theft));
    }

    @Test
    void aRiskWarnsOfControlsThatItCountsOnNowAndThen() {
        assertThat(warnings(fraud)).contains("existing_control_not_active");
        long then = log.last();
        acme.change(locks, patch -> patch.set(Control::status, Status.ACTIVE));
        assertThat(warnings(fraud)).doesNotContain("existing_control_not_active");
        assertThat(running.answer(running.side
                                .queries()
                                .describe(
                                        acme.administrator(),
                                        List.of(log.known(fraud)),
                                        new Moment(then, Instant.now())))
                        .getFirst()
                        .derived()
                        .get("warnings"))
                .asString()
                .contains("existing_control_not_active");
    }

    @Test
    void controlsAreFoundByWhatNamesThem() {
        control("Alarm", acme.root);
        assertThat(names(condition("linked", Lookup.AMONG, link()))).containsExactly("Keys", "Locks");
        assertThat(names(unset("linked"))).containsExactly("Alarm");
        assertThat(names(condition("linked", Lookup.NOT, link()))).containsExactly("Alarm");
        assertThat(names(condition("risks", Lookup.AMONG, fraud.id()))).containsExactly("Keys", "Locks");
        assertThat(names(condition("risks", Lookup.AMONG, theft.id()))).containsExactly("Keys");
        assertThat(names(condition("risks", Lookup.NOT, theft.id()))).containsExactly("Locks", "Alarm");
        acme.change(fraud, patch -> patch.set(Risk::existingAppliedControls, List.of()));
        assertThat(names(unset("linked"))).containsExactly("Locks", "Alarm");
    }

    @Test
    void controlsAreFoundByTheirDates() {
        acme.change(keys, patch -> patch.set(Control::eta, TODAY.plusDays(30))
                .set(Control::expiryDate, TODAY.plusDays(30)));
        acme.change(locks, patch -> patch.set(Control::eta, TODAY.plusDays(31))
                .set(Control::expiryDate, TODAY.plusDays(31)));
        Ref<Control> late = control("Late", acme.root);
        acme.change(late, patch -> patch.set(Control::eta, TODAY.minusDays(1))
                .set(Control::expiryDate, TODAY.minusDays(1)));
        Ref<Control> done = control("Done", acme.root);
        acme.change(done, patch -> patch.set(Control::eta, TODAY.minusDays(1)).set(Control::status, Status.ACTIVE));

        assertThat(names(condition("todo", Lookup.AMONG, true))).containsExactly("Keys", "Late");
        assertThat(names(condition("todo", Lookup.AMONG, false))).containsExactly("Locks", "Done");
        assertThat(names(condition("toReview", Lookup.AMONG, true))).containsExactly("Keys", "Late");
        assertThat(names(condition("isOverdue", Lookup.AMONG, true))).containsExactly("Late");
        assertThat(names(condition("isExpired", Lookup.AMONG, true))).containsExactly("Late");
        assertThat(names(condition("isExpired", Lookup.AMONG, false))).containsExactly("Keys", "Locks", "Done");
    }

    @Test
    void controlsAreFoundByWhetherSomebodyOwnsThem() {
        acme.change(keys, patch -> patch.set(Control::owner, List.of(acme.admin)));
        assertThat(names(condition("owner", Lookup.ISNULL, true))).containsExactly("Locks");
        assertThat(names(condition("owner", Lookup.ISNULL, false))).containsExactly("Keys");
        assertThat(names(condition("owner", Lookup.AMONG, acme.admin.id()))).containsExactly("Keys");
        assertThat(names(condition("status", Lookup.AMONG, Status.UNDEFINED))).containsExactly("Keys", "Locks");
    }

    @Test
    void controlsAreOrderedByWhatTheyAreWorthCostAndTake() {
        acme.change(
                keys, patch -> patch.set(Control::effort, Effort.EXTRA_LARGE).set(Control::cost, cost("10")));
        acme.change(locks, patch -> patch.set(Control::effort, Effort.SMALL).set(Control::cost, cost("7000.5")));
        Ref<Control> alarm = control("Alarm", acme.root);
        acme.change(
                alarm, patch -> patch.set(Control::effort, Effort.EXTRA_SMALL).set(Control::cost, cost("800")));
        acme.risk("Arson", acme.root, patch -> rated(patch, 5, 5, 5, 5).set(Risk::appliedControls, List.of(alarm)));

        for (Boolean falling : List.of(true, false)) {
            assertThat(ordered("rankingScore", falling)).isEqualTo(turned(falling, "Locks", "Keys", "Alarm"));
            assertThat(ordered("annualCost", falling)).isEqualTo(turned(falling, "Keys", "Alarm", "Locks"));
            assertThat(ordered("effort", falling)).isEqualTo(turned(falling, "Alarm", "Locks", "Keys"));
        }
        assertThat(log.all(Control.class)).allSatisfy(known -> assertThat(running.database.ask(
                        "select " + AnnualCost.sql(RATE) + "::text from read.control t where id = '"
                                + known.ref().id() + "'"))
                .singleElement()
                .satisfies(cost -> assertThat(new BigDecimal(cost))
                        .isEqualByComparingTo(AnnualCost.of(known.state().cost(), RATE))));
    }

    private static Patch<Risk> rated(Patch<Risk> patch, int likelihood, int impact, int then, int thenImpact) {
        return patch.set(Risk::likelihood, likelihood)
                .set(Risk::impact, impact)
                .set(Risk::residualLikelihood, then)
                .set(Risk::residualImpact, thenImpact);
    }

    private int gain(Ref<Risk> risk) {
        Risk state = log.known(risk).state();
        int level = state.severityLevel();
        return (1 + level - state.residualSeverityLevel()) * (level + 1);
    }

    private static Cost cost(String build) {
        return new Cost("EUR", BigDecimal.valueOf(3), new Outlay(new BigDecimal(build), BigDecimal.TWO), null);
    }

    private Ref<Control> control(String name, Ref<Folder> folder) {
        return acme.made(Patch.of(Control.class).set(Control::name, name).set(Control::folder, folder));
    }

    private Map<String, Object> seen(Principal by, Ref<Control> control) {
        return running.answer(running.side.queries().one(by, control)).derived();
    }

    private Map<String, Object> then(Ref<Control> control, long position) {
        return running.answer(running.side
                        .queries()
                        .describe(
                                acme.administrator(), List.of(log.known(control)), new Moment(position, Instant.now())))
                .getFirst()
                .derived();
    }

    private String warnings(Ref<Risk> risk) {
        return String.valueOf(running.answer(running.side.queries().one(acme.administrator(), risk))
                .derived()
                .get("warnings"));
    }

    private static List<Ref<Risk>> inOrder(Ref<Risk> one, Ref<Risk> other) {
        return one.id().compareTo(other.id()) < 0 ? List.of(one, other) : List.of(other, one);
    }

    private static List<String> turned(boolean falling, String... names) {
        return falling ? Arrays.asList(names).reversed() : List.of(names);
    }

    private Object link() {
        return criterion(Control.class, "linked").choices().getFirst();
    }

    private Criterion criterion(Class<?> type, String name) {
        return running.side.queries().criteria(Shape.of(type)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Condition condition(String name, Lookup lookup, Object value) {
        return new Condition(criterion(Control.class, name), lookup, List.of(value), false);
    }

    private Condition unset(String name) {
        return new Condition(criterion(Control.class, name), Lookup.AMONG, List.of(), true);
    }

    private List<String> names(Condition condition) {
        return names(acme.administrator(), condition);
    }

    private List<String> names(Principal by, Condition condition) {
        return running.answer(running.side.queries().page(Tenant.query(Control.class, by, condition))).items().stream()
                .map(sight -> sight.known().state().name())
                .toList();
    }

    private List<String> ordered(String by, boolean falling) {
        Query<Control> query = new Query<>(
                Shape.of(Control.class),
                acme.administrator(),
                List.of(),
                List.of(),
                List.of(new Order(by, falling)),
                new Window(0, 25));
        return running.answer(running.side.queries().page(query)).items().stream()
                .map(sight -> sight.known().state().name())
                .toList();
    }
}
