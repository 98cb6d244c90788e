package redoubt.infra.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.api.tenancy.Directory.Question;
import redoubt.api.tenancy.Directory.Term;
import redoubt.api.tenancy.Seat;
import redoubt.api.tenancy.Shown;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.postgres.Sql;
import redoubt.infra.security.People;
import redoubt.query.Order;
import redoubt.query.Window;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Housekeeping;
import redoubt.query.tenancy.Confined;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lists of a small organization read does not grow with what is in all others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryIndexesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CROWD = 10_000;
    private static final List<String> TABLES = List.of(
            "organization",
            "role_assignment",
            "\"user\"",
            "business_unit",
            "team",
            "team_membership",
            "team_invitation");

    private static final Set<String> READING = Set.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan");

    private final TestDatabase database = TestPostgres.fresh();
    private RunningRedoubt redoubt;
    private StoredDirectory directory;
    private Asking asking;
    private Seat seat;

    @BeforeAll
    void oneOrganizationAmongMany() {
        redoubt = RunningRedoubt.on(database);
        String account = "{\"email\":\"eve@example.com\",\"password1\":\"a long walk in the rain\","
                + "\"password2\":\"a long walk in the rain\"}";
        String access = redoubt.http()
                .anonymous()
                .post("/api/auth/registration/", account)
                .expect(201)
                .text("access");
        Http http = redoubt.http().with("Authorization", "Bearer " + access);
        String organization = http.post("/api/organizations/", "{\"name\":\"Of eve\"}")
                .expect(201)
                .id();
        String inIt = "{\"organization\":" + organization + ",\"name\":\"One\"}";
        http.post("/api/business-units/", inIt).expect(201);
        String team = http.post("/api/teams/", inIt).expect(201).id();
        http.post("/api/teams/" + team + "/invite-member/", "{\"email\":\"friend@example.com\"}")
                .expect(201);
        http.get("/api/teams/").expect(200);
        var eve = redoubt.part(People.class).at("eve@example.com").block(PATIENCE);
        seat = new Sql(database.connections())
                .ask(
                        "select id, root_folder from read.organization where name = 'Of eve'",
                        statement -> statement,
                        row -> new Seat(eve.acting(null)
                                .in(String.valueOf(row.get(0, UUID.class)), String.valueOf(row.get(1, UUID.class)))
                                .backed()))
                .blockFirst(PATIENCE);
        TABLES.forEach(this::crowd);
        asking = new Asking(new Confined(database.questions(2)));
        directory = new StoredDirectory(
                asking,
                new Housekeeping(database.pool()),
                redoubt.part(People.class),
                redoubt.part(StoredInviteLinks.class),
                new Numbers(database.pool()),
                Clock.systemUTC());
    }

    /** The same rows in other organizations, about other things. */
    private void crowd(String table) {
        database.asSuperuser("""
            do $$ declare names text; given text; begin
                select string_agg(quote_ident(attname), ', ' order by attnum),
                    string_agg(case when atttypid = 'uuid'::regtype then 'gen_random_uuid()'
                        when atttypid = 'uuid[]'::regtype then 'array[gen_random_uuid()]'
                        else quote_ident(attname) end, ', ' order by attnum)
                into names, given from pg_attribute
                where attrelid = 'read.%1$s'::regclass and attnum > 0 and attgenerated = '' and not attisdropped;
                execute format('insert into read.%1$s (%%s) select %%s from (select * from read.%1$s limit 1) t,'
                    || ' generate_series(1, %2$d)', names, given);
            end $$;
            analyze read.%1$s;
            """.formatted(table, CROWD));
    }

    @AfterAll
    void stop() {
        redoubt.close();
        database.close();
    }

    @Test
    void everyListReadsWhatIsInItsOrganizations() {
        Map<Class<?>, List<Term>> asked = Map.of(
                Shown.Organization.class, List.of(new Term("plan", "free")),
                Shown.Membership.class,
                        List.of(new Term("organization", organization()), new Term("role", "security_team")),
                Shown.Member.class, List.of(new Term("organization", organization())),
                Shown.BusinessUnit.class, List.of(new Term("organization", organization())),
                Shown.Team.class, List.of(new Term("is_default", false), new Term("my_teams", true)),
                Shown.TeamMember.class, List.of(),
                Shown.Invitation.class, List.of(new Term("status", "pending")));
        asked.forEach((type, terms) -> {
            assertSparing(type, List.of(), List.of(), List.of());
            terms.forEach(term -> assertSparing(type, List.of(term), List.of(), List.of()));
            View<?> view = View.of(type);
            if (!view.searched().isEmpty()) {
                assertSparing(type, List.of(), List.of("one"), List.of());
            }
            view.orderings().keySet().forEach(name -> List.of(true, false)
                    .forEach(falling -> assertSparing(type, List.of(), List.of(), List.of(new Order(name, falling)))));
        });
    }

    private String organization() {
        return seat.by().organization();
    }

    private void assertSparing(Class<?> type, List<Term> where, List<String> words, List<Order> order) {
        Question question = new Question(List.of(seat), seat.by(), where, words, order, new Window(0, 25));
        for (Clause clause : List.of(directory.page(type, question), directory.count(type, question))) {
            assertThat(read(plan(clause)))
                    .as("%s where %s, %s by %s: %s", type.getSimpleName(), where, words, order, clause.sql())
                    .isLessThan(CROWD / 20);
        }
    }

    private JsonNode plan(Clause clause) {
        String text = asking.rows(
                        List.of(seat.by().organization()),
                        Clause.of("explain (analyze, timing off, format json) ").then(clause),
                        row -> row.get(0, String.class))
                .blockLast(PATIENCE);
        return JsonMapper.shared().readTree(text).path(0).path("Plan");
    }

    /** How many rows were looked at, be it in vain. */
    private static long read(JsonNode node) {
        long own = READING.contains(node.path("Node Type").asString())
                ? Math.round((node.path("Actual Rows").asDouble(0)
                                + node.path("Rows Removed by Filter").asDouble(0)
                                + node.path("Rows Removed by Index Recheck").asDouble(0))
                        * node.path("Actual Loops").asDouble(1))
                : 0;
        return own
                + StreamSupport.stream(node.path("Plans").spliterator(), false)
                        .mapToLong(DirectoryIndexesTest::read)
                        .sum();
    }
}
