package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.TestPostgres;

/** Rate limits as clients of several nodes on one database meet them. */
@Timeout(240)
class RateLimitTest {

    private static final String RISKS = "/api/v1/risks/?page_size=1";
    private static final String[] TIGHT = {
        "--redoubt.rate.hourly=1000", "--redoubt.rate.burst=40", "--redoubt.rate.refused=10"
    };

    @Test
    void twoNodesLetInAQuarterMoreThanOneAtMost() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, TIGHT);
                var other = RunningRedoubt.on(database, TIGHT)) {
            awaitTwo(one, other);
            List<Http> nodes = List.of(one.http(), other.http());
            inOneMinute(() -> {
                int passed = 0;
                for (int n = 0; n < 120; n++) {
                    passed += nodes.get(n % 2).get(RISKS).status() == 200 ? 1 : 0;
                }
                assertThat(passed).isBetween(40, 50);
                for (Http node : nodes) {
                    Reply refused = node.get(RISKS).expect(429);
                    assertThat(refused.text("error")).isEqualTo("rate_limited");
                    assertThat(refused.header("Retry-After"))
                            .isEqualTo(refused.json().path("retry_after").asString());
                    assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                            .isBetween(1, 60);
                }
            });
            assertThat(one.management().get("/metrics").text())
                    .contains("redoubt_rate_limited_requests_total{policy=\"burst\"}", "redoubt_rate_nodes 2.0");
        }
    }

    @Test
    void whoWasCountedOnOneNodeIsCountedOnTheOther() throws InterruptedException {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, TIGHT);
                var other = RunningRedoubt.on(database, TIGHT)) {
            for (int n = 0; n < 20; n++) {
                one.http().get(RISKS).expect(200);
            }
            // Two exchanges, one on each side.
            other.http().get(RISKS).expect(200);
            Thread.sleep(3_000);
            Reply told = other.http().get(RISKS).expect(200);
            assertThat(told.header("X-RateLimit-Limit")).isEqualTo("1000");
            assertThat(told.header("X-RateLimit-Remaining")).isEqualTo("978");
        }
    }

    @Test
    void anAddressThatGuessesOnOneNodeIsHeardOnNone() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, TIGHT);
                var other = RunningRedoubt.on(database, TIGHT)) {
            inOneMinute(() -> {
                for (int n = 0; n < 10; n++) {
                    one.http().as("pst_" + "x".repeat(43)).get(RISKS).expect(401);
                }
                one.http().get(RISKS).expect(429);
                other.http().anonymous().get(RISKS).expect(401);
                Reply last = other.http().get(RISKS);
                for (int wait = 0; wait < 50 && last.status() == 200; wait++) {
                    pause(100);
                    last = other.http().get(RISKS);
                }
                last.expect(429);
                assertThat(last.header("RateLimit-Policy")).isEqualTo("\"address\";q=10;w=60");
            });
        }
    }

    @Test
    void anAdministratorSetsWhatSomebodyMayAskForAndItHoldsAtOnce() {
        try (var redoubt = RunningRedoubt.start()) {
            Http http = redoubt.http();
            String me = "/api/v1/users/" + http.get("/api/v1/users/").ids().getFirst() + "/";
            http.patch(me, "{\"rate_limit_override\":{\"hourly\":0,\"burst\":5}}")
                    .expect(400);
            http.patch(me, "{\"rate_limit_override\":{\"hourly\":5000}}").expect(400);
            Reply set = http.patch(me, "{\"rate_limit_override\":{\"hourly\":5000,\"burst\":500}}")
                    .expect(200);
            assertThat(set.json().path("rate_limit_override").path("hourly").asInt())
                    .isEqualTo(5000);
            assertThat(http.get(me).expect(200).header("RateLimit-Policy"))
                    .isEqualTo("\"hourly\";q=5000;w=3600, \"burst\";q=500;w=60");
            http.patch(me, "{\"rate_limit_override\":null}").expect(200);
            assertThat(http.get(me).expect(200).header("X-RateLimit-Limit")).isEqualTo("1000000000");
        }
    }

    private static void awaitTwo(RunningRedoubt one, RunningRedoubt other) {
        for (RunningRedoubt node : List.of(one, other)) {
            for (int wait = 0; !node.management().get("/metrics").text().contains("redoubt_rate_nodes 2.0"); wait++) {
                assertThat(wait).as("waits for the nodes to hear of each other").isLessThan(200);
                pause(100);
            }
        }
    }

    /** Not across the end of a minute, after which everybody may begin anew. */
    private static void inOneMinute(Runnable what) {
        Duration left = Duration.ofMinutes(1).minusSeconds(Instant.now().getEpochSecond() % 60);
        if (left.toSeconds() < 20) {
            pause(left.toMillis());
        }
        what.run();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
