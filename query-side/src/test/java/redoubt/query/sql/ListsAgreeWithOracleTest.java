package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.grc.Risk;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Window;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsAgreeWithOracleTest {

    private static final Window ALL = new Window(0, 500);

    private final RandomRegister register = new RandomRegister(20261122, 150);
    private final Oracle oracle = new Oracle(register);
    private Running running;

    @BeforeAll
    void start() {
        Instant noon = RandomRegister.TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
        for (int i = 0; i < 120; i++) {
            register.happen();
        }
        running = new Running(register.log, Clock.fixed(noon, ZoneOffset.UTC), ZoneOffset.UTC);
        for (int i = 0; i < 120; i++) {
            register.happen();
        }
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void everyRowIsTheRecordThatTheLogTells() {
        for (Known<Risk> known : register.log.all(Risk.class)) {
            if (!known.state().folder().equals(register.other.root)) {
                Sight<Risk> sight =
                        running.answer(running.side.queries().one(register.acme.administrator(), known.ref()));
                assertThat(sight.known()).isEqualTo(known);
            }
        }
    }

    @Test
    void everyFilterWithEveryLookup() {
        for (Criterion criterion : running.side.queries().criteria(Shape.of(Risk.class))) {
            for (Lookup lookup : criterion.lookups()) {
                for (int round = 0; round < 4; round++) {
                    List<Object> values = values(criterion, lookup, 1 + register.random.nextInt(2));
                    boolean unset = criterion.nullable() && lookup != Lookup.ISNULL && register.random.nextInt(3) == 0;
                    if (lookup == Lookup.AMONG || lookup == Lookup.NOT || !values.isEmpty()) {
                        agree(query(
                                List.of(new Condition(criterion, lookup, values, unset && ranges(lookup))),
                                List.of(),
                                List.of(),
                                ALL));
                    }
                }
            }
        }
    }

    private static boolean ranges(Lookup lookup) {
        return lookup == Lookup.AMONG || lookup == Lookup.NOT;
    }

    @Test
    void everyOrderInBothDirectionsAloneAndAfterAnother() {
        List<String> orderings = running.side.queries().orderings(Shape.of(Risk.class));
        for (String name : orderings) {
            for (boolean descending : List.of(true, false)) {
                agree(query(List.of(), List.of(), List.of(new Order(name, descending)), ALL));
                agree(query(
                        List.of(),
                        List.of(),
                        List.of(new Order(register.pick(orderings), !descending), new Order(name, descending)),
                        new Window(register.random.nextInt(200), 1 + register.random.nextInt(30))));
            }
        }
    }

    @Test
    void searchesForAnythingThatCanBeWritten() {
        List<String> odd = List.of(
                "%",
                "_",
                "\\",
                "\"",
                "*",
                "ss",
                "ß",
                "ECOLE",
                "lodz",
                "ransom ware",
                "zzz",
                "50%",
                "a_b",
                "A\\D",
                "fi",
                "éé",
                "\u0301",
                "日",
                "istanbul",
                "tab\tbed",
                " ",
                "o\u001fb",
                "\u0000",
                "\ud800");
        for (String word : odd) {
            agree(query(List.of(), List.of(word), List.of(), ALL));
        }
        for (int i = 0; i < 40; i++) {
            String name = register.name();
            int from = register.random.nextInt(name.length());
            int to = from + 1 + register.random.nextInt(Math.min(6, name.length() - from));
            agree(query(List.of(), List.of(name.substring(from, to), register.word()), List.of(), ALL));
        }
    }

    @Test
    void everythingAtOncePageByPage() {
        List<Criterion> criteria = running.side.queries().criteria(Shape.of(Risk.class));
        List<String> orderings = running.side.queries().orderings(Shape.of(Risk.class));
        for (int i = 0; i < 60; i++) {
            List<Condition> where = new ArrayList<>();
            for (int c = register.random.nextInt(3); c > 0; c--) {
                Criterion criterion = register.pick(criteria);
                where.add(new Condition(criterion, Lookup.AMONG, values(criterion, Lookup.AMONG, 3), false));
            }
            List<String> search = register.random.nextBoolean() ? List.of() : List.of(register.word());
            List<Order> order = List.of(new Order(register.pick(orderings), register.random.nextBoolean()));
            Window window = Window.numbered(1 + register.random.nextInt(8), 25);
            agree(query(where, search, order, window));
        }
    }

    private void agree(Query<Risk> query) {
        List<String> expected = oracle.answer(query);
        Page<Risk> page = running.answer(running.side.queries().page(query));
        String asked = query.where() + " search " + query.search() + " order " + query.order() + " " + query.window();
        assertThat(page.items().stream().map(sight -> sight.known().ref().id()))
                .as(asked)
                .containsExactlyElementsOf(expected.stream()
                        .skip(query.window().offset())
                        .limit(query.window().limit())
                        .toList());
        assertThat(page.count()).as(asked).isEqualTo(expected.size());
    }

    private Query<Risk> query(List<Condition> where, List<String> search, List<Order> order, Window window) {
        return new Query<>(Shape.of(Risk.class), register.acme.administrator(), where, search, order, window);
    }

    /** Values that some risk has, with neighbours for ranges, in the types that conditions carry. */
    private List<Object> values(Criterion criterion, Lookup lookup, int number) {
        if (lookup == Lookup.ISNULL) {
            return List.of(register.random.nextBoolean());
        }
        if (criterion.name().equals("folder") || criterion.name().equals("folderExact")) {
            return List.of(register.pick(register.folders).id());
        }
        List<Object> values = new ArrayList<>();
        while (values.size() < number) {
            Object value = oracle.value(criterion.name(), register.log.known(register.pick(register.risks)));
            if (value instanceof List<?> list) {
                values.addAll(list);
                if (list.isEmpty()) {
                    number--;
                }
            } else if (value != null) {
                values.add(
                        switch (value) {
                            case LocalDate day -> day.plusDays(register.random.nextInt(2));
                            case Instant at -> at;
                            default -> value;
                        });
            } else {
                number--;
            }
        }
        return values.stream().filter(Objects::nonNull).toList();
    }
}
