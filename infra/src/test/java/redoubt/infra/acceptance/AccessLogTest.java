package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The access log tells that something was asked for and by whom, and none of what was in it. */
class AccessLogTest {

    private static final String CANARY = "canary-7f3a";

    private final Logger logger = (Logger) LoggerFactory.getLogger("redoubt.access");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> reader = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void read() {
        listen();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(reader);
    }

    @Test
    void everyRequestIsOneLineWithoutAnythingThatWasInIt() {
        try (var redoubt = RunningRedoubt.start("--redoubt.access-log=true")) {
            listen();
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
            await(5);

            assertThat(List.copyOf(lines)).hasSize(5).noneMatch(line -> line.contains(CANARY));
            String administrator = redoubt.http().get("/api/v1/users/").ids().getFirst();
            assertThat(List.copyOf(lines).get(1))
                    .matches("method=POST path=/api/v1/risks/ status=201 ms=\\d+ bytes=\\d+ user=" + administrator
                            + " request=ci-1");
            assertThat(List.copyOf(lines).get(2)).startsWith("method=GET path=/api/v1/risks/{id}/ status=200 ");
            assertThat(List.copyOf(lines).get(3)).contains(" status=401 ").contains(" user=- ");
            assertThat(List.copyOf(lines).get(4))
                    .matches("method=GET path=/api/v1/nowhere/ status=404 .* request=[0-9a-f-]{36}");
        }
    }

    @Test
    void nobodyIsToldOfUnlessItIsAskedFor() {
        try (var redoubt = RunningRedoubt.start()) {
            listen();
            redoubt.http().get("/api/v1/risks/").expect(200);
            assertThat(lines).isEmpty();
        }
    }

    /** Also after a start, which may set up the log anew and so stop whoever listens. */
    private void listen() {
        reader.start();
        logger.addAppender(reader);
    }

    private void await(int count) {
        for (int wait = 0; lines.size() < count && wait < 100; wait++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(hurry);
            }
        }
    }
}
