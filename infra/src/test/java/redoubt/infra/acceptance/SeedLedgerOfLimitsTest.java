package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What the public page promises of limits, tried with the limits that hold unless somebody says otherwise. */
@Timeout(240)
class SeedLedgerOfLimitsTest {

    private static final String RISKS = "/api/v1/risks/?page_size=1";

    @Test
    void s35AndT04TheStandardLimitIsAThousandRequestsInAnHour() throws InterruptedException {
        try (var redoubt = RunningRedoubt.start("--redoubt.rate.hourly=1000", "--redoubt.rate.burst=5000")) {
            afterTheTurnOf(3_600, 60);
            Http http = redoubt.http();
            for (int n = 1; n <= 1_000; n++) {
                Reply reply = http.get(RISKS).expect(200);
                assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("1000");
            }
            Reply refused = http.get(RISKS).expect(429);
            assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(refused.json().path("retry_after").asInt()).isBetween(1, 3_600);
        }
    }

    @Test
    void s36AndT04TheBurstLimitIsAHundredRequestsInAMinuteAndS42WhatIsToldThen() throws InterruptedException {
        try (var redoubt = RunningRedoubt.start("--redoubt.rate.hourly=1000", "--redoubt.rate.burst=100")) {
            Http http = redoubt.http();
            afterTheTurnOf(60, 20);
            for (int n = 1; n <= 100; n++) {
                http.get(RISKS).expect(200);
            }
            Reply refused = http.get(RISKS).expect(429);

            JsonNode told = refused.json();
            assertThat(told.propertyNames()).containsExactlyInAnyOrder("error", "message", "retry_after");
            assertThat(told.path("error").asString()).isEqualTo("rate_limited");
            assertThat(told.path("message").asString()).isEqualTo("Too many requests");
            assertThat(told.path("retry_after").asInt()).isBetween(1, 60);
            assertThat(refused.header("Retry-After"))
                    .isEqualTo(told.path("retry_after").asString());
            assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("1000");
            assertThat(refused.header("X-RateLimit-Remaining")).isNotEqualTo("0");
        }
    }

    /** Windows are those of the clock. What is counted must fit into one of them. */
    private static void afterTheTurnOf(long window, long needed) throws InterruptedException {
        long left = window - Instant.now().getEpochSecond() % window;
        if (left < needed) {
            Thread.sleep(left * 1_000 + 100);
        }
    }
}
