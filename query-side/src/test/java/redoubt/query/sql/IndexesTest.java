package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.model.Created;
import redoubt.model.Samples;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Database;
import redoubt.query.Order;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;
import redoubt.query.assembly.ReadSide;
import redoubt.query.landscape.Landscape;
import redoubt.query.tenancy.Confined;

/**
 * Whatever can be asked of whatever resource, the database answers it from an index. Its tables are filled with more than
 * anybody could read by accident, and it tells how much it read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesTest {

    private static final int CROWD = 10_000;

    /**
     * What stands in no table of its resource, so that all of them are sorted: the last use of a token is no event and
     * neither is what arrived at a webhook, what a control is worth changes with every risk that plans it, and how far an assessment is with every row.
     */
    private static final Set<String> SORTED = Set.of("lastUsedAt", "lastSuccessAt", "rankingScore", "progress");

    /** How far each assessment is must be counted before it is known which are that far. */
    private static final String COUNTED = "progress";

    private final RandomRegister register = new RandomRegister(7, 40);
    private Running running;
    private Collection<Lens<?>> lenses;
    private Viewpoint from;

    @BeforeAll
    void start() {
        Tenant.CATALOGUE.resources().forEach(this::represent);
        running = new Running(register.log).caughtUp();
        lenses = ReadSide.lenses(
                        new Asking(new Confined(running.database.questions())),
                        register.log,
                        Tenant.CATALOGUE,
                        ZoneOffset.UTC)
                .all();
        Landscape land = running.answer(running.side.landscapes().present(register.acme.id));
        from = new Viewpoint(register.acme.administrator(), land, Instant.now(), LocalDate.now(ZoneOffset.UTC));
        lenses.forEach(this::crowd);
    }

    /** A resource of which the register has none is there once, unless it came with another. */
    private <R> void represent(Shape<R> shape) {
        boolean came = shape.bearer()
                .map(bearer -> !register.log.all(bearer.target()).isEmpty())
                .orElse(false);
        if (register.log.all(shape.type()).isEmpty() && !came) {
            register.acme.append(Tenant.fresh(shape.type()), new Created<>(Samples.record(shape)), null);
        }
    }

    @AfterAll
    void stop() {
        running.close();
    }

    /** The same rows again and again, each under an id of its own, with other names and at other times. */
    private void crowd(Lens<?> lens) {
        String table = lens.table().name();
        int rows = Integer.parseInt(
                running.database.ask("select count(*)::text from " + table).getFirst());
        assertThat(rows).as("rows of %s in the register of this test", table).isPositive();
        String columns = columns(table, "quote_ident(attname)");
        String values = columns(
                table,
                "quote_ident(attname) || case"
                        + " when atttypid = 'timestamptz'::regtype then ' + n * interval ''1 second'''"
                        + " when atttypid = 'date'::regtype then ' + n % 100'"
                        + " when atttypid = 'text'::regtype and attcollation = 'default'::regcollation then ' || n'"
                        + " else '' end");
        running.database.run("insert into " + table + " (id, " + columns + ") select gen_random_uuid(), " + values
                + " from " + table + ", generate_series(1, " + (CROWD / rows + 1) + ") n");
        vacuum(table);
    }

    /** Until everything in the table is known to be visible to all, which a transaction under way can delay. */
    private void vacuum(String table) {
        for (int attempt = 0; attempt < 100; attempt++) {
            running.database.run("vacuum analyze " + table);
            if (running.database
                    .ask("select (relallvisible = relpages)::text from pg_class where oid = '" + table + "'::regclass")
                    .equals(List.of("true"))) {
                return;
            }
        }
        throw new IllegalStateException("There is a transaction that does not end");
    }

    /** The columns of a table that can be written, except the first, which is the identifier. */
    private String columns(String table, String each) {
        return String.join(
                ", ",
                running.database.ask("select " + each + " from pg_attribute where attrelid = '" + table
                        + "'::regclass and attnum > 1 and attgenerated = '' and not attisdropped order by attnum"));
    }

    @Test
    void everyOrderIsReadFromAnIndexAndNoFurtherThanItsPage() {
        for (Lens<?> lens : lenses) {
            for (Ordering ordering : lens.orderings()) {
                if (!SORTED.contains(ordering.name())) {
                    for (boolean descending : List.of(true, false)) {
                        for (int page : List.of(1, 10)) {
                            Plan plan = explained(SelectPage.of(
                                            lens,
                                            tenant(),
                                            List.of(new Order(ordering.name(), descending)),
                                            Window.numbered(page, 25),
                                            from)
                                    .of(lens.table().selected("t")));
                            assertThat(plan.read())
                                    .as(
                                            "%s by %s%s, page %s: %s",
                                            lens.shape().plural(),
                                            descending ? "falling " : "",
                                            ordering.name(),
                                            page,
                                            plan)
                                    .isLessThan(CROWD / 4);
                        }
                    }
                }
            }
        }
    }

    @Test
    void everyFilterIsAnsweredFromAnIndexWithoutARowReadInVain() {
        for (Lens<?> lens : lenses) {
            for (Term term : lens.terms()) {
                if (COUNTED.equals(term.criterion().name())) {
                    continue;
                }
                Condition condition =
                        new Condition(term.criterion(), Lookup.AMONG, List.of(value(term.criterion())), false);
                Clause where = tenant().then(" and ").then(SqlQueries.compiled(lens, term, condition, from));
                Plan plan = explained(Clause.of("select count(*) from " + lens.source() + " t where ")
                        .then(where));
                assertThat(plan.inVain())
                        .as(
                                "%s by %s: %s",
                                lens.shape().plural(), term.criterion().name(), plan)
                        .isLessThan(CROWD / 20);
            }
        }
    }

    @Test
    void aFilterInTheDefaultOrderReadsOneIndexInOrder() {
        Lens<?> lens = lenses.iterator().next();
        for (String name : List.of("status", "severity", "treatment")) {
            Term term = lens.terms().stream()
                    .filter(each -> each.criterion().name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Clause where = tenant().then(" and ")
                    .then(SqlQueries.compiled(
                            lens,
                            term,
                            new Condition(term.criterion(), Lookup.AMONG, List.of(value(term.criterion())), false),
                            from));
            Plan plan = explained(SelectPage.of(lens, where, List.of(), new Window(0, 25), from)
                    .of(lens.table().selected("t")));
            assertThat(plan.read()).as("%s: %s", name, plan).isLessThan(CROWD / 20);
        }
    }

    @Test
    void searchFindsFrequentWordsOnTheWalkThroughTheOrder() {
        List<String> frequent = List.of("a", "e");
        Lens<?> lens = lenses.stream()
                .filter(each -> each.shape().noun().equals("risk"))
                .findFirst()
                .orElseThrow();
        Clause found = new Search(new Asking(new Confined(running.database.questions())))
                .found(lens, from, frequent)
                .block(Running.PATIENCE);
        Plan plan =
                explained(SelectPage.of(lens, tenant().then(" and ").then(found), List.of(), new Window(0, 25), from)
                        .of(lens.table().selected("t")));
        assertThat(plan.read()).as("%s", plan).isLessThan(CROWD / 4);
    }

    @Test
    void searchFindsRareWordsThroughTheirTrigrams() {
        for (Lens<?> lens : lenses) {
            if (lens.shape().fields().stream().anyMatch(field -> field.is(redoubt.model.Search.class))) {
                Plan plan = explained(Clause.of(
                        "select count(*) from " + lens.table().found() + " t where t.search like read.containing(?)",
                        "nobody writes this"));
                assertThat(plan.read())
                        .as("%s: %s", lens.shape().plural(), plan)
                        .isZero();
            }
        }
    }

    @Test
    void whoFindsPeopleByNameOnlyFindsThemThroughTrigramsToo() {
        Lens<?> people = lenses.stream()
                .filter(each -> each.shape().noun().equals("user"))
                .findFirst()
                .orElseThrow();
        Principal reader = new Principal(
                from.by().actor(),
                from.by().organization(),
                from.by().root(),
                List.of(new Grant(Role.READER, from.by().root(), true)),
                Principal.Limits.NONE);
        String text = people.searched(new Viewpoint(reader, from.land(), from.now(), from.today()));
        assertThat(text).contains("first_name").doesNotContain("email");
        Plan plan = explained(Clause.of(
                "select count(*) from " + people.table().found() + " t where " + text + " like read.containing(?)",
                "nobody writes this"));
        assertThat(plan.read()).as("%s", plan).isZero();
    }

    private Clause tenant() {
        return Clause.of("t.org = ?::uuid", register.acme.id);
    }

    private Object value(Criterion criterion) {
        return switch (criterion.kind()) {
            case TEXT, TEXTS -> "low";
            case INTEGER -> 3L;
            case DECIMAL -> BigDecimal.ONE;
            case BOOLEAN -> true;
            case DATE -> LocalDate.now(ZoneOffset.UTC);
            case INSTANT -> Instant.now();
            case CHOICE -> criterion.choices().getFirst();
            case REF, REFS ->
                criterion.name().startsWith("folder") ? register.folders.get(1).id() : register.acme.matrix.id();
            case OBJECT -> throw new IllegalArgumentException(criterion.name());
        };
    }

    /**
     * What matches every other row is read fastest without any index; that there is one is all that is asked here. A page
     * costs what it costs the servers that Redoubt brings, and is asked by who sees one organization.
     */
    private Plan explained(Clause select) {
        return Plan.of(
                running.database,
                "set role " + Database.READER + "; set redoubt.seen = '{" + register.acme.id
                        + "}'; set enable_self_join_elimination = off; set enable_seqscan = off; set random_page_cost"
                        + " = 1.1",
                select);
    }
}
