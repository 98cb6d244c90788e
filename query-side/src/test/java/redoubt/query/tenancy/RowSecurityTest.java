package redoubt.query.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import redoubt.query.Database;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.rebuild.State;
import redoubt.query.rebuild.Wanted;

/** No table can forget to be under row security, and the role that it counts for can do nothing else than read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowSecurityTest {

    /** Tables with a column org, in whatever schema, that somebody may read without it. */
    private static final String BARE =
            "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid ="
                    + " c.oid and a.attname = 'org' where c.relkind in ('r', 'p') and not (c.relrowsecurity and"
                    + " c.relforcerowsecurity and array(select p.polname from pg_policy p where p.polrelid = c.oid) @>"
                    + " array['house', 'tenant']::name[])";

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant twin = new Tenant(log);
    private Running running;

    @BeforeAll
    void start() {
        acme.risk("ours", acme.root);
        twin.risk("theirs", twin.root);
        running = new Running(log).caughtUp();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void everyTableOfAnOrganizationIsUnderForcedRowSecurity() {
        assertThat(running.database.ask(BARE)).isEmpty();
        assertThat(running.database.ask(
                        "select count(*)::text from pg_class c join pg_attribute a on a.attrelid = c.oid and"
                                + " a.attname = 'org' where c.relkind = 'r' and relnamespace ="
                                + " 'read'::regnamespace"))
                .containsExactly(Integer.toString(Tenant.CATALOGUE.resources().size()));
    }

    @Test
    void everyViewShowsWhatItsTablesShow() {
        assertThat(running.database.ask("select relname::text from pg_class where relkind = 'v' and relnamespace ="
                        + " 'read'::regnamespace and relname !~ '_found$' and not coalesce(reloptions @>"
                        + " array['security_invoker=true'], false)"))
                .isEmpty();
        assertThat(running.database.ask("select relname::text from pg_class where relkind = 'v' and relnamespace ="
                        + " 'read'::regnamespace and relname ~ '_found$' and pg_get_viewdef(oid) not like"
                        + " '%WHERE%org = ANY%SELECT read.seen()%'"))
                .isEmpty();
    }

    @Test
    void aTableThatIsMadeAnewIsUnderItAsWell() {
        assertThat(names()).containsExactly("ours");
        running.side
                .rebuilds()
                .begin("risk", new Wanted("To be sure", true, true, 100, null, null))
                .block(Running.PATIENCE);
        running.side
                .rebuilds()
                .of("risk")
                .next()
                .filter(rebuild -> rebuild.state() == State.COMPLETED)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(20)))
                .block(Running.PATIENCE);

        assertThat(running.database.ask(BARE)).isEmpty();
        assertThat(names()).containsExactly("ours");
        assertThatThrownBy(() -> asReader("select name from read_past.risk")).hasMessageContaining("permission denied");
    }

    @Test
    void theRoleOfQuestionsOwnsNothingAndOverridesNothing() {
        String role = "'" + Database.READER + "'";
        assertThat(running.database.ask("select concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
                        + " rolreplication, rolcanlogin) from pg_roles where rolname = " + role))
                .containsExactly("f f f f f f");
        assertThat(running.database.ask("select relname::text from pg_class where pg_get_userbyid(relowner) = " + role))
                .isEmpty();
        assertThat(running.database.ask(
                        "select rolname::text from pg_roles where pg_has_role(" + role + ", oid, 'member')"))
                .containsExactly(Database.READER);
        assertThat(asReader("select current_user::text")).containsExactly(Database.READER);
    }

    @Test
    void theRoleOfQuestionsWritesNothingAndReadsNothingOfTheHouse() {
        for (String forbidden : List.of(
                "delete from read.risk",
                "update read.mark set position = 0",
                "select name from read.mark",
                "select type from read.parked_event",
                "select reason from read.rebuild",
                "alter table read.risk no force row level security")) {
            assertThatThrownBy(() -> asReader("set transaction_read_only = off; " + forbidden))
                    .as(forbidden)
                    .hasMessageMatching(".*(denied|must be owner).*");
        }
        assertThatThrownBy(() -> asReader("create temp table t (it int)")).hasMessageContaining("read-only");
    }

    private List<String> names() {
        return new Confined(running.database.questions())
                .ask(List.of(acme.id), connection -> texts(connection, "select name from read.risk where 1 = $1"))
                .block(Running.PATIENCE);
    }

    private List<String> asReader(String sql) {
        return Flux.usingWhen(
                        running.database.questions().create(), connection -> texts(connection, sql), Connection::close)
                .collectList()
                .block(Running.PATIENCE);
    }

    private static Flux<String> texts(Connection connection, String sql) {
        var statement = connection.createStatement(sql);
        return Flux.from((sql.contains("$1") ? statement.bind(0, 1) : statement).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class))));
    }
}
