package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.webhook.Names;

/** Nothing is sent to what stands beside us, whatever it is called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookReachTest {

    private static final String HOOKS = "/api/v1/webhooks/";

    private final FakeNames names = new FakeNames();
    private final Receiver receiver = new Receiver();
    private final RunningRedoubt redoubt = RunningRedoubt.observed(
            (name, part) -> name.equals("systemNames") ? names : part, "--redoubt.webhook.allow-http=true");
    private final Http http = redoubt.http();

    @AfterAll
    void stop() {
        redoubt.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://100.64.0.1/",
                "http://127.0.0.1/",
                "http://169.254.169.254/",
                "http://172.16.0.1/",
                "http://192.0.0.1/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://192.168.1.1/",
                "http://198.18.0.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://168.63.129.16/",
                "http://[::]/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b:1::1]/",
                "http://[100::1]/",
                "http://[2001::1]/",
                "http://[2001:db8::1]/",
                "http://[2002:7f00:1::]/",
                "http://[3fff::1]/",
                "http://[5f00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f000001/",
                "http://127.1/",
                "http://localhost/",
                "http://db.internal/",
                "http://redoubt.example.org/"
            })
    void t11WhatIsNearbyIsRefusedWhenItIsEntered(String url) {
        Reply refused = http.post(HOOKS, body(url)).expect(400);
        assertThat(refused.json().path("details").propertyNames()).containsExactly("url");
    }

    @Test
    void t11ANameWithOneAddressNearbyIsRefused() {
        names.lead("mixed.example.com", List.of("8.8.8.8", "10.0.0.1"));
        assertThat(http.post(HOOKS, body("http://mixed.example.com/"))
                        .expect(400)
                        .text())
                .contains("URL must point to a public address.");
    }

    @Test
    void t11ANameThatLeadsElsewhereLaterIsNotFollowed() {
        names.lead("moving.example.com", List.of("8.8.8.8"));
        String hook = http.post(HOOKS, body("http://moving.example.com:" + receiver.port() + "/"))
                .expect(201)
                .id();
        names.lead("moving.example.com", List.of("127.0.0.1"));
        Reply test = http.post(HOOKS + hook + "/test/", "{}").expect(200);
        assertThat(test.text("error_kind")).isEqualTo("blocked_address");
        assertThat(test.json().path("duration_ms").asInt()).isZero();
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void t11ANameThatLeadsNowhereMaySaveAndTellsNothing() {
        String hook = http.post(HOOKS, body("http://nowhere.example.com/"))
                .expect(201)
                .id();
        assertThat(http.post(HOOKS + hook + "/test/", "{}").expect(200).text("error_kind"))
                .isEqualTo("dns_error");
    }

    @Test
    void t11ARedirectionIsNotFollowed() {
        try (Receiver decoy = new Receiver();
                RunningRedoubt other = RunningRedoubt.start(
                        "--redoubt.webhook.allow-http=true", "--redoubt.webhook.allowed-cidrs=127.0.0.1");
                Receiver first = new Receiver()) {
            first.answering(_ -> Answer.of(302).with("Location", decoy.url()));
            String hook =
                    other.http().post(HOOKS, body(first.url())).expect(201).id();
            Reply test = other.http().post(HOOKS + hook + "/test/", "{}").expect(200);
            assertThat(test.json().path("status").asInt()).isEqualTo(302);
            assertThat(test.json().path("delivered").asBoolean()).isFalse();
            assertThat(decoy.got()).isEmpty();
        }
    }

    private static String body(String url) {
        return "{\"name\":\"Near\",\"url\":\"" + url + "\",\"event_types\":[\"risk.created\"]}";
    }

    /** Names that lead where a test wants them to. */
    private static final class FakeNames implements Names, AutoCloseable {

        private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();

        void lead(String host, List<String> addresses) {
            List<InetAddress> there = new ArrayList<>();
            addresses.forEach(each -> there.add(InetAddress.ofLiteral(each)));
            known.put(host, there);
        }

        @Override
        public Mono<List<InetAddress>> of(String host) {
            List<InetAddress> there = known.get(host);
            return there == null ? Mono.error(new java.net.UnknownHostException(host)) : Mono.just(there);
        }

        @Override
        public void close() {
            known.clear();
        }
    }
}
