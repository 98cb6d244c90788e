package redoubt.infra.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.Running.get;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import redoubt.infra.Running;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementTest {

    private final TestDatabase database = TestPostgres.fresh();
    private final Running redoubt =
            Running.on(database, List.of(SlowReader.class), "--redoubt.ready.max-lag=10", "--redoubt.pool.size=5");
    private final SlowReader.Position position = redoubt.context().getBean(SlowReader.Position.class);

    @BeforeEach
    void caughtUp() {
        position.head.set(100);
        position.reached.set(100);
    }

    @AfterAll
    void stop() {
        redoubt.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/metrics",
                "/info",
                "/actuator",
                "/actuator/health",
                "/actuator/health/ready",
                "/actuator/prometheus"
            })
    void operatorsNeedNoCredentialsOnTheirPort(String path) {
        assertThat(get(redoubt.management(path)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/health/live", "/metrics", "/actuator", "/actuator/health", "/actuator/prometheus"})
    void operatorsPathsDoNotExistOnTheApiPort(String path) {
        assertThat(get(redoubt.api(path)).statusCode()).isIn(401, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/env", "/beans", "/heapdump", "/shutdown", "/loggers", "/actuator/env"})
    void whatChangesOrRevealsTheProcessIsNotServed(String path) {
        assertThat(get(redoubt.management(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void aNodeThatIsBehindIsAliveButNotReady() {
        position.head.set(111);

        assertThat(get(redoubt.management("/health/ready")).statusCode()).isEqualTo(503);
        assertThat(get(redoubt.management("/health/ready")).body()).contains("\"straggler\":11", "\"bound\":10");
        assertThat(get(redoubt.management("/health/live")).statusCode()).isEqualTo(200);
        assertThat(get(redoubt.management("/health/started")).statusCode()).isEqualTo(200);

        position.reached.set(101);
        assertThat(get(redoubt.management("/health/ready")).statusCode()).isEqualTo(200);
    }

    @Test
    void metricsTellOfThePoolAndOfTheReadersUnderNamesThatPrometheusExpects() {
        position.head.set(107);
        get(redoubt.management("/health/ready"));

        var metrics = get(redoubt.management("/metrics"));

        assertThat(metrics.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(metrics.body())
                .contains("redoubt_database_pool_connections_max 5.0")
                .contains("redoubt_database_questions_connections_max 5.0")
                .contains("redoubt_database_pool_connections{state=\"idle\"}")
                .contains("redoubt_database_pool_connections{state=\"acquired\"}")
                .contains("redoubt_database_pool_waiting 0.0")
                .contains("redoubt_log_reader_lag_events{reader=\"straggler\"} 7.0")
                .contains("redoubt_log_reader_position{reader=\"straggler\"} 100.0");
        assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_][a-z0-9_]*(\\{.*})? \\S+"));
    }

    /** A reader of the log whose position the test sets. */
    static class SlowReader {

        static final class Position implements Lag {
            final AtomicLong head = new AtomicLong();
            final AtomicLong reached = new AtomicLong();

            @Override
            public long head() {
                return head.get();
            }

            @Override
            public long reached() {
                return reached.get();
            }
        }

        @Bean
        Position straggler() {
            return new Position();
        }
    }
}
