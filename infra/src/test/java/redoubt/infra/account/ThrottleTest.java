package redoubt.infra.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.MasterKey;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

class ThrottleTest {

    private final Hand clock = new Hand();
    private final TestDatabase database = TestPostgres.fresh();
    private final Throttle throttle = throttle();
    private final Throttle elsewhere = throttle();

    @AfterEach
    void stop() {
        throttle.close();
        elsewhere.close();
        database.drop();
    }

    @Test
    void soManyAttemptsOnAnAccountAndNoMoreUntilTheSpanIsOver() {
        tries("ada@example.com", "10.0.0.1", 3);

        clock.now = clock.now.plus(Duration.ofMinutes(5));
        assertThat(refused("Ada@Example.com", "10.0.0.2")).isEqualTo(new Failure.Limited(600));
        tries("bob@example.com", "10.0.0.1", 3);
        clock.now = clock.now.plus(Duration.ofMinutes(10));
        tries("ada@example.com", "10.0.0.1", 3);
    }

    @Test
    void whoSucceedsBeginsAnew() {
        tries("ada@example.com", "10.0.0.1", 3);
        throttle.succeeded("sign-in", "ada@example.com", "10.0.0.1").block();

        tries("ada@example.com", "10.0.0.1", 3);
        assertThat(refused("ada@example.com", "10.0.0.1")).isInstanceOf(Failure.Limited.class);
    }

    @Test
    void anAddressThatTriesManyAccountsIsStoppedToo() {
        for (int account = 0; account < 30; account++) {
            tries("person-" + account, "10.0.0.1", 1);
        }

        assertThat(refused("person-31", "10.0.0.1")).isInstanceOf(Failure.Limited.class);
        tries("person-31", "10.0.0.2", 1);
    }

    @Test
    void twoNodesAllowNoMoreThanOne() {
        tries("ada@example.com", "10.0.0.1", 2);
        elsewhere.attempt("sign-in", "ada@example.com", "10.0.0.2").block();

        assertThat(refused("ada@example.com", "10.0.0.3")).isInstanceOf(Failure.Limited.class);
        assertThatThrownBy(() -> elsewhere
                        .attempt("sign-in", "ada@example.com", "10.0.0.4")
                        .block())
                .isInstanceOf(Refused.class);
    }

    @Test
    void manyAtOnceAreNoMoreThanOneAfterTheOther() {
        long allowed = Flux.range(0, 40)
                .flatMap(
                        n -> (n % 2 == 0 ? throttle : elsewhere)
                                .attemptOn("change", "ada")
                                .thenReturn(true)
                                .onErrorReturn(Refused.class, false),
                        16)
                .filter(in -> in)
                .count()
                .blockOptional()
                .orElseThrow();

        assertThat(allowed).isEqualTo(3);
    }

    @Test
    void aNetworkIsOneAddressHoweverManyItHas() {
        for (int host = 0; host < 30; host++) {
            tries("person-" + host, "2001:db8:0:7:0:0:0:" + host, 1);
        }

        assertThat(refused("person-31", "2001:db8:0:7:a:b:c:d")).isInstanceOf(Failure.Limited.class);
        tries("person-31", "2001:db8:0:8:a:b:c:d", 1);
    }

    @Test
    void whatIsKeptNamesNobodyAndIsForgottenAfterItsSpan() {
        tries("ada@example.com", "10.0.0.1", 1);
        Attempts attempts = new Attempts(database.connections());

        assertThat(kept()).hasSize(2).noneMatch(row -> row.contains("ada") || row.contains("10.0.0.1"));
        attempts.forget(clock.now.minusSeconds(1)).block();
        assertThat(kept()).hasSize(2);
        attempts.forget(clock.now).block();
        assertThat(kept()).isEmpty();
    }

    private List<String> kept() {
        return new Sql(database.connections())
                .ask("select a::text from attempt a", statement -> statement, row -> String.valueOf(row.get(0)))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private Throttle throttle() {
        MasterKey key = MasterKey.of(TestDatabase.MASTER_KEY, Path.of("none"));
        return new Throttle(
                3, Duration.ofMinutes(15), new Attempts(database.pool()), text -> key.digest("attempts", text), clock);
    }

    private void tries(String account, String address, int times) {
        for (int time = 0; time < times; time++) {
            throttle.attempt("sign-in", account, address).block();
        }
    }

    private Failure refused(String account, String address) {
        Failure[] failure = new Failure[1];
        assertThatThrownBy(() -> tries(account, address, 1))
                .isInstanceOfSatisfying(Refused.class, refused -> failure[0] = refused.failure());
        return failure[0];
    }

    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2026-08-08T14:43:12Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
