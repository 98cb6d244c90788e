package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import redoubt.infra.eventstore.BoundaryChecker.Anomaly;
import redoubt.infra.eventstore.BoundaryChecker.Objection;
import redoubt.infra.eventstore.BoundaryHistory.Append;
import redoubt.infra.eventstore.BoundaryHistory.Boundary;
import redoubt.infra.eventstore.BoundaryHistory.Criterion;
import redoubt.infra.eventstore.BoundaryHistory.Event;
import redoubt.infra.eventstore.BoundaryHistory.Sourcing;
import redoubt.infra.eventstore.BoundaryProgram.Source;
import redoubt.infra.eventstore.BoundaryProgram.Step;
import redoubt.infra.eventstore.BoundaryProgram.Write;

/**
 * Whatever is asked of several nodes at once, {@link BoundaryChecker} has nothing to object to their answers. For longer:
 * {@code -Djqwik.tries.default=5000}.
 */
class BoundaryLaws extends LogTest {

    private ConnectionPool pool;

    @BeforeProperty
    void aDatabase() {
        open();
        pool = database.pool();
    }

    @AfterProperty
    void isDropped() {
        close();
    }

    /** Empties the log, which only a session without triggers can: a database for each try would take most of the time. */
    @BeforeTry
    void anEmptyLog() {
        sql("set session_replication_role = replica; truncate event, event_tag");
    }

    @AfterTry
    void nodesStop() {
        stopStores();
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void whateverIsAskedAtOnceIsAnsweredAsIfOneAfterTheOther(@ForAll("programs") BoundaryProgram program) {
        var history = program.run(nodes());

        assertThat(BoundaryChecker.check(history)).as("%s", history).isEmpty();
        history.operations()
                .forEach(operation -> Statistics.collect(
                        switch (operation) {
                            case Sourcing _ -> Sourcing.class;
                            case Append append -> append.outcome().getClass();
                        }));
        // Neither of them would show anything if the other one never happened.
        Statistics.coverage(coverage -> {
            coverage.check(BoundaryHistory.Accepted.class).percentage(share -> share > 10);
            coverage.check(BoundaryHistory.Rejected.class).percentage(share -> share > 5);
        });
    }

    @Example
    void aStoreThatForgetsConditionsIsFoundOut() {
        var onA = new Boundary(List.of(new Criterion(Set.of(), Set.of("a"))));
        List<Step> look = List.of(new Source(0, false, onA));
        List<Step> write = List.of(new Write(1, List.of(0), List.of(new Event("", "opened", Set.of("a")))));

        var history = new BoundaryProgram(List.of(look, write, write)).run(nodes(), _ -> AppendCondition.none());

        assertThat(BoundaryChecker.check(history))
                .extracting(Objection::anomaly)
                .containsExactly(Anomaly.LOST_CONFLICT);
    }

    /** As different as nodes of one log can be: one with small pages and groups, one that remembers next to nothing. */
    private List<PostgresEventStore> nodes() {
        return Stream.of(
                        Options.defaults(),
                        Options.defaults().withPage(2).withGroups(2, 1_000),
                        Options.defaults().withMemory(2, 1_000, 0))
                .map(options -> store(database.connections(), pool, options))
                .toList();
    }

    @Provide
    Arbitrary<BoundaryProgram> programs() {
        return steps().list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .list()
                .ofMinSize(2)
                .ofMaxSize(8)
                .map(BoundaryProgram::new);
    }

    private static Arbitrary<Step> steps() {
        // One of them has more to do, so that its appends wait for each other.
        var node = Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(2, 1), Tuple.of(1, 2));
        var source = Combinators.combine(node, Arbitraries.of(false, true), boundaries())
                .as(Source::new);
        var upon = Arbitraries.integers().between(0, 7).list().ofMaxSize(2);
        var write = Combinators.combine(node, upon, events().list().ofMinSize(1).ofMaxSize(3))
                .as(Write::new);
        return Arbitraries.frequencyOf(Tuple.of(2, source), Tuple.of(3, write));
    }

    /** Without types and tags a criterion is everything. */
    private static Arbitrary<Boundary> boundaries() {
        return Combinators.combine(types().set().ofMaxSize(2), tags())
                .as(Criterion::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(Boundary::new);
    }

    private static Arbitrary<Event> events() {
        return Combinators.combine(types(), tags()).as((type, tags) -> new Event("", type, tags));
    }

    private static Arbitrary<String> types() {
        return Arbitraries.of("opened", "moved", "closed");
    }

    private static Arbitrary<Set<String>> tags() {
        return Arbitraries.of("a", "b", "c").set().ofMaxSize(2);
    }
}
