package redoubt.query.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Samples;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Database;
import redoubt.query.MemoryLog;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;
import redoubt.query.report.FolderNode;

/**
 * Two organizations that are twins, and questions that have forgotten to say which of them they are about. The second net alone
 * holds; without it, everything leaks, which shows that the first is really gone.
 */
class SecondNetTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant twin = new Tenant(log);
    private final Ref<Folder> ours = acme.folder("Sales", acme.root);
    private final Ref<Folder> theirs = twin.folder("Sales", twin.root);
    private final Ref<Risk> mine = risk(acme, ours);
    private final Ref<Risk> yours = risk(twin, theirs);
    private Running running;

    private static Ref<Risk> risk(Tenant tenant, Ref<Folder> folder) {
        return tenant.risk("Data breach", folder, patch -> patch.set(Risk::labels, List.of("cloud"))
                .set(Risk::likelihood, 3)
                .set(Risk::impact, 4));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void noListHoldsAnythingOfAnotherOrganization() {
        start(Database::questions);
        for (Shape<?> shape : Tenant.CATALOGUE.resources()) {
            onlyOurs(shape);
        }
    }

    private <R> void onlyOurs(Shape<R> shape) {
        Set<String> own = ofTwin(shape);
        Page<R> page = running.answer(running.side.queries().page(query(shape, List.of(), List.of())));
        assertThat(ids(page)).as(shape.plural()).isNotEmpty().doesNotContainAnyElementsOf(own);
        assertThat(page.count()).as(shape.plural()).isEqualTo(ids(page).size());
        Page<R> short_ = running.answer(running.side
                .queries()
                .page(new Query<>(shape, by(), List.of(), List.of(), List.of(), new Window(0, 1))));
        assertThat(short_.count()).as("counted " + shape.plural()).isEqualTo(page.count());
        for (String id : own) {
            assertThat(running.answer(running.side.queries().one(by(), Ref.of(shape.type(), id))))
                    .as(shape.noun())
                    .isNull();
        }
        for (String ordering : running.side.queries().orderings(shape)) {
            for (boolean descending : List.of(true, false)) {
                Page<R> ordered = running.answer(running.side
                        .queries()
                        .page(new Query<>(
                                shape,
                                by(),
                                List.of(),
                                List.of(),
                                List.of(new Order(ordering, descending)),
                                new Window(0, 500))));
                assertThat(ids(ordered))
                        .as("%s by %s", shape.plural(), ordering)
                        .hasSameElementsAs(ids(page));
            }
        }
    }

    @Test
    void noFilterFindsAnythingOfAnotherOrganization() {
        start(Database::questions);

        assertThat(ids(search("breach"))).containsExactly(mine.id());
        assertThat(ids(search("br"))).containsExactly(mine.id());
        assertThat(ids(filtered("name", "Data breach"))).containsExactly(mine.id());
        assertThat(ids(filtered("labels", "cloud"))).containsExactly(mine.id());
        assertThat(ids(filtered("status", Risk.Status.OPEN)))
                .contains(mine.id())
                .doesNotContain(yours.id());
        assertThat(ids(filtered("id", yours.id()))).isEmpty();
        assertThat(ids(filtered("folder", theirs.id()))).isEmpty();
    }

    @Test
    void noNumberCountsAnythingOfAnotherOrganization() {
        start(Database::questions);
        long risks = ofAcme(Shape.of(Risk.class)).size();

        assertThat(running.answer(running.side.reports().riskSummary(by(), List.of(), List.of()))
                        .count())
                .isEqualTo(risks);
        FolderNode tree = running.answer(running.side.reports().folderTree(by(), null, true));
        assertThat(ids(tree)).contains(ours.id()).doesNotContain(theirs.id(), twin.root.id());
        assertThat(running.answer(running.side.reports().deletePreview(by(), theirs)))
                .isNull();
        assertThat(running.answer(running.side.queries().names(by(), List.of(mine, yours))))
                .containsOnlyKeys(mine);
    }

    @Test
    void withoutTheSecondNetAllOfThatLeaks() {
        start(database -> new Rewritten(database.pool(), sql -> sql.replace("_found\"", "\"")));

        assertThat(ids(search("breach"))).contains(mine.id(), yours.id());
        assertThat(ids(filtered("labels", "cloud"))).contains(mine.id(), yours.id());
        assertThat(running.answer(running.side.queries().one(by(), yours))).isNotNull();
        assertThat(running.answer(running.side.queries().names(by(), List.of(mine, yours))))
                .containsOnlyKeys(mine, yours);
        for (Shape<?> shape : Tenant.CATALOGUE.resources()) {
            // An organization is looked for by its own identifier.
            if (!shape.noun().equals("organization")) {
                assertThat(ids(running.answer(running.side.queries().page(query(shape, List.of(), List.of())))))
                        .as(shape.plural())
                        .containsAll(ofTwin(shape));
            }
        }
    }

    private void start(Function<Database, ConnectionFactory> questions) {
        for (Shape<?> shape : Tenant.CATALOGUE.resources()) {
            represent(acme, shape);
            represent(twin, shape);
        }
        running = new Running(log, database -> Rewritten.withoutFirstNet(questions.apply(database)));
    }

    private <R> void represent(Tenant tenant, Shape<R> shape) {
        if (of(tenant, shape).isEmpty()) {
            tenant.append(Tenant.fresh(shape.type()), new Created<>(placed(tenant, shape)), null);
        }
    }

    /** An example that lies in the root if it lies in a folder at all. */
    private static <R> R placed(Tenant tenant, Shape<R> shape) {
        R sample = Samples.record(shape);
        return shape.parent()
                .filter(parent -> parent.target() == Folder.class)
                .map(parent -> Patch.of(shape.type()).with(parent, tenant.root).applyTo(sample))
                .orElse(sample);
    }

    private Principal by() {
        return acme.administrator();
    }

    private <R> Query<R> query(Shape<R> shape, List<Condition> where, List<String> words) {
        return new Query<>(shape, by(), where, words, List.of(), new Window(0, 500));
    }

    private Page<Risk> search(String... words) {
        return running.answer(running.side.queries().page(query(Shape.of(Risk.class), List.of(), List.of(words))));
    }

    private Page<Risk> filtered(String name, Object value) {
        Criterion criterion = running.side.queries().criteria(Shape.of(Risk.class)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Condition condition = new Condition(criterion, Lookup.AMONG, List.of(value), false);
        return running.answer(running.side.queries().page(query(Shape.of(Risk.class), List.of(condition), List.of())));
    }

    private <R> Set<String> ofAcme(Shape<R> shape) {
        return of(acme, shape);
    }

    private <R> Set<String> ofTwin(Shape<R> shape) {
        return of(twin, shape);
    }

    private <R> Set<String> of(Tenant tenant, Shape<R> shape) {
        Set<String> ids = new HashSet<>();
        log.read(redoubt.query.log.EventLog.Reading.of(Set.of(shape.noun()), Long.MAX_VALUE))
                .filter(event -> event.envelope().organization().equals(tenant.id))
                .doOnNext(event -> ids.add(event.ref().id()))
                .blockLast(Running.PATIENCE);
        return ids;
    }

    private static List<String> ids(Page<?> page) {
        return page.items().stream().map(sight -> sight.known().ref().id()).toList();
    }

    private static Set<String> ids(FolderNode node) {
        Set<String> ids = new HashSet<>();
        if (node.id() != null) {
            ids.add(node.id());
        }
        node.children().forEach(child -> ids.addAll(ids(child)));
        return ids;
    }
}
