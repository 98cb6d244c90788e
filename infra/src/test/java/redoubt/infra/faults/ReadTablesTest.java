package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import redoubt.infra.TestDatabase;
import redoubt.infra.acceptance.RunningRedoubt;

/** A comparison that finds nothing would prove nothing. */
class ReadTablesTest {

    @Test
    void whatTheLogDoesNotSayIsGoneWhenTheTablesAreMadeAnew() {
        try (var running = RunningRedoubt.start()) {
            var database = running.database();
            var tables = new ReadTables(sql -> ask(database, sql));
            running.http().post("/api/v1/risks/", "{\"name\":\"True\"}").expect(201);
            var untouched = tables.checksums();
            assertThat(untouched).containsKeys("risk", "folder", "user");

            tables.makeAnew();
            assertThat(tables.checksums()).isEqualTo(untouched);

            ask(database, "update read.risk set name = 'Forged'");
            assertThat(tables.checksums()).isNotEqualTo(untouched);
            tables.makeAnew();
            assertThat(tables.checksums()).isEqualTo(untouched);
        }
    }

    private static List<String> ask(TestDatabase database, String sql) {
        return Flux.usingWhen(
                        database.connections().create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((Readable row) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(Duration.ofSeconds(30));
    }
}
