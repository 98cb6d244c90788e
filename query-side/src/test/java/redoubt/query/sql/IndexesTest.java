package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Running;
import redoubt.query.Window;
import redoubt.query.grc.FolderLens;
import redoubt.query.grc.RiskLens;
import redoubt.query.grc.RiskMatrixLens;
import redoubt.query.identity.ApiTokenLens;
import redoubt.query.landscape.Landscape;

/** Whatever can be asked, the database has an index to answer it from: no plan ever needs to read a whole table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesTest {

    private static final String SORT = "Sort  (cost";

    private final RandomRegister register = new RandomRegister(7, 40);
    private Running running;
    private List<Lens<?>> lenses;
    private Viewpoint from;

    @BeforeAll
    void start() {
        running = new Running(register.log);
        Asking asking = new Asking(running.database.pool());
        lenses = List.of(
                new RiskLens(), new FolderLens(), new RiskMatrixLens(asking, register.log), new ApiTokenLens(asking));
        Landscape land = running.answer(running.side.landscapes().present(register.acme.id));
        from = new Viewpoint(register.acme.administrator(), land, Instant.now(), LocalDate.now(ZoneOffset.UTC));
        running.database.run("analyze");
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void everyFilterIsAnsweredFromAnIndex() {
        for (Lens<?> lens : lenses) {
            for (Term term : lens.terms()) {
                Condition condition =
                        new Condition(term.criterion(), Lookup.AMONG, List.of(value(term.criterion())), false);
                Clause where = tenant().then(" and ").then(term.compile(condition, from));
                List<String> plan = explain(Clause.of("select count(*) from " + lens.source() + " t where ")
                        .then(where));
                assertIndexed(lens, term.criterion().name(), plan);
            }
        }
    }

    @Test
    void everyOrderIsAnsweredFromAnIndex() {
        for (Lens<?> lens : lenses) {
            for (Ordering ordering : lens.orderings()) {
                for (boolean descending : List.of(true, false)) {
                    Clause page = SelectPage.of(
                            lens, tenant(), List.of(new Order(ordering.name(), descending)), new Window(0, 25), from);
                    assertIndexed(lens, ordering.name(), explain(page));
                }
            }
        }
    }

    @Test
    void theOrdersOfTheFirstScreenNeedNoSortOfEverything() {
        RiskLens lens = new RiskLens();
        for (Order order : List.of(
                new Order("createdAt", false),
                new Order("createdAt", true),
                new Order("updatedAt", true),
                new Order("name", false),
                new Order("name", true),
                new Order("severity", true),
                new Order("dueDate", false))) {
            List<String> plan = ordered(SelectPage.of(lens, tenant(), List.of(order), new Window(0, 25), from));
            assertThat(plan).as("%s", order).noneMatch(line -> line.contains(SORT) && !line.contains("Incremental"));
        }
    }

    @Test
    void aFilterInTheDefaultOrderReadsOneIndexInOrder() {
        RiskLens lens = new RiskLens();
        for (String name : List.of("status", "severity", "treatment")) {
            Term term = lens.terms().stream()
                    .filter(each -> each.criterion().name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Clause where = tenant().then(" and ")
                    .then(term.compile(
                            new Condition(term.criterion(), Lookup.AMONG, List.of(value(term.criterion())), false),
                            from));
            List<String> plan = ordered(SelectPage.of(lens, where, List.of(), new Window(0, 25), from));
            assertThat(String.join("\n", plan))
                    .contains("Index Cond: ((org = ", "(" + name + " = ")
                    .doesNotContain(SORT);
        }
    }

    @Test
    void searchFindsRareWordsThroughTheirTrigrams() {
        for (Lens<?> lens : lenses) {
            Clause where = Clause.of("t.search like read.containing(?)", "breach");
            List<String> plan = explain(Clause.of("select count(*) from " + lens.source() + " t where ")
                    .then(where));
            assertIndexed(lens, "search", plan);
            assertThat(plan)
                    .anyMatch(line ->
                            line.contains("Bitmap Index Scan on " + lens.shape().noun() + "_search_idx"));
        }
    }

    private Clause tenant() {
        return Clause.of("t.org = ?::uuid", register.acme.id);
    }

    private static void assertIndexed(Lens<?> lens, String what, List<String> plan) {
        assertThat(plan)
                .as("%s by %s", lens.shape().plural(), what)
                .noneMatch(line -> line.contains("Seq Scan on " + lens.shape().noun()))
                .anyMatch(line -> line.contains("Scan"));
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

    /** Few rows are read fastest without any index; so that is forbidden here. */
    private List<String> explain(Clause select) {
        return explain(select, "set enable_seqscan = off");
    }

    /** And few rows are sorted fastest after they were read. */
    private List<String> ordered(Clause select) {
        return explain(select, "set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off");
    }

    private List<String> explain(Clause select, String settings) {
        return Flux.usingWhen(
                        running.database.sessions().create(),
                        connection -> Flux.from(
                                        connection.createStatement(settings).execute())
                                .concatMap(io.r2dbc.spi.Result::getRowsUpdated)
                                .thenMany(Flux.defer(() -> {
                                    var statement = connection.createStatement("explain " + select.numbered());
                                    IntStream.range(0, select.values().size())
                                            .forEach(i -> statement.bind(
                                                    i, select.values().get(i)));
                                    return Flux.from(statement.execute());
                                }))
                                .concatMap(result -> result.map(row -> row.get(0, String.class))),
                        io.r2dbc.spi.Connection::close)
                .collectList()
                .block(Running.PATIENCE);
    }
}
