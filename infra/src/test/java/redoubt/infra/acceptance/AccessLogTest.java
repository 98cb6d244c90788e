package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The access log tells that something was asked for and by whom, and none of what was in it. */
class AccessLogTest {

    private static final String CANARY = "canary-7f3a";

    private final Overheard lines = new Overheard("redoubt.access");

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void everyRequestIsOneLineWithoutAnythingThatWasInIt() {
        try (var redoubt = RunningRedoubt.start("--redoubt.access-log=true")) {
            lines.listen();
            Http http = redoubt.http().with("X-Request-ID", "ci-1");
            String request =
                    http.get("/api/v1/risks/?search=" + CANARY).expect(200).header("X-Request-ID");
            assertThat(request).isEqualTo("ci-1");
            String risk = http.post("/api/v1/risks/", "{\"name\":\"" + CANARY + "\"}")
                    .expect(201)
                    .id();
            http.with("Cookie", "session=" + CANARY)
                    .with("Referer", "https://example.org/" + CANARY)
                    .get("/api/v1/risks/" + risk + "/")
                    .expect(200);
            http.as("pst_" + CANARY).get("/api/v1/risks/").expect(401);
            http.with("X-Request-ID", CANARY + " forged")
                    .get("/api/v1/nowhere/?token=" + CANARY)
                    .expect(404);
            lines.await(5);

            assertThat(lines.heard()).hasSize(5).noneMatch(line -> line.contains(CANARY));
            String administrator = redoubt.http().get("/api/v1/users/").ids().getFirst();
            assertThat(lines.heard().get(1))
                    .matches("method=POST path=/api/v1/risks/ status=201 ms=\\d+ bytes=\\d+ user=" + administrator
                            + " from=127\\.0\\.0\\.1 request=ci-1");
            assertThat(lines.heard().get(2)).startsWith("method=GET path=/api/v1/risks/{id}/ status=200 ");
            assertThat(lines.heard().get(3)).contains(" status=401 ").contains(" user=- ");
            assertThat(lines.heard().get(4))
                    .matches("method=GET path=/api/v1/nowhere/ status=404 .* request=[0-9a-f-]{36}");
        }
    }

    @Test
    void nobodyIsToldOfUnlessItIsAskedFor() {
        try (var redoubt = RunningRedoubt.start()) {
            lines.listen();
            redoubt.http().get("/api/v1/risks/").expect(200);
            assertThat(lines.heard()).isEmpty();
        }
    }
}
