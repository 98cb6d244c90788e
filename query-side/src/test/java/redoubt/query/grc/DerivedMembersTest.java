package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Moment;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Tenant;

class DerivedMembersTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root, "medium");
    private final Ref<Folder> north = acme.folder("North", sales);
    private final Ref<Folder> works = acme.folder("Works", acme.root);
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aRiskIsWithinTheToleranceOfTheNearestFolderThatHasOne() {
        assertThat(tolerated(risk(sales, 3, 3))).isEqualTo(true);
        assertThat(tolerated(risk(north, 3, 4))).isEqualTo(false);
        assertThat(tolerated(risk(works, 3, 3))).as("no tolerance").isNull();
        assertThat(tolerated(acme.risk("unrated", sales))).as("no rating").isNull();
        Ref<RiskMatrix> small = acme.matrix(Tenant.matrix("Small", acme.root, Tenant.SMALL, true));
        Ref<Risk> other = acme.risk("other words", sales, patch -> patch.set(Risk::riskMatrix, small)
                .set(Risk::likelihood, 1)
                .set(Risk::impact, 1));
        assertThat(tolerated(other)).as("a matrix without that level").isNull();
    }

    @Test
    void pastMomentsAreJudgedByTheTolerancesOfTheirTime() {
        Ref<Risk> risk = risk(north, 3, 4);
        long then = log.last();
        acme.change(sales, patch -> patch.set(Folder::riskTolerance, "critical"));

        assertThat(tolerated(risk)).isEqualTo(true);
        Sight<Risk> past = running.answer(running.side
                        .queries()
                        .describe(acme.administrator(), List.of(log.known(risk)), new Moment(then, Instant.now())))
                .getFirst();
        assertThat(past.derived()).containsEntry("withinTolerance", false);
    }

    @Test
    void aMatrixShowsHowMuchItIsUsedNowAndThen() {
        Ref<Risk> gone = risk(sales, 1, 1);
        risk(works, 1, 1);
        long then = log.last();
        acme.delete(gone);

        Sight<RiskMatrix> now = running.answer(running.side.queries().one(acme.administrator(), acme.matrix));
        assertThat(now.derived())
                .containsEntry("isUsed", true)
                .containsEntry("risksCount", 1L)
                .containsEntry("isDefault", true);
        Sight<RiskMatrix> past = running.answer(running.side
                        .queries()
                        .describe(
                                acme.administrator(), List.of(log.known(acme.matrix)), new Moment(then, Instant.now())))
                .getFirst();
        assertThat(past.derived()).containsEntry("risksCount", 2L);
    }

    @Test
    void useCountsEveryRiskButTheNumberOnlyThoseInSight() {
        risk(works, 1, 1);
        Ref<User> rita = acme.user("rita@example.org");
        Principal analyst = acme.principal(rita, new Grant(Role.ANALYST, sales.id(), true));

        Sight<RiskMatrix> sight = running.answer(running.side.queries().one(analyst, acme.matrix));
        assertThat(sight.derived()).containsEntry("isUsed", true).containsEntry("risksCount", 0L);
    }

    @Test
    void matricesAreFilteredByWhetherTheyAreUsed() {
        Ref<RiskMatrix> idle = acme.matrix(Tenant.matrix("Idle", acme.root, Tenant.SMALL, true));
        risk(sales, 1, 1);

        assertThat(used(true)).containsExactly(acme.matrix);
        assertThat(used(false)).containsExactly(idle);
    }

    @Test
    void aFolderShowsItsWayFromTheRootWhichIsNamedOnlyInItsOwn() {
        Sight<Folder> deep = running.answer(running.side.queries().one(acme.administrator(), north));
        assertThat(deep.derived().get("path").toString())
                .isEqualTo("[{id=" + sales.id() + ", name=Sales}, {id=" + north.id() + ", name=North}]");
        Sight<Folder> root = running.answer(running.side.queries().one(acme.administrator(), acme.root));
        assertThat(root.derived().get("path").toString()).isEqualTo("[{id=" + acme.root.id() + ", name=Global}]");
        assertThat(root.derived()).containsEntry("depth", 0);
    }

    private Ref<Risk> risk(Ref<Folder> folder, int likelihood, int impact) {
        return acme.risk("rated", folder, patch -> patch.set(Risk::likelihood, likelihood)
                .set(Risk::impact, impact));
    }

    private Object tolerated(Ref<Risk> risk) {
        return running.answer(running.side.queries().one(acme.administrator(), risk))
                .derived()
                .get("withinTolerance");
    }

    private List<Ref<RiskMatrix>> used(boolean wanted) {
        Criterion criterion = running.side.queries().criteria(redoubt.model.Shape.of(RiskMatrix.class)).stream()
                .filter(each -> each.name().equals("isUsed"))
                .findFirst()
                .orElseThrow();
        Condition condition = new Condition(criterion, Lookup.AMONG, List.of(wanted), false);
        return running
                .answer(running.side.queries().page(Tenant.query(RiskMatrix.class, acme.administrator(), condition)))
                .items()
                .stream()
                .map(sight -> sight.known().ref())
                .toList();
    }
}
