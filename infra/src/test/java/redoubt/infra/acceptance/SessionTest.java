package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Visitors.OTHER;
import static redoubt.infra.acceptance.Visitors.PASSWORD;
import static redoubt.infra.acceptance.Visitors.REFRESH;
import static redoubt.infra.acceptance.Visitors.USER;
import static redoubt.infra.acceptance.Visitors.email;
import static redoubt.infra.acceptance.Visitors.identifier;
import static redoubt.infra.acceptance.Visitors.register;
import static redoubt.infra.acceptance.Visitors.renew;
import static redoubt.infra.acceptance.Visitors.signIn;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** Sessions go on and end, and on every node alike. */
@ExtendWith(SharedRedoubt.class)
class SessionTest {

    private static final String KEY = "--redoubt.master-key=" + TestDatabase.MASTER_KEY;

    private final RunningRedoubt redoubt;
    private final Http http;

    SessionTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http().anonymous();
    }

    @Test
    void aRefreshTokenIsExchangedOnceAndAMomentLaterForTheSame() {
        Reply first = register(http, email()).expect(201);
        List<CompletableFuture<Reply>> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(http.sending("POST", REFRESH, "{\"refresh\":\"" + first.text("refresh") + "\"}"));
        }
        Set<String> successors = new HashSet<>();
        sent.forEach(each -> successors.add(identifier(each.join().expect(200).text("refresh"))));

        assertThat(successors).hasSize(1);
        assertThat(successors).doesNotContain(identifier(first.text("refresh")));
    }

    @Test
    void aTokenThatWasExchangedLongAgoEndsItsSessionUnlessTheBrowserKeptALaterOne() {
        try (var strict = RunningRedoubt.start("--redoubt.sign-in.grace=0s")) {
            Http there = strict.http().anonymous();
            Reply first = register(there, email()).expect(201);
            Reply second = renew(there, first.text("refresh"), null).expect(200);
            // The page forgot the second one, and the browser did not.
            Reply third =
                    renew(there, first.text("refresh"), second.text("refresh")).expect(200);
            there.with("Authorization", "Bearer " + third.text("access"))
                    .get(USER)
                    .expect(200);

            assertThat(renew(there, first.text("refresh"), null).expect(401).text())
                    .isEqualTo("{\"detail\":\"Token is blacklisted\",\"code\":\"token_not_valid\"}");
            renew(there, third.text("refresh"), null).expect(401);
            there.with("Authorization", "Bearer " + third.text("access"))
                    .get(USER)
                    .expect(401);
            assertThat(events(strict, "session.ended")).contains("token_reused");
        }
    }

    @Test
    void whoLeavesIsGoneAtOnce() {
        Reply made = register(http, email()).expect(201);
        Http person = bearer(made);
        person.send("POST", "/api/auth/logout/", BodyPublishers.noBody()).expect(200);

        person.get(USER).expect(401);
        renew(http, made.text("refresh"), null).expect(401);
        assertThat(http.post("/api/auth/token/verify/", "{\"token\":\"" + made.text("refresh") + "\"}")
                        .expect(400)
                        .text())
                .isEqualTo("{\"nonFieldErrors\":[\"Token is blacklisted\"]}");
        http.post("/api/auth/logout/", "{\"refresh\":\"" + made.text("refresh") + "\"}")
                .expect(401);
    }

    @Test
    void anotherPasswordEndsTheOtherSessions() {
        String email = email();
        Reply one = register(http, email).expect(201);
        Reply other = signIn(http, email, PASSWORD).expect(200);
        String form = "{\"old_password\":\"%s\",\"new_password1\":\"%s\",\"new_password2\":\"%s\"}";

        assertThat(bearer(one)
                        .post("/api/auth/password/change/", form.formatted(OTHER, OTHER, OTHER))
                        .expect(400)
                        .text())
                .isEqualTo(
                        "{\"old_password\":[\"Your old password was entered incorrectly. Please enter it again.\"]}");
        assertThat(bearer(one)
                        .post("/api/auth/password/change/", form.formatted(PASSWORD, "football", "football"))
                        .expect(400)
                        .text())
                .isEqualTo("{\"new_password2\":[\"This password is too common.\"]}");
        // As the page does it: without a bearer token, but with the cookie.
        http.with("Cookie", "redoubt_refresh=" + one.text("refresh"))
                .post("/api/auth/password/change/", form.formatted(PASSWORD, OTHER, OTHER))
                .expect(200);

        bearer(one).get(USER).expect(200);
        renew(http, one.text("refresh"), null).expect(200);
        bearer(other).get(USER).expect(401);
        renew(http, other.text("refresh"), null).expect(401);
        signIn(http, email, PASSWORD).expect(400);
        signIn(http, email, OTHER).expect(200);
    }

    @Test
    void whatOneNodeSignedTheOtherKnowsAndWhatItEndedIsOver() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, KEY, "--redoubt.data=target/data/one-" + UUID.randomUUID());
                var other = RunningRedoubt.on(database, KEY, "--redoubt.data=target/data/other-" + UUID.randomUUID())) {
            Reply made = register(one.http().anonymous(), email()).expect(201);
            Http there = other.http().with("Authorization", "Bearer " + made.text("access"));
            there.get(USER).expect(200);
            // The other node signs with the key that the first one made.
            Reply renewed =
                    renew(other.http().anonymous(), made.text("refresh"), null).expect(200);
            one.http()
                    .with("Authorization", "Bearer " + renewed.text("access"))
                    .get(USER)
                    .expect(200);
            assertThat(one.http()
                            .anonymous()
                            .get("/.well-known/jwks.json")
                            .json()
                            .path("keys"))
                    .hasSize(1);

            one.http()
                    .with("Authorization", "Bearer " + made.text("access"))
                    .send("POST", "/api/auth/logout/", BodyPublishers.noBody())
                    .expect(200);
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (there.get(USER).status() != 401) {
                assertThat(System.nanoTime())
                        .as("the other node hears of it within five seconds")
                        .isLessThan(end);
            }
        }
    }

    private Http bearer(Reply signedIn) {
        return http.with("Authorization", "Bearer " + signedIn.text("access"));
    }

    private static String events(RunningRedoubt redoubt, String name) {
        return String.join("\n", Dump.events(redoubt.database(), name));
    }
}
