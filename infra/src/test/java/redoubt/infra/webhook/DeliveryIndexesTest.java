package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.api.webhook.Deliveries.Asked;
import redoubt.api.webhook.Delivery;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.postgres.Sql;
import redoubt.model.Ref;
import redoubt.query.Window;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.tenancy.Confined;
import redoubt.webhook.Webhook;

/** Whoever asks for a page of what arrived reads about that page, however much an endpoint and those like it were told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIndexesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 10;
    private static final int TOLD = 20_000;
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final UUID WEBHOOK = UUID.randomUUID();
    private static final UUID RARE = UUID.randomUUID();
    private static final Ref<Webhook> REF = Ref.of(Webhook.class, WEBHOOK.toString());

    private final TestDatabase database = TestPostgres.fresh();
    private final Sql sql = new Sql(database.connections());
    private final Asking asking = new Asking(new Confined(database.questions(1)));

    @BeforeAll
    void muchIsTold() {
        database.asSuperuser("insert into webhook_crew (webhook, org, alike, number) values ('" + WEBHOOK + "', '"
                + ORGANIZATION + "', gen_random_uuid(), 0)");
        database.asSuperuser("insert into webhook_arrival (crew, flight, org, message, position, type, noun, resource,"
                + " status, digest, headers, answer, webhooks, places, started, took_ms)"
                + " select c.crew, delivery_of(later_uuid(), 0), c.org, 'msg_' || n, n, case when n % 5000 = 7 then"
                + " 'risk.deleted' else 'risk.created' end, 'risk', case when n % 5000 = 7 then '" + RARE + "'"
                + " else gen_random_uuid() end, case when n % 5000 = 7 then 202 else 200 end, '', '{}', '',"
                + " array[c.webhook], '{1}', '{0}', '{3}' from webhook_crew c, generate_series(1, " + TOLD + ") n");
        database.asSuperuser("analyze webhook_arrival");
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "created_at, , ",
        "position, , ",
        "next_at, , ",
        "created_at, type, risk.deleted",
        "created_at, status, 202",
        "created_at, resource, ''",
        "position, resource, ''"
    })
    void aPageReadsAboutAPage(String order, String column, String value) {
        Map<String, List<String>> equal =
                column == null ? Map.of() : Map.of(column, List.of(value.isEmpty() ? RARE.toString() : value));
        long before = read();
        List<Delivery> page = Objects.requireNonNull(asking.rows(
                        ORGANIZATION.toString(),
                        DeliveryQuestion.rows(REF, new Asked(equal, Map.of(), order, true), new Window(0, PAGE)),
                        DeliveryRow::read)
                .collectList()
                .block(PATIENCE));
        assertThat(page).hasSize(column == null ? PAGE : TOLD / 5_000);
        assertThat(read() - before).isBetween(1L, 4L * PAGE);
    }

    /** How many rows of what arrived were read until now. */
    private long read() {
        asking.rows(ORGANIZATION.toString(), Clause.of("select pg_stat_force_next_flush()"), _ -> true)
                .blockLast(PATIENCE);
        return Objects.requireNonNull(sql.ask(
                        "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname ="
                                + " 'webhook_arrival'",
                        statement -> statement,
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .blockLast(PATIENCE));
    }
}
