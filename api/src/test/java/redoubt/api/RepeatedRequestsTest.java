package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** Requests under an Idempotency-Key. */
@Timeout(60)
class RepeatedRequestsTest {

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    private Told create(String key, String json) {
        return running.ask("POST", "/api/v1/risks/")
                .header("Idempotency-Key", key)
                .json(json)
                .send();
    }

    @Test
    void theSameRequestIsDoneOnceAndAnsweredAlike() {
        Told first = create("\"8e03\"", "{\"name\":\"x\",\"likelihood\":3}");
        Told second = create("8e03", "{ \"likelihood\":3.0e0, \"name\":\"\\u0078\" }");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("X-Redoubt-Position")).isEqualTo(first.header("X-Redoubt-Position"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(running.get("/api/v1/risks/").json().get("count").intValue()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        create("k", "{\"name\":\"x\"}");
        Told told = create("k", "{\"name\":\"y\"}");
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.text())
                .isEqualTo(
                        "{\"error\":\"idempotency_key_reused\",\"message\":\"Idempotency-Key was used with a different"
                                + " request\"}");
    }

    @Test
    void whatFailedMayBeTriedAgain() {
        assertThat(create("k", "{}").status()).isEqualTo(400);
        assertThat(create("k", "{\"name\":\"x\"}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "a b", "\"open"})
    void aKeyThatIsNoneIsRefused(String key) {
        Told told = create(key, "{\"name\":\"x\"}");
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames()).containsExactly("Idempotency-Key");
    }

    @Test
    void whileItIsBeingDoneTheSecondIsToldToWait() throws Exception {
        Sinks.Empty<Void> gate = Sinks.empty();
        CountDownLatch begun = new CountDownLatch(1);
        running.house.commands.pause = gate.asMono().doOnSubscribe(_ -> begun.countDown());
        CompletableFuture<Told> first = CompletableFuture.supplyAsync(() -> create("k", "{\"name\":\"x\"}"));
        // Whoever comes first waits for the gate, and must not be us.
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Told second = create("k", "{\"name\":\"x\"}");
        while (second.status() != 409) {
            second = create("k", "{\"name\":\"x\"}");
        }
        assertThat(second.json().get("code").stringValue()).isEqualTo("idempotency_in_progress");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        gate.tryEmitEmpty();
        running.house.commands.pause = Mono.empty();
        assertThat(first.get().status()).isEqualTo(201);
    }

    @Test
    void anAnswerThatWasLostIsFoundAgainInTheLog() {
        running.house.receipts.forgetful = true;
        Told first = create("k", "{\"name\":\"x\"}");
        running.ask("PATCH", "/api/v1/risks/" + first.id() + "/")
                .json("{\"name\":\"y\"}")
                .send();
        Told second = create("k", "{\"name\":\"x\"}");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        String accept = "/api/v1/risks/" + first.id() + "/accept/";
        Told acted = running.ask("POST", accept)
                .header("Idempotency-Key", "k")
                .json("{\"justification\":\"j\"}")
                .send();
        Told again = running.ask("POST", accept)
                .header("Idempotency-Key", "k")
                .json("{\"justification\":\"j\"}")
                .send();
        assertThat(again.text()).isEqualTo(acted.text());
    }

    @Test
    void twentyAtOnceMakeOneRisk() {
        List<CompletableFuture<Told>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(CompletableFuture.supplyAsync(() -> create("k", "{\"name\":\"x\"}")));
        }
        assertThat(all.stream().map(CompletableFuture::join).map(Told::status)).allMatch(s -> s == 201 || s == 409);
        assertThat(running.get("/api/v1/risks/").json().get("count").intValue()).isEqualTo(1);
    }

    @Test
    void aSecretIsShownOnceAndNeverKept() {
        String json = "{\"name\":\"CI/CD Integration\",\"expires_in\":3600}";
        Told first = running.ask("POST", "/api/v1/api-tokens/")
                .header("Idempotency-Key", "k")
                .json(json)
                .send();
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.json().get("token").stringValue()).startsWith("pst_");
        assertThat(first.json().get("token_preview").stringValue()).isEqualTo("pst_ssssssss");
        assertThat(first.json().get("expires_at").stringValue()).isEqualTo("2026-08-08T15:43:12Z");
        assertThat(first.header("X-Redoubt-Secret-Withheld")).isNull();
        for (boolean lost : new boolean[] {false, true}) {
            if (lost) {
                running.house.receipts.receipts.replaceAll((key, receipt) -> new redoubt.api.idempotency.Receipt(
                        receipt.fingerprint(), receipt.position(), null, java.util.Map.of(), new byte[0]));
            }
            Told again = running.ask("POST", "/api/v1/api-tokens/")
                    .header("Idempotency-Key", "k")
                    .json(json)
                    .send();
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json().get("token").isNull()).isTrue();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.header("X-Redoubt-Secret-Withheld")).isEqualTo("true");
            assertThat(again.header("Cache-Control")).isEqualTo("no-store");
        }
        assertThat(running.house.receipts.receipts.values())
                .noneMatch(receipt -> new String(receipt.body()).contains("sssssssssssssssss"));
    }
}
