package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;

class BrokerOutageTest {

    private static final Path KCAT = Path.of("/usr/bin/kcat");

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "native"})
    void aBrokerThatGoesAndComesBackWhilePeopleWorkHasEveryEventOnceAndInOrder(String client) {
        String topic = Told.topic();
        try (var broker = new Broker();
                var redoubt = RunningRedoubt.start(
                        Told.settings(broker.address(), topic, "--redoubt.kafka.client=" + client))) {
            String risk = work(redoubt.http(), 50);
            Told.settled(redoubt);

            broker.stop();
            Instant begin = Instant.now();
            work(redoubt.http(), 300);
            change(redoubt.http(), risk, 20);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
            redoubt.management().get("/health/ready").expect(200);
            Awaitility.await()
                    .atMost(Told.PATIENCE)
                    .until(() -> redoubt.part(Relay.class).standing().trouble() != null);
            broker.startAgain();
            change(redoubt.http(), risk, 20);

            long head = Told.settled(redoubt);
            assertThat(redoubt.part(Relay.class).standing().trouble()).isNull();
            Told.complete(Told.once(broker, topic, head), 1, head);
        }
    }

    @Test
    void aNodeThatDiesWhileTheBrokerIsAwayLeavesNothingUntold() {
        String topic = Told.topic();
        try (var broker = new Broker();
                var redoubt = RunningRedoubt.start(Told.settings(broker.address(), topic))) {
            work(redoubt.http(), 20);
            Told.settled(redoubt);
            broker.stop();
            work(redoubt.http(), 20);
            redoubt.stop();
            broker.startAgain();

            try (var next = RunningRedoubt.on(redoubt.database(), Told.settings(broker.address(), topic))) {
                long head = Told.settled(next);
                Told.complete(Told.once(broker, topic, head), 1, head);
            }
        }
    }

    @Test
    void kcatReadsEveryEventOnceByItsIdentifierAfterAnOutage() throws IOException, InterruptedException {
        boolean there = Files.isExecutable(KCAT);
        if (!there) {
            System.out.println("Left out: reading with kcat, which is not here; apt-get install kcat brings it.");
        }
        Assumptions.assumeTrue(there, "Left out: kcat is not installed");
        String topic = Told.topic();
        try (var broker = new Broker();
                var redoubt = RunningRedoubt.start(Told.settings(broker.address(), topic))) {
            work(redoubt.http(), 20);
            broker.stop();
            work(redoubt.http(), 50);
            broker.startAgain();
            long head = Told.settled(redoubt);

            Path out = Files.createTempFile("kcat-", ".txt");
            Process kcat = new ProcessBuilder(
                            KCAT.toString(), "-b", broker.address(), "-t", topic, "-C", "-e", "-q", "-f", "%h\t%k\n")
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(kcat.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(kcat.exitValue()).isZero();

            Set<String> ids = new HashSet<>();
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            for (String line : lines) {
                for (String header : line.substring(0, line.indexOf('\t')).split(",")) {
                    if (header.startsWith("id=")) {
                        ids.add(header);
                    }
                }
            }
            assertThat(lines).hasSizeGreaterThanOrEqualTo((int) head);
            assertThat(ids).hasSize((int) head);
        }
    }

    /** Makes risks; tells the first. */
    private static String work(Http http, int count) {
        String first =
                http.post("/api/v1/risks/", "{\"name\":\"First\"}").expect(201).id();
        for (int n = 1; n < count; n++) {
            http.post("/api/v1/risks/", "{\"name\":\"Risk " + n + "\"}").expect(201);
        }
        return first;
    }

    private static void change(Http http, String risk, int times) {
        for (int n = 0; n < times; n++) {
            http.patch("/api/v1/risks/" + risk + "/", "{\"name\":\"Change " + Instant.now() + n + "\"}")
                    .expect(200);
        }
    }
}
