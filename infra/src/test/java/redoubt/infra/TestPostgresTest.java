package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class TestPostgresTest {

    @Test
    void everyTestHasADatabaseOfItsOwnOnAServerOfTheVersionWeShip() {
        try (var one = TestPostgres.fresh();
                var other = TestPostgres.fresh()) {
            ask(one, "create table mark (it int)");

            assertThat(ask(one, "select to_regclass('mark')::text")).isEqualTo("mark");
            assertThat(ask(other, "select coalesce(to_regclass('mark')::text, 'none')"))
                    .isEqualTo("none");
            assertThat(ask(one, "show server_version")).startsWith("18.");
        }
    }

    @Test
    void aDroppedDatabaseIsGoneThoughSomebodyIsStillConnected() {
        var doomed = TestPostgres.fresh();
        ask(doomed, "select 1::text");
        doomed.drop();

        try (var witness = TestPostgres.fresh()) {
            assertThat(ask(witness, "select count(*)::text from pg_database where datname = '" + doomed.name() + "'"))
                    .isEqualTo("0");
        }
    }

    private static String ask(TestDatabase database, String sql) {
        return database.pool()
                .create()
                .flatMap(connection -> Flux.from(connection.createStatement(sql).execute())
                        .flatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                        .next()
                        .defaultIfEmpty(""))
                .block();
    }
}
