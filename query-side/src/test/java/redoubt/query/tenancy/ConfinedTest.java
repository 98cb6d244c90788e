package redoubt.query.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.identity.Organization;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;

/** Tenants take turns on one connection, and whatever happens to a question leaves nothing of it to the next. */
class ConfinedTest {

    private static final String NAMES = "select name from read.risk order by name";
    private static final String WAITING = "select pg_sleep(0.4)::text";

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant twin = new Tenant(log);
    private Running running;
    private ConnectionPool one;
    private Confined confined;

    @BeforeEach
    void start() {
        acme.risk("ours", acme.root);
        twin.risk("theirs", twin.root);
        running = new Running(log).caughtUp();
        one = running.database.questions(1);
        confined = new Confined(one);
    }

    @AfterEach
    void stop() {
        one.dispose();
        running.close();
    }

    @Test
    void tenantsTakeTurnsOnOneConnection() {
        List<List<String>> answers = Flux.range(0, 200)
                .flatMapSequential(turn -> asked(turn % 2 == 0 ? acme : twin, NAMES), 16)
                .collectList()
                .block(Running.PATIENCE);

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(turn -> List.of(turn % 2 == 0 ? "ours" : "theirs"))
                        .toList());
        nothingIsLeft();
    }

    @Test
    void severalOrganizationsAreSeenAtOnceAndNoneIfNoneIsNamed() {
        assertThat(names(List.of(acme.id, twin.id))).containsExactly("ours", "theirs");
        assertThat(names(List.of())).isEmpty();
        assertThat(names(List.of(Tenant.fresh(Organization.class).id()))).isEmpty();
        assertThatThrownBy(() -> names(List.of(acme.id + "}'; set redoubt.seen = '{" + twin.id)))
                .isInstanceOf(IllegalArgumentException.class);
        nothingIsLeft();
    }

    @Test
    void aQuestionThatNobodyWaitsForAnyMoreLeavesNothing() {
        asked(acme, WAITING).subscribe().dispose();
        asked(acme, WAITING).take(Duration.ofMillis(100)).block(Running.PATIENCE);
        assertThatThrownBy(() ->
                        asked(acme, WAITING).timeout(Duration.ofMillis(100)).block(Running.PATIENCE))
                .hasMessageContaining("100ms");

        assertThat(asked(twin, NAMES).block(Running.PATIENCE)).containsExactly("theirs");
        nothingIsLeft();
    }

    @Test
    void aQuestionThatFailsLeavesNothing() {
        for (String wrong : List.of("select (1 / 0)::text", "no question", "select name from read.nothing")) {
            assertThatThrownBy(() -> asked(acme, wrong).block(Running.PATIENCE)).isNotNull();
            nothingIsLeft();
        }
        assertThatThrownBy(() -> confined.ask(List.of(acme.id), connection -> texts(connection, NAMES)
                                .concatWith(texts(connection, "select 'x'::int")))
                        .block(Running.PATIENCE))
                .isNotNull();
        assertThatThrownBy(() -> confined.ask(List.of(acme.id), _ -> {
                            throw new IllegalStateException("no question at all");
                        })
                        .block(Running.PATIENCE))
                .hasMessage("no question at all");
        nothingIsLeft();
        assertThat(asked(twin, NAMES).block(Running.PATIENCE)).containsExactly("theirs");
    }

    @Test
    void aQuestionThatTheServerEndsLeavesNothing() {
        assertThatThrownBy(() -> confined.ask(
                                List.of(acme.id), connection -> texts(connection, "set local statement_timeout = 50")
                                        .concatWith(texts(connection, WAITING)))
                        .block(Running.PATIENCE))
                .hasMessageContaining("statement timeout");
        nothingIsLeft();

        var lost = asked(acme, "select pg_sleep(20)::text").toFuture();
        String ending = "select pg_terminate_backend(pid)::text from pg_stat_activity"
                + " where datname = current_database() and query = 'select pg_sleep(20)::text'";
        while (running.database.ask(ending).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(lost::join).hasCauseInstanceOf(R2dbcException.class);
        nothingIsLeft();
        assertThat(asked(twin, NAMES).block(Running.PATIENCE)).containsExactly("theirs");
    }

    @Test
    void whatIsAnsweredOutsideOfTheTransactionIsNotBelieved() {
        Confined broken = new Confined(
                new Rewritten(running.database.pool(), sql -> sql.startsWith("begin") ? "begin nothing" : sql));

        assertThatThrownBy(() -> broken.ask(List.of(acme.id), connection -> texts(connection, NAMES))
                        .block(Running.PATIENCE))
                .hasMessageContaining("syntax error");
    }

    private List<String> names(List<String> organizations) {
        return confined.ask(organizations, connection -> texts(connection, NAMES))
                .block(Running.PATIENCE);
    }

    private Mono<List<String>> asked(Tenant tenant, String sql) {
        return confined.ask(List.of(tenant.id), connection -> texts(connection, sql));
    }

    private static Flux<String> texts(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class))));
    }

    /** The one connection is in no transaction, names no organization, and sees nothing. */
    private void nothingIsLeft() {
        List<String> left = Flux.usingWhen(
                        one.create(),
                        connection -> texts(
                                connection,
                                "select concat_ws('|', nullif(current_setting('redoubt.seen', true), ''), current_user,"
                                        + " now() = statement_timestamp(), (select count(*) from read.risk))"),
                        Connection::close)
                .collectList()
                .block(Running.PATIENCE);
        assertThat(left).containsExactly("postgres_reader|t|0");
        assertThat(one.getMetrics().orElseThrow().allocatedSize()).isEqualTo(1);
    }
}
