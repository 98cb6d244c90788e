package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.AssessmentNumbers;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.ProgressMode;
import redoubt.grc.ComplianceAssessment.Row;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.RequirementAssessment.Status;
import redoubt.grc.Scored;
import redoubt.model.Created;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.MemoryLog;
import redoubt.query.Moment;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Tenant;
import redoubt.query.Window;

/** What lists show, what they are filtered by, and what was, are the numbers that the one function makes. */
class AssessmentNumbersAgreeTest {

    private static final Shape<ComplianceAssessment> SHAPE = Shape.of(ComplianceAssessment.class);

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Running running = new Running(log);
    private final Random random = new Random(7);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void ofWhateverRowsThereAre() {
        List<Ref<ComplianceAssessment>> refs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            refs.add(assessment(i));
        }
        Page<ComplianceAssessment> page = page(List.of(), List.of(new Order("progress", true)));
        assertThat(page.items()).hasSize(40);
        int before = 100;
        for (Sight<ComplianceAssessment> sight : page.items()) {
            AssessmentNumbers numbers = numbers(sight.known().ref());
            numbers.members()
                    .forEach((name, value) ->
                            assertThat(sight.derived().get(name)).as(name).isEqualTo(value));
            assertThat(numbers.progress()).isLessThanOrEqualTo(before);
            before = numbers.progress();
            assertThat(page(List.of(progress(numbers.progress())), List.of()).items())
                    .extracting(each -> each.known().ref())
                    .contains(sight.known().ref());
        }
        List<Sight<ComplianceAssessment>> then = running.answer(running.side
                .queries()
                .describe(
                        acme.administrator(),
                        refs.stream().map(log::known).toList(),
                        new Moment(log.last(), java.time.Instant.now())));
        then.forEach(sight -> numbers(sight.known().ref())
                .members()
                .forEach((name, value) ->
                        assertThat(sight.derived().get(name)).as(name).isEqualTo(value)));
    }

    private Page<ComplianceAssessment> page(List<Condition> where, List<Order> order) {
        return running.answer(running.side
                .queries()
                .page(new Query<>(SHAPE, acme.administrator(), where, List.of(), order, new Window(0, 100))));
    }

    private Condition progress(int value) {
        Criterion criterion = running.side.queries().criteria(SHAPE).stream()
                .filter(each -> each.name().equals("progress"))
                .findFirst()
                .orElseThrow();
        return new Condition(criterion, Criterion.Lookup.AMONG, List.of((long) value), false);
    }

    private AssessmentNumbers numbers(Ref<ComplianceAssessment> ref) {
        return AssessmentNumbers.of(
                log.known(ref).state(),
                log.all(RequirementAssessment.class).stream()
                        .map(Known::state)
                        .filter(row -> row.complianceAssessment().equals(ref))
                        .map(Scored::of)
                        .toList());
    }

    private Ref<ComplianceAssessment> assessment(int number) {
        Ref<ComplianceAssessment> ref = Tenant.fresh(ComplianceAssessment.class);
        List<Row> rows = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            rows.add(new Row(demand("r" + i, i), null));
        }
        ComplianceAssessment state = Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::name, "Audit " + number)
                .set(ComplianceAssessment::framework, Tenant.fresh(Framework.class))
                .set(ComplianceAssessment::folder, acme.root)
                .set(ComplianceAssessment::minScore, random.nextInt(3))
                .set(ComplianceAssessment::maxScore, 10)
                .set(ComplianceAssessment::progressMode, pick(ProgressMode.values()))
                .set(
                        ComplianceAssessment::selectedImplementationGroups,
                        random.nextBoolean() ? List.of() : List.of("core"))
                .set(ComplianceAssessment::rows, rows)
                .create();
        acme.append(ref, new Created<>(state), acme.root);
        state.borne(ref).keySet().forEach(row -> {
            if (random.nextInt(4) > 0) {
                acme.change(row, patch -> patch.set(RequirementAssessment::status, pick(Status.values()))
                        .set(RequirementAssessment::result, pick(Result.values()))
                        .set(RequirementAssessment::isScored, true)
                        .set(RequirementAssessment::score, random.nextInt(6)));
            }
        });
        return ref;
    }

    private Demand demand(String urn, int order) {
        return new Demand(
                urn,
                null,
                null,
                null,
                random.nextInt(4) > 0,
                1 + random.nextInt(3),
                random.nextBoolean() ? List.of("core", "more") : List.of(),
                null,
                order,
                random.nextInt(3) == 0 ? 1 : null,
                null);
    }

    private <E> E pick(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
