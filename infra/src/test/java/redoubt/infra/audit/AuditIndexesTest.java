package redoubt.infra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.postgres.Sql;
import redoubt.model.access.Principal;
import redoubt.query.Window;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.SqlAuditLog;
import redoubt.query.tenancy.Confined;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked for by any filter is found among much else that happened in the same organization. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIndexesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CROWD = 40_000;
    private static final Set<String> READING = Set.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan");
    private static final List<String> ANY = List.of();

    private final TestDatabase database = TestPostgres.fresh();
    private RunningRedoubt redoubt;
    private Asking asking;
    private Principal by;

    @BeforeAll
    void aLongLog() {
        redoubt = RunningRedoubt.on(database);
        redoubt.http().get("/api/v1/audit-log/").expect(200);
        by = new Sql(database.connections())
                .ask(
                        "select id, root_folder from read.organization limit 1",
                        statement -> statement,
                        row -> Principal.system(
                                String.valueOf(row.get(0, UUID.class)), String.valueOf(row.get(1, UUID.class))))
                .blockFirst(PATIENCE);
        database.asSuperuser("""
            insert into read.audit_entry (position, org, type, noun, resource, folder, actor_type, actor, token, command,
                correlation, fields, search)
            select 1000000 + n, '%1$s', 'risk.updated', 'risk', gen_random_uuid()::text, gen_random_uuid(), 'user',
                gen_random_uuid()::text, gen_random_uuid()::text, 'update_risk', gen_random_uuid()::text,
                array['field_' || n %% 50], md5(n::text)
            from generate_series(1, %2$d) n;
            insert into event_origin (position, org, ip)
            select 1000000 + n, '%1$s', '192.0.2.' || n %% 200 from generate_series(1, %2$d) n;
            analyze read.audit_entry, event_origin;
            """.formatted(by.organization(), CROWD));
        asking = new Asking(new Confined(database.questions(2)));
    }

    @AfterAll
    void stop() {
        redoubt.close();
        database.close();
    }

    @Test
    void everyFilterAndTheSearchHaveAnIndex() {
        String nobody = UUID.randomUUID().toString();
        for (AuditQuestion question : List.of(
                AuditQuestion.EVERYTHING,
                AuditQuestion.EVERYTHING.between(0, 10),
                asked(List.of("folder.created"), ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, List.of("settings"), ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, List.of(nobody), ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, List.of(nobody), ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, List.of("anonymous"), ANY, ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, List.of(nobody), ANY, ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, List.of(nobody), ANY, ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, ANY, List.of("create_folder"), ANY, ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, List.of(nobody), ANY, ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, List.of("default_risk_matrix"), ANY, ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, List.of("198.51.100.7"), ANY),
                asked(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, List.of("global")))) {
            for (boolean ascending : List.of(true, false)) {
                SqlAuditLog audit = (SqlAuditLog) redoubt.part(AuditLog.class);
                Clause clause = audit.positions(by, question, ascending, new Window(0, 25))
                        .block(PATIENCE);
                assertThat(read(plan(clause))).as(clause.sql()).isLessThan(CROWD / 20);
            }
        }
    }

    private static AuditQuestion asked(
            List<String> types,
            List<String> nouns,
            List<String> resources,
            List<String> folders,
            List<String> actorTypes,
            List<String> actors,
            List<String> tokens,
            List<String> commands,
            List<String> correlations,
            List<String> fields,
            List<String> ips,
            List<String> words) {
        return new AuditQuestion(
                types,
                nouns,
                resources,
                folders,
                actorTypes,
                actors,
                tokens,
                commands,
                correlations,
                fields,
                ips,
                0,
                Long.MAX_VALUE,
                words);
    }

    private JsonNode plan(Clause clause) {
        String text = asking.rows(
                        by.organization(),
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
                        .mapToLong(AuditIndexesTest::read)
                        .sum();
    }
}
