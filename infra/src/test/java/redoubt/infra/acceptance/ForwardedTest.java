package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A proxy says for whom it calls, and is believed if it is one that an operator named, as far as it can know. */
class ForwardedTest {

    private static final String BEHIND = "--redoubt.proxies.trusted=127.0.0.1,10.0.0.0/8,2001:db8:1::/48";
    private static final String LOGGED = "--redoubt.access-log=true";
    private static final String PLAIN = "X-Forwarded-For";
    private static final String NAMED = "Forwarded";

    @Test
    void theFirstFromTheRightThatIsNoProxyIsWhoAsks() {
        try (var redoubt = RunningRedoubt.start(BEHIND, LOGGED)) {
            Map<String, String> plain = Map.ofEntries(
                    Map.entry("192.0.2.7", "192.0.2.7"),
                    Map.entry("192.0.2.7, 10.1.2.3", "192.0.2.7"),
                    Map.entry("10.9.9.9, 10.1.2.3", "10.9.9.9"),
                    // Whatever stands to the left of whom a proxy saw was written by whoever it saw.
                    Map.entry("198.51.100.1, 192.0.2.7", "192.0.2.7"),
                    Map.entry("127.0.0.1, 198.51.100.1, 192.0.2.7, 10.1.2.3", "192.0.2.7"),
                    Map.entry("192.0.2.7:4711", "192.0.2.7"),
                    Map.entry("2001:db8::7", "2001:db8:0:0:0:0:0:7"),
                    Map.entry("[2001:db8::7]:4711, 2001:db8:1::9", "2001:db8:0:0:0:0:0:7"),
                    Map.entry("::ffff:192.0.2.7", "192.0.2.7"));
            Map<String, String> named = Map.ofEntries(
                    Map.entry("for=192.0.2.7", "192.0.2.7"),
                    Map.entry("for=198.51.100.1, For=192.0.2.7;proto=https;by=10.1.2.3", "192.0.2.7"),
                    Map.entry("proto=http; for=\"192.0.2.7:4711\" , for=10.1.2.3", "192.0.2.7"),
                    Map.entry("by=\"a, b\";for=\"[2001:db8::7]:4711\"", "2001:db8:0:0:0:0:0:7"));
            assertHeard(redoubt, PLAIN, plain);
            assertHeard(redoubt, NAMED, named);
        }
    }

    @Test
    void whatCannotBeReadIsNobodyAndWhatStandsLeftOfItIsNotLookedAt() {
        try (var redoubt = RunningRedoubt.start(BEHIND, LOGGED)) {
            List<String> plain = List.of(
                    "",
                    ",",
                    "unknown",
                    "192.0.2.7, unknown",
                    "127.1",
                    "1.2.3.4.5",
                    "300.1.1.1",
                    "localhost",
                    "::1%lo",
                    "[192.0.2.7",
                    "192.0.2.7 10.0.0.1",
                    "-",
                    "2001:db8::7::1",
                    "1".repeat(2_000),
                    "fe80::1%eth0");
            List<String> named = List.of(
                    "for=",
                    "for=unknown",
                    "for=_hidden",
                    "192.0.2.7",
                    "by=192.0.2.7",
                    "for=192.0.2.7, for=\"",
                    "for=198.51.100.1;a=\", for=\"192.0.2.7\"",
                    "xfor=192.0.2.7");
            for (String each : plain) {
                assertHeard(redoubt, PLAIN, Map.of(each, "127.0.0.1"));
            }
            for (String each : named) {
                assertHeard(redoubt, NAMED, Map.of(each, "127.0.0.1"));
            }
        }
    }

    @Test
    void twoHeadersThatTellDifferentThingsTellNothing() {
        try (var redoubt = RunningRedoubt.start(BEHIND, LOGGED)) {
            assertThat(from(redoubt.http().with(PLAIN, "192.0.2.7").with(NAMED, "for=198.51.100.1")))
                    .isEqualTo("127.0.0.1");
            assertThat(from(redoubt.http().with(PLAIN, "192.0.2.7").with(NAMED, "for=192.0.2.7")))
                    .isEqualTo("192.0.2.7");
        }
    }

    @Test
    void nobodyElseIsBelieved() {
        for (List<String> settings :
                List.of(List.of(LOGGED), List.of(LOGGED, "--redoubt.proxies.trusted=10.0.0.0/8"))) {
            try (var redoubt = RunningRedoubt.start(settings.toArray(String[]::new))) {
                assertThat(from(redoubt.http().with(PLAIN, "192.0.2.7"))).isEqualTo("127.0.0.1");
                assertThat(from(redoubt.http().with(NAMED, "for=192.0.2.7"))).isEqualTo("127.0.0.1");
            }
        }
    }

    @Test
    void everybodyBehindAProxyIsCountedForThemselves() {
        try (var redoubt = RunningRedoubt.start(BEHIND, "--redoubt.rate.refused=3", "--redoubt.sign-in.attempts=1")) {
            Http stranger = redoubt.http().as("pst_" + "x".repeat(43));
            assertThat(statuses(stranger.with(PLAIN, "192.0.2.7"), 4))
                    .contains(401)
                    .endsWith(429);
            assertThat(statuses(stranger.with(PLAIN, "192.0.2.8"), 1)).containsExactly(401);

            List<Integer> tries = new ArrayList<>();
            for (int n = 0; n < 11; n++) {
                tries.add(signIn(redoubt, "198.51.100.9, 192.0.2.7", n));
            }
            assertThat(tries.getLast()).isEqualTo(429);
            assertThat(signIn(redoubt, "192.0.2.7, 192.0.2.8", 12)).isEqualTo(tries.getFirst());
            assertThat(tries.getFirst()).isNotEqualTo(429);
        }
    }

    @Test
    void aTokenTellsWhereItWasUsedAndLinksBeginWhereTheyAlwaysDo() {
        try (var redoubt = RunningRedoubt.start(BEHIND)) {
            Http http = redoubt.http().with(PLAIN, "192.0.2.7").with("X-Forwarded-Host", "evil.example.org");
            Reply list = http.with("Forwarded", "for=192.0.2.7;host=evil.example.org;proto=http")
                    .get("/api/v1/users/")
                    .expect(200);
            assertThat(list.text()).doesNotContain("evil");
            Reply made = http.post("/api/v1/risks/", "{\"name\":\"Forwarded\"}").expect(201);
            assertThat(made.header("Location")).startsWith(RunningRedoubt.PUBLIC + "/");
            for (int wait = 0; wait < 100 && used(http) == null; wait++) {
                pause();
            }
            assertThat(used(http)).isEqualTo("192.0.2.7");
        }
    }

    private static String used(Http http) {
        var ip = http.get("/api/v1/api-tokens/current/").expect(200).json().path("last_used_ip");
        return ip.isNull() ? null : ip.asString();
    }

    private static void assertHeard(RunningRedoubt redoubt, String header, Map<String, String> told) {
        told.forEach((value, address) -> assertThat(from(redoubt.http().with(header, value)))
                .as("%s: %s", header, value)
                .isEqualTo(address));
    }

    private static String from(Http http) {
        try (Overheard lines = new Overheard("redoubt.access")) {
            lines.listen();
            http.get("/api/v1/meta/").text();
            lines.await(1);
            return lines.heard().getFirst().replaceFirst(".* from=(\\S+) .*", "$1");
        }
    }

    private static List<Integer> statuses(Http http, int times) {
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < times; n++) {
            statuses.add(http.get("/api/v1/risks/").status());
        }
        return statuses;
    }

    private static int signIn(RunningRedoubt redoubt, String forwarded, int account) {
        return redoubt.http()
                .anonymous()
                .with(PLAIN, forwarded)
                .post("/api/auth/login/", "{\"email\":\"nobody" + account + "@example.com\",\"password\":\"wrong\"}")
                .status();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
