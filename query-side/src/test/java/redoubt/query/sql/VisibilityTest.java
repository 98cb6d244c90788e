package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Page;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Tenant;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant rival = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Ref<Folder> north = acme.folder("North", sales);
    private final Ref<Folder> works = acme.folder("Works", acme.root);
    private final Ref<RiskMatrix> inWorks = acme.matrix(Tenant.matrix("Works", works, Tenant.SMALL, true));
    private final Ref<RiskMatrix> secret = acme.matrix(Tenant.matrix("Secret", acme.root, Tenant.SMALL, false));
    private final Ref<User> rita = acme.user("rita@example.org");
    private final Ref<User> wim = acme.user("wim@example.org");
    private final Ref<Risk> atTop = acme.risk("at top", acme.root);
    private final Ref<Risk> inSales = acme.risk("in sales", sales, patch -> patch.set(Risk::owner, List.of(rita, wim)));
    private final Ref<Risk> inNorth = acme.risk(
            "in north", north, patch -> patch.set(Risk::riskMatrix, secret).set(Risk::owner, List.of(wim)));
    private final Ref<Risk> elsewhere = acme.risk("in works", works);
    private Running running;

    @BeforeAll
    void start() {
        acme.assign(rita, Role.ANALYST, true, List.of(sales));
        acme.assign(wim, Role.READER, true, List.of(works));
        rival.risk("theirs", rival.root);
        running = new Running(log);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void whoHoldsARoleOnTheRootSeesTheOrganizationAndNoOther() {
        assertThat(risks(acme.administrator())).containsExactlyInAnyOrder(atTop, inSales, inNorth, elsewhere);
    }

    @Test
    void aRoleOnAFolderReachesBelowItOnlyWhenItIsRecursive() {
        assertThat(risks(rita(true))).containsExactlyInAnyOrder(inSales, inNorth);
        assertThat(risks(rita(false))).containsExactly(inSales);
    }

    @Test
    void aTokenLimitedToASubtreeSeesNothingOutsideIt() {
        Principal limited = acme.principal(
                acme.admin,
                new Principal.Limits(true, north.id()),
                new Grant(Role.ADMINISTRATOR, acme.root.id(), true));

        assertThat(risks(limited)).containsExactly(inNorth);
        assertThat(running.answer(running.side.queries().one(limited, inSales))).isNull();
        assertThat(running.answer(running.side.queries().one(limited, inNorth))).isNotNull();
    }

    @Test
    void whoHoldsNoRoleSeesNothing() {
        assertThat(risks(acme.principal(rita))).isEmpty();
    }

    @Test
    void publishedMatricesAreSeenFromBelow() {
        assertThat(seen(RiskMatrix.class, rita(true))).containsExactly(acme.matrix);
        assertThat(seen(RiskMatrix.class, acme.administrator()))
                .containsExactlyInAnyOrder(acme.matrix, inWorks, secret);
    }

    @Test
    void foldersOutOfSightAreNotInTheListAndHaveNoNameInPaths() {
        assertThat(seen(Folder.class, rita(true))).containsExactlyInAnyOrder(sales, north);
        Principal northern = acme.principal(rita, new Grant(Role.READER, north.id(), true));
        Sight<Folder> sight = running.answer(running.side.queries().one(northern, north));
        assertThat(sight.derived().get("path").toString())
                .isEqualTo("[{id=null, name=null}, {id=" + north.id() + ", name=North}]");
        assertThat(sight.derived()).containsEntry("depth", 2);
        assertThat(sight.known().state().parentFolder()).isNull();
    }

    @Test
    void referencesToWhatIsOutOfSightAreLeftOutAndCounted() {
        Sight<Risk> sales = running.answer(running.side.queries().one(rita(true), inSales));
        assertThat(sales.known().state().owner()).containsExactly(rita);
        assertThat(sales.derived()).containsEntry("hiddenReferences", Map.of("owner", 1));
        Sight<Risk> north = running.answer(running.side.queries().one(rita(true), inNorth));
        assertThat(north.known().state().riskMatrix()).isNull();
        assertThat(north.derived()).containsEntry("hiddenReferences", Map.of("riskMatrix", 1, "owner", 1));
        Sight<Risk> whole = running.answer(running.side.queries().one(acme.administrator(), inNorth));
        assertThat(whole.derived()).containsEntry("hiddenReferences", Map.of());
    }

    @Test
    void filteringByWhatIsOutOfSightFindsNothing() {
        assertThat(found(rita(true), "owner", rita.id())).containsExactly(inSales);
        assertThat(found(rita(true), "owner", wim.id())).isEmpty();
        assertThat(found(rita(true), "riskMatrix", secret.id())).isEmpty();
        assertThat(found(rita(true), "folder", acme.root.id())).isEmpty();
        assertThat(found(rita(true), "folder", sales.id())).containsExactlyInAnyOrder(inSales, inNorth);
        assertThat(found(rita(true), "folderExact", sales.id())).containsExactly(inSales);
        assertThat(found(acme.administrator(), "folder", rival.root.id())).isEmpty();
        assertThat(found(acme.administrator(), "owner", "no identifier")).isEmpty();
    }

    @Test
    void aSeverityThatNoMatrixInSightKnowsIsAMistake() {
        assertThat(found(acme.administrator(), "severity", "grave")).isEmpty();
        assertThat(found(rita(true), "severity", "high")).isEmpty();
        assertThatThrownBy(() -> found(rita(true), "severity", "grave"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure())
                        .isEqualTo(Failure.Invalid.of("severity", "\"grave\" is not a valid choice.")));
    }

    @Test
    void namesAreToldOfWhatIsInSight() {
        Map<Ref<?>, String> names = running.answer(
                running.side.queries().names(rita(true), List.of(sales, works, rita, wim, inSales, secret)));
        assertThat(names).isEqualTo(Map.of(sales, "Sales", rita, "rita", inSales, "in sales"));
    }

    @Test
    void moreThanTwoHundredIdentifiersAreTooMany() {
        List<Object> ids = java.util.stream.Stream.generate(() -> (Object) inSales.id())
                .limit(201)
                .toList();
        Criterion id = criterion("id");
        assertThatThrownBy(() -> running.answer(running.side
                        .queries()
                        .page(Tenant.query(
                                Risk.class, acme.administrator(), new Condition(id, Lookup.AMONG, ids, false)))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void somebodyOfAnotherOrganizationSeesNothingWhateverTheyAskFor() {
        assertThat(running.answer(running.side.queries().one(rival.administrator(), inSales)))
                .isNull();
        assertThat(found(rival.administrator(), "id", inSales.id())).isEmpty();
        assertThat(running.answer(running.side.queries().names(rival.administrator(), List.of(sales, wim))))
                .isEmpty();
    }

    private Principal rita(boolean recursive) {
        return acme.principal(rita, new Grant(Role.ANALYST, sales.id(), recursive));
    }

    private Set<Ref<Risk>> risks(Principal by) {
        return seen(Risk.class, by);
    }

    private <R> Set<Ref<R>> seen(Class<R> type, Principal by) {
        return refs(running.answer(running.side.queries().page(Tenant.query(type, by))));
    }

    private Set<Ref<Risk>> found(Principal by, String name, String value) {
        Condition condition = new Condition(criterion(name), Lookup.AMONG, List.of(value), false);
        return refs(running.answer(running.side.queries().page(Tenant.query(Risk.class, by, condition))));
    }

    private static Criterion criterion(String name) {
        return new Criterion(name, Kind.REF, Set.of(Lookup.AMONG), List.of(), false);
    }

    private static <R> Set<Ref<R>> refs(Page<R> page) {
        assertThat(page.count()).isEqualTo(page.items().size());
        return page.items().stream().map(sight -> sight.known().ref()).collect(Collectors.toSet());
    }
}
