package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redoubt.infra.postgres.Asking.ask;

import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.faults.FaultProxy;

class ConnectionsTest {

    private static final Limits TIGHT =
            new Limits(2, Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(150));

    private final TestDatabase database = TestPostgres.bare();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aSessionSaysWhoItIsAndHowLongItMayTake() {
        var sessions = Connections.sessions(database.address(), Limits.standard(), "feed");

        assertThat(ask(sessions, "show application_name")).containsExactly("redoubt feed");
        assertThat(ask(sessions, "show statement_timeout")).containsExactly("30s");
        assertThat(ask(sessions, "show idle_in_transaction_session_timeout")).containsExactly("30s");
    }

    @Test
    void aStatementThatTakesTooLongIsEndedByTheServer() {
        var sessions = Connections.sessions(database.address(), TIGHT, "test");

        assertThatThrownBy(() -> ask(sessions, "select pg_sleep(5)")).hasMessageContaining("statement timeout");
    }

    @Test
    void aTransactionThatIsForgottenIsEndedByTheServer() {
        var sessions = Connections.sessions(database.address(), TIGHT, "test");

        var afterwards = Flux.usingWhen(
                sessions.create(),
                connection -> Mono.from(connection.beginTransaction())
                        .then(Mono.delay(Duration.ofMillis(600)))
                        .thenMany(connection.createStatement("select 1").execute())
                        .flatMap(result -> result.getRowsUpdated()),
                Connection::close);

        assertThatThrownBy(() -> afterwards.blockLast(Duration.ofSeconds(10))).isInstanceOf(RuntimeException.class);
        assertThat(ask(
                        database.connections(),
                        "select count(*) from pg_stat_activity where state = 'idle in transaction'"))
                .containsExactly("0");
    }

    @Test
    void aPoolThatIsExhaustedSaysSoInsteadOfWaitingForEver() {
        var pool = Connections.pool(database.address(), TIGHT);
        try {
            pool.create().block();
            pool.create().block();

            assertThatThrownBy(() -> pool.create().block()).hasMessageContaining("timed out");
        } finally {
            pool.dispose();
        }
    }

    @Test
    void aServerThatIsStillStartingIsWaitedFor() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var real = database.address();
        var late =
                new DatabaseAddress("127.0.0.1", free, real.database(), real.user(), real.password(), real.options());
        var relay = Mono.delay(Duration.ofMillis(800), Schedulers.boundedElastic())
                .map(tick -> FaultProxy.from(free, real.port()));

        var both = Mono.zip(
                relay,
                Connections.answering(Connections.sessions(late, TIGHT, "test"), late, Duration.ofSeconds(10))
                        .thenReturn("answered"));

        var outcome = both.block(Duration.ofSeconds(20));
        outcome.getT1().close();
        assertThat(outcome.getT2()).isEqualTo("answered");
    }

    @Test
    void aServerThatNeverComesIsOneSentenceAfterThePatienceEnds() {
        var nowhere = new DatabaseAddress("127.0.0.1", 1, "d", "ann", "TOPSECRET", Map.of("sslmode", "disable"));

        assertThatThrownBy(() -> Connections.answering(
                                Connections.sessions(nowhere, TIGHT, "test"), nowhere, Duration.ofSeconds(1))
                        .block(Duration.ofSeconds(20)))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageStartingWith("The database postgresql://ann@127.0.0.1:1/d does not answer: ")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("TOPSECRET");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() {
        var real = database.address();
        var unknown =
                new DatabaseAddress(real.host(), real.port(), "nosuch", real.user(), real.password(), real.options());

        assertThatThrownBy(() -> Connections.answering(
                                Connections.sessions(unknown, TIGHT, "test"), unknown, Duration.ofMinutes(5))
                        .block(Duration.ofSeconds(5)))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("database \"nosuch\" does not exist");
    }
}
