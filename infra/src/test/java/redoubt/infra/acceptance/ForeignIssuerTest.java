package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Visitors.USER;
import static redoubt.infra.acceptance.Visitors.email;
import static redoubt.infra.acceptance.Visitors.register;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has an account with somebody else comes in with that, and nobody else does. */
class ForeignIssuerTest {

    private static final String USERS = "/api/v1/users/";

    private static ForeignIssuer issuer;
    private static RunningRedoubt redoubt;
    private static Http anonymous;

    @BeforeAll
    static void start() {
        issuer = ForeignIssuer.start();
        redoubt = trusting(issuer.address());
        anonymous = redoubt.http().anonymous();
    }

    @AfterAll
    static void stop() {
        if (redoubt != null) {
            redoubt.close();
        }
        if (issuer != null) {
            issuer.close();
        }
    }

    private static RunningRedoubt trusting(String address, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "--redoubt.oidc.issuer=" + address;
        all[1] = "--redoubt.oidc.audience=" + ForeignIssuer.AUDIENCE;
        System.arraycopy(more, 0, all, 2, more.length);
        return RunningRedoubt.start(all);
    }

    /** Somebody whose account an administrator made. */
    private static Reply invited(String email) {
        return redoubt.http().post(USERS, "{\"email\":\"" + email + "\"}").expect(201);
    }

    private static Reply with(Http http, String token) {
        return http.with("Authorization", "Bearer " + token).get(USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void whoeverHasTheAddressThatTheIssuerVerifiedIsWhoeverHasItHere(String algorithm) {
        String email = email();
        invited(email);
        String token = issuer.token(email, Map.of("signed_with", algorithm));

        assertThat(with(anonymous, token).expect(200).text("email")).isEqualTo(email);
    }

    @Test
    void anAddressThatNobodyVerifiedIsNobodys() {
        String email = email();
        invited(email);

        with(anonymous, issuer.token(email, Map.of("unverified", "1"))).expect(401);
        with(anonymous, issuer.forged("{\"claims\":{}}")).expect(401);
    }

    @Test
    void whoTookAnAddressBeforeItsOwnerCameIsNotJoinedByThem() {
        String email = email();
        register(anonymous, email).expect(201);

        with(anonymous, issuer.token(email, Map.of())).expect(401);
    }

    @Test
    void whoHasNoAccountStaysOutUnlessTheyAreToGetOne() {
        with(anonymous, issuer.token(email(), Map.of())).expect(401);

        try (var open = trusting(issuer.address(), "--redoubt.oidc.provision=true")) {
            Http there = open.http().anonymous();
            String email = email();
            Reply first = with(there, issuer.token(email, Map.of())).expect(200);
            Reply second = with(there, issuer.token(email, Map.of())).expect(200);

            assertThat(first.text("email")).isEqualTo(email);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(open.http().get(USERS).expect(200).results())
                    .filteredOn(user -> user.required("email").asString().equals(email))
                    .hasSize(1);
        }
    }

    @Test
    void whoMayNoLongerActIsOutWithinASecondWhateverTheIssuerSays() {
        String email = email();
        String user = invited(email).text("id");
        String token = issuer.token(email, Map.of());
        with(anonymous, token).expect(200);

        redoubt.http().patch(USERS + user + "/", "{\"is_active\":false}").expect(200);

        Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> with(anonymous, token)
                .expect(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'key':'none','claims':{C}}",
                "{'key':'public','claims':{C}}",
                "{'key':'stranger','claims':{C}}",
                "{'header':{'kid':'nobody'},'claims':{C}}",
                "{'header':{'kid':'../../../dev/null'},'claims':{C}}",
                "{'key':'stranger','header':{'jku':'http://127.0.0.1:9/keys'},'claims':{C}}",
                "{'header':{'alg':'RS512'},'claims':{C}}",
                "{'header':{'typ':'secevent+jwt'},'claims':{C}}",
                "{'claims':{C,'aud':'urn:another'}}",
                "{'claims':{C,'aud':null}}",
                "{'claims':{C,'exp':null}}",
                "{'claims':{C,'iat':1699999000,'exp':1700000000}}",
                "{'claims':{C,'nbf':4000000000}}",
                "{'claims':{C,'iss':'http://127.0.0.1:9'}}"
            })
    void whatNoIssuerWouldSignOpensNothing(String order) {
        String email = email();
        invited(email);
        String token =
                issuer.forged(order.replace("C", "'email':'" + email + "'").replace('\'', '"'));

        assertThat(with(anonymous, token).expect(401).text()).contains("token_not_valid");
    }

    @Test
    void clocksMayDifferByAMinute() {
        String email = email();
        invited(email);
        long past = Instant.now().minusSeconds(30).getEpochSecond();

        with(
                        anonymous,
                        issuer.forged("{\"claims\":{\"email\":\"" + email + "\",\"iat\":" + (past - 600) + ",\"exp\":"
                                + past + "}}"))
                .expect(200);
    }

    @Test
    void anIssuerThatCannotBeAskedIsAMatterForLater() {
        String nowhere = "http://127.0.0.1:9";
        try (var there = trusting(nowhere)) {
            String token = issuer.forged("{\"claims\":{\"email\":\"" + email() + "\",\"iss\":\"" + nowhere + "\"}}");

            Reply told = with(there.http().anonymous(), token).expect(503);
            assertThat(told.header("Retry-After")).isEqualTo("5");
        }
    }
}
