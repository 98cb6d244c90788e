package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.model.access.Principal;
import redoubt.model.access.Quota;
import redoubt.model.access.Role;

/** What clients are told of how much they may ask for. */
class LimitedTest {

    private static final String RISKS = "/api/v1/risks/";

    private final Running running = new Running(new Quota(1000, 100), 60);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyAnswerShowsWhatIsLeft() {
        Told told = running.get(RISKS);
        assertThat(told.header("X-RateLimit-Limit")).isEqualTo("1000");
        assertThat(told.header("X-RateLimit-Remaining")).isEqualTo("999");
        assertThat(told.header("X-RateLimit-Reset")).isEqualTo("1786201200");
        assertThat(told.header("RateLimit-Policy")).isEqualTo("\"hourly\";q=1000;w=3600, \"burst\";q=100;w=60");
        assertThat(told.header("RateLimit")).isEqualTo("\"hourly\";r=999;t=1008, \"burst\";r=99;t=48");
        Told nothing = running.get(RISKS + "0190b6f0-0000-7000-8000-000000000001/");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.header("X-RateLimit-Remaining")).isEqualTo("998");
    }

    @Test
    void theHundredAndFirstRequestOfAMinuteIsRefusedAndTakesNothing() {
        IntStream.range(0, 100)
                .forEach(_ -> assertThat(running.get(RISKS).status()).isEqualTo(200));
        Told refused = running.get(RISKS);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"rate_limited\",\"message\":\"Too many requests\",\"retry_after\":48}");
        assertThat(refused.header("Retry-After")).isEqualTo("48");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("1000");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("900");
        assertThat(refused.header("RateLimit")).isEqualTo("\"hourly\";r=900;t=1008, \"burst\";r=0;t=48");
        running.house.tick(Duration.ofSeconds(48));
        assertThat(running.get(RISKS).header("X-RateLimit-Remaining")).isEqualTo("899");
    }

    @Test
    void theTokensOfAUserAreCountedTogetherAndThoseOfOthersAreNot() {
        running.house.callers.put("second", House.principal(House.ADMIN, "another token", Role.ADMINISTRATOR));
        running.get(RISKS);
        assertThat(running.ask("GET", RISKS).as("Token second").send().header("X-RateLimit-Remaining"))
                .isEqualTo("998");
        assertThat(running.ask("GET", RISKS)
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .header("X-RateLimit-Remaining"))
                .isEqualTo("999");
    }

    @Test
    void whoHasAQuotaOfTheirOwnIsToldIt() {
        Principal ada = running.house.callers.get(House.TOKEN);
        running.house.callers.put(
                House.TOKEN,
                new Principal(
                        ada.actor(), ada.organization(), ada.root(), ada.grants(), ada.limits(), new Quota(7, 1)));
        assertThat(running.get(RISKS).header("X-RateLimit-Limit")).isEqualTo("7");
        assertThat(running.get(RISKS).status()).isEqualTo(429);
    }

    @Test
    void manyOperationsWeighOneForEachTenThatAreStarted() {
        assertThat(bulk(1).header("X-RateLimit-Remaining")).isEqualTo("999");
        assertThat(bulk(10).header("X-RateLimit-Remaining")).isEqualTo("998");
        assertThat(bulk(11).header("X-RateLimit-Remaining")).isEqualTo("996");
        assertThat(running.post(RISKS + "bulk/", "{}").header("X-RateLimit-Remaining"))
                .isEqualTo("995");
    }

    @Test
    void whatWeighsMoreThanIsLeftIsRefusedAndTakesNothing() {
        IntStream.range(0, 95).forEach(_ -> running.get(RISKS));
        assertThat(bulk(60).status()).isEqualTo(429);
        assertThat(bulk(50).header("X-RateLimit-Remaining")).isEqualTo("900");
    }

    @Test
    void whatLooksAtTheWholeLogWeighsTen() {
        assertThat(running.get("/api/v1/audit-log/verify/").header("X-RateLimit-Remaining"))
                .isEqualTo("990");
        assertThat(running.get("/api/v1/audit-log/export/").header("X-RateLimit-Remaining"))
                .isEqualTo("980");
    }

    @Test
    void whoHasNoGoodCredentialIsCountedByTheirAddress() {
        Told refused = running.ask("GET", RISKS).as("Token no").send();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("60");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("59");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo("1786200240");
        assertThat(running.ask("GET", RISKS).as(null).send().header("X-RateLimit-Remaining"))
                .isEqualTo("58");
        assertThat(running.get(RISKS).header("X-RateLimit-Remaining")).isEqualTo("999");
    }

    @Test
    void anAddressThatGuessesTooOftenIsNotListenedToAnyMore() {
        IntStream.range(0, 60).forEach(_ -> assertThat(
                        running.ask("GET", RISKS).as("Token no").send().status())
                .isEqualTo(401));
        Told refused = running.get(RISKS);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("48");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("60");
        assertThat(running.house.uses).isEmpty();
        assertThat(running.ask("GET", "/api/v1/health/").as(null).send().status())
                .isNotEqualTo(429);
        running.house.tick(Duration.ofMinutes(1));
        assertThat(running.get(RISKS).status()).isEqualTo(200);
    }

    @Test
    void whatIsOpenIsNeitherCountedNorToldOfAndWhatIsNowhereIsNotCounted() {
        for (String open : new String[] {"/api/v1/openapi.json", "/api/docs/"}) {
            assertThat(running.get(open).header("X-RateLimit-Limit")).isNull();
        }
        assertThat(running.get("/api/v1/nowhere/").header("X-RateLimit-Remaining"))
                .isEqualTo("60");
        running.ask("OPTIONS", RISKS)
                .header("Origin", "https://ui.example")
                .header("Access-Control-Request-Method", "GET")
                .send();
        assertThat(running.get(RISKS).header("X-RateLimit-Remaining")).isEqualTo("999");
    }

    private Told bulk(int operations) {
        return running.post(
                RISKS + "bulk/",
                IntStream.range(0, operations)
                        .mapToObj(n -> "{\"op\":\"create\",\"data\":{\"name\":\"Risk " + n + "\"}}")
                        .collect(Collectors.joining(",", "{\"operations\":[", "]}")));
    }
}
