package redoubt.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import redoubt.api.house.House;
import redoubt.api.house.HouseTally;
import redoubt.model.access.Principal;
import redoubt.model.access.Quota;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Who is let in, when, and with how many questions to the other nodes. */
class RateLimitsTest {

    private static final String PATH = "/api/v1/risks/";
    private static final Rates RATES = Rates.of("/api/v1", new Quota(1000, 100), new Quota(5, 5), 60);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-08-08T14:43:12.300Z"));
    private final HouseTally tally = new HouseTally();
    private final RateLimits limits = node();
    private final Principal ada = House.principal(House.ADMIN, House.TOKEN_ID, Role.ADMINISTRATOR);
    private final Principal ben = House.principal(House.READER, House.TOKEN_ID, Role.READER);

    @Test
    void theHundredthRequestOfAMinutePassesAndTheNextOneWaitsForTheMinuteToEnd() {
        asked(limits, ada, 100);
        assertThat(wait(limits, ada)).isEqualTo(48);
        now.set(Instant.parse("2026-08-08T14:43:59.999Z"));
        assertThat(wait(limits, ada)).isEqualTo(1);
        now.set(Instant.parse("2026-08-08T14:44:00Z"));
        asked(limits, ada, 100);
    }

    @Test
    void theThousandthRequestOfAnHourIsTheLastAndTheNextOneWaitsForTheHourToEnd() {
        for (int minute = 0; minute < 10; minute++) {
            asked(limits, ada, 100);
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        }
        assertThat(wait(limits, ada)).isEqualTo(408);
    }

    @Test
    void whoIsRefusedWaitsForTheLongestOfTheWindowsThatAreFull() {
        var tight = new RateLimits(tally, Rates.of("/api/v1", new Quota(2, 2), new Quota(1, 1), 1), clock());
        asked(tight, ada, 2);
        assertThat(wait(tight, ada)).isEqualTo(1008);
    }

    @Test
    void aRequestThatIsRefusedTakesNothing() {
        asked(limits, ada, 95);
        assertThatThrownBy(() -> admit(limits, ada, 10)).isInstanceOf(Refused.class);
        assertThat(headers(limits, ada).getFirst("X-RateLimit-Remaining")).isEqualTo("904");
        asked(limits, ada, 4);
    }

    @Test
    void aRequestThatTurnsOutTooHeavyGivesBackWhatItHadTaken() {
        asked(limits, ada, 98);
        HttpHeaders headers = new HttpHeaders();
        Admission admission = limits.admit(PATH, ada, 1, headers).block();
        assertThatThrownBy(() -> admission.weigh(10).block()).isInstanceOf(Refused.class);
        assertThat(headers.getFirst("X-RateLimit-Remaining")).isEqualTo("902");
        asked(limits, ada, 2);
    }

    @Test
    void everybodyHasACountOfTheirOwnAndEachBaseToo() {
        asked(limits, ada, 100);
        asked(limits, ben, 100);
        IntStream.range(0, 5).forEach(_ -> limits.admit("/api/projects/", ada, 1, new HttpHeaders())
                .block());
        assertThatThrownBy(() -> limits.admit("/api/projects/", ada, 1, new HttpHeaders())
                        .block())
                .isInstanceOf(Refused.class);
    }

    @Test
    void aQuotaOfOnesOwnHoldsInPlaceOfThatOfEverybody() {
        var favoured =
                new Principal(ada.actor(), ada.organization(), ada.root(), ada.grants(), ada.limits(), new Quota(3, 2));
        asked(limits, favoured, 2);
        assertThat(wait(limits, favoured)).isEqualTo(48);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        assertThat(headers(limits, favoured).getFirst("RateLimit-Policy"))
                .isEqualTo("\"hourly\";q=3;w=3600, \"burst\";q=2;w=60");
        assertThat(wait(limits, favoured)).isEqualTo(948);
    }

    @Test
    void farFromTheLimitNobodyIsAsked() {
        asked(limits, ada, 25);
        assertThat(tally.reservations).hasValue(0);
        asked(limits, ada, 75);
        assertThat(tally.reservations).hasPositiveValue().hasValueLessThan(40);
    }

    @Test
    void nodesThatTellEachOtherCountTogether() {
        RateLimits other = node();
        tally.nodes = 2;
        for (int round = 0; round < 50; round++) {
            asked(limits, ada, 1);
            asked(other, ada, 1);
            limits.exchange().block();
            other.exchange().block();
        }
        assertThat(wait(limits, ada)).isEqualTo(48);
        assertThat(wait(other, ada)).isEqualTo(48);
        assertThat(limits.nodes()).isEqualTo(2);
    }

    @Test
    void whoFallsSilentHearsOnceMoreWhatTheOthersHadToTell() {
        RateLimits other = node();
        tally.nodes = 2;
        asked(limits, ada, 5);
        asked(other, ada, 1);
        other.exchange().block();
        limits.exchange().block();
        assertThat(other.hasNews()).isTrue();
        other.exchange().block();

        assertThat(other.hasNews()).isFalse();
        assertThat(headers(other, ada).getFirst("X-RateLimit-Remaining")).isEqualTo("993");
    }

    @Test
    void nearTheLimitANodeAsksBeforeItLetsAnybodyIn() {
        RateLimits other = node();
        tally.nodes = 2;
        limits.exchange().block();
        other.exchange().block();
        asked(limits, ada, 100);
        int let = 0;
        while (let < 100 && passes(other, ada)) {
            let++;
        }
        assertThat(let).isLessThanOrEqualTo(100 / 8);
    }

    @Test
    void aNodeThatCannotAskTheOthersEnforcesItsShare() {
        tally.nodes = 4;
        limits.exchange().block();
        tally.broken = new IllegalStateException("gone");
        int let = 0;
        while (let < 100 && passes(limits, ada)) {
            let++;
        }
        assertThat(let).isEqualTo(25);
        assertThat(limits.alone()).isTrue();
        assertThat(limits.hasNews()).isTrue();

        tally.broken = null;
        limits.exchange().block();
        assertThat(limits.alone()).isFalse();
        asked(limits, ada, 75);
        assertThat(wait(limits, ada)).isEqualTo(48);
    }

    @Test
    void anAddressThatIsRefusedTooOftenIsNotListenedToUntilTheMinuteIsOver() {
        for (int time = 0; time < 60; time++) {
            limits.knock("192.0.2.1", new HttpHeaders());
            limits.refused("192.0.2.1", new HttpHeaders());
        }
        HttpHeaders headers = new HttpHeaders();
        assertThatThrownBy(() -> limits.knock("192.0.2.1", headers)).isInstanceOf(Refused.class);
        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"address\";q=60;w=60");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"address\";r=0;t=48");
        limits.knock("192.0.2.2", new HttpHeaders());
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        limits.knock("192.0.2.1", new HttpHeaders());
    }

    @Test
    void nodesTellEachOtherWhomTheyRefused() {
        RateLimits other = node();
        for (int time = 0; time < 60; time++) {
            limits.refused("192.0.2.1", new HttpHeaders());
        }
        limits.exchange().block();
        other.refused("192.0.2.1", new HttpHeaders());
        other.exchange().block();
        assertThatThrownBy(() -> other.knock("192.0.2.1", new HttpHeaders())).isInstanceOf(Refused.class);
    }

    private RateLimits node() {
        return new RateLimits(tally, RATES, clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private static void admit(RateLimits limits, Principal by, long weight) {
        limits.admit(PATH, by, weight, new HttpHeaders()).block();
    }

    private static void asked(RateLimits limits, Principal by, int times) {
        IntStream.range(0, times).forEach(_ -> admit(limits, by, 1));
    }

    private static HttpHeaders headers(RateLimits limits, Principal by) {
        HttpHeaders headers = new HttpHeaders();
        limits.admit(PATH, by, 1, headers).block();
        return headers;
    }

    private static boolean passes(RateLimits limits, Principal by) {
        try {
            admit(limits, by, 1);
            return true;
        } catch (Refused limited) {
            return false;
        }
    }

    private static long wait(RateLimits limits, Principal by) {
        try {
            admit(limits, by, 1);
        } catch (Refused refused) {
            return ((Failure.Limited) refused.failure()).retryAfter();
        }
        throw new AssertionError("It was let in");
    }
}
