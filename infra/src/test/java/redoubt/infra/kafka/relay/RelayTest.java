package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.Broker.Found;
import redoubt.infra.kafka.SharedBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SharedBroker.class)
class RelayTest {

    private final Broker broker;
    private final String topic = Told.topic();

    RelayTest(Broker broker) {
        this.broker = broker;
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "native"})
    void everythingThatHappensIsToldAsACloudEvent(String client) {
        try (var redoubt =
                RunningRedoubt.start(Told.settings(broker.address(), topic, "--redoubt.kafka.client=" + client))) {
            Reply made = redoubt.http()
                    .with("X-Request-ID", "ci-4711")
                    .post("/api/v1/risks/", "{\"name\":\"Breach\",\"likelihood\":3,\"impact\":4}")
                    .expect(201);
            redoubt.http()
                    .patch("/api/v1/risks/" + made.id() + "/", "{\"name\":\"Leak\"}")
                    .expect(200);
            long head = Told.settled(redoubt);

            List<Found> told = Told.once(broker, topic, head);

            Told.complete(told, 1, head);
            List<Found> risk = told.stream()
                    .filter(found -> found.key().equals("risks/" + made.id()))
                    .toList();
            assertThat(risk).extracting(found -> found.header("type")).containsExactly("risk.created", "risk.updated");
            Found first = risk.getFirst();
            assertThat(first.header("content-type")).startsWith("application/cloudevents+json");
            assertThat(first.header("correlation-id")).isEqualTo("ci-4711");
            JsonNode event = json(first);
            assertThat(event.path("specversion").asString()).isEqualTo("1.0");
            assertThat(event.path("id").asString()).isEqualTo(first.header("id"));
            assertThat(UUID.fromString(first.header("id"))).isNotNull();
            assertThat(event.path("source").asString()).isEqualTo(RunningRedoubt.PUBLIC + "/api/v1");
            assertThat(event.path("type").asString()).isEqualTo("redoubt.risk.created");
            assertThat(event.path("subject").asString()).isEqualTo(first.key());
            assertThat(event.path("position").asString()).isEqualTo(first.header("position"));
            assertThat(event.path("data")).isEqualTo(made.json());
            JsonNode second = json(risk.getLast());
            assertThat(second.path("data").path("name").asString()).isEqualTo("Leak");
            assertThat(second.path("data").path("changed_fields")).hasSize(1);
            assertThat(redoubt.management().get("/metrics").expect(200).text())
                    .contains("redoubt_kafka_lag_events 0.0", "redoubt_kafka_relaying 1.0")
                    .containsPattern("redoubt_kafka_sent_total " + head + "\\.0");
            assertThat(redoubt.management()
                            .get("/health")
                            .expect(200)
                            .json()
                            .at("/components/kafka/status")
                            .asString())
                    .isEqualTo("UP");
        }
    }

    @Test
    void whatSaysWhoSomebodyIsIsToldToNobody() {
        try (var redoubt = RunningRedoubt.start(Told.settings(broker.address(), topic))) {
            Http http = redoubt.http();
            String user = http.post(
                            "/api/v1/users/",
                            "{\"email\":\"rita.reader@example.org\",\"first_name\":\"Ritardanda\","
                                    + "\"last_name\":\"Readerova\"}")
                    .expect(201)
                    .id();
            http.patch("/api/v1/users/" + user + "/", "{\"first_name\":\"Accelerando\"}")
                    .expect(200);
            http.get("/api/v1/users/" + user + "/").expect(200);
            http.post("/api/v1/users/" + user + "/erase/", "").expect(200);
            long head = Told.settled(redoubt);

            List<Found> told = Told.once(broker, topic, head);

            Told.complete(told, 1, head);
            assertThat(told.stream().filter(found -> found.key().equals("users/" + user)))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(found -> assertThat(
                                    json(found).path("data").path("id").asString())
                            .isEqualTo(user))
                    .allSatisfy(found -> assertThat(json(found).path("data").has("is_active"))
                            .isTrue());
            assertThat(told).allSatisfy(found -> assertThat(found.body())
                    .doesNotContain("rita.reader", "Ritardanda", "Readerova", "Accelerando", "@")
                    .doesNotContain("\"email\":", "\"first_name\":", "last_used_ip"));
        }
    }

    @Test
    void anEventThatIsTooLongForTheTopicIsToldWithoutItsData() throws Exception {
        created("6000");
        try (var redoubt = RunningRedoubt.start(Told.settings(broker.address(), topic))) {
            String large = redoubt.http()
                    .post("/api/v1/risks/", "{\"name\":\"Large\",\"description\":\"" + "x".repeat(9_000) + "\"}")
                    .expect(201)
                    .id();
            redoubt.http()
                    .patch("/api/v1/risks/" + large + "/", "{\"description\":\"short\"}")
                    .expect(200);
            long head = Told.settled(redoubt);

            List<Found> told = Told.once(broker, topic, head);

            Told.complete(told, 1, head);
            List<Found> risk = told.stream()
                    .filter(found -> found.key().equals("risks/" + large))
                    .toList();
            assertThat(risk).extracting(found -> found.header("truncated")).containsExactly("true", "");
            JsonNode first = json(risk.getFirst());
            assertThat(first.path("truncated").asBoolean()).isTrue();
            assertThat(first.path("data").propertyNames()).containsExactly("id");
            assertThat(json(risk.getLast()).path("data").path("description").asString())
                    .isEqualTo("short");
        }
    }

    @Test
    void anEventForWhichThereIsNoRoomAtAllIsPassedOverWhereEverybodyCanSeeIt() throws Exception {
        created("2100");
        try (var redoubt = RunningRedoubt.start(Told.settings(broker.address(), topic))) {
            redoubt.http().post("/api/v1/risks/", "{\"name\":\"Any\"}").expect(201);
            long head = Told.settled(redoubt);

            assertThat(redoubt.management().get("/metrics").expect(200).text())
                    .contains("redoubt_kafka_unsent_events " + head + ".0", "redoubt_kafka_lag_events 0.0");
            assertThat(unsent(redoubt.database())).isEqualTo(head);
            assertThat(redoubt.management()
                            .get("/health")
                            .expect(200)
                            .json()
                            .at("/components/kafka/details/unsent")
                            .asLong())
                    .isEqualTo(head);
        }
    }

    @Test
    void ofSeveralNodesOneTellsAndWhenItGoesAnotherCarriesOn() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database, Told.settings(broker.address(), topic));
                var other = RunningRedoubt.on(
                        database, Told.settings(broker.address(), topic, "--redoubt.kafka.client=native"))) {
            risks(one.http(), 30);
            risks(other.http(), 30);
            Told.settled(one, other);
            assertThat(one.part(Relay.class).standing().leading())
                    .isNotEqualTo(other.part(Relay.class).standing().leading());
            RunningRedoubt leaver = one.part(Relay.class).standing().leading() ? one : other;
            RunningRedoubt stayer = leaver == one ? other : one;
            risks(stayer.http(), 100);

            leaver.stop();
            risks(stayer.http(), 30);

            long head = Told.settled(stayer);
            assertThat(stayer.part(Relay.class).standing().leading()).isTrue();
            Told.complete(Told.once(broker, topic, head), 1, head);
        }
    }

    @Test
    void whoStartsNowTellsNothingOfBefore() {
        try (var database = TestPostgres.fresh()) {
            long before;
            try (var silent = RunningRedoubt.on(database)) {
                before = silent.http()
                        .post("/api/v1/risks/", "{\"name\":\"Before\"}")
                        .expect(201)
                        .number("X-Redoubt-Position");
            }
            try (var telling =
                    RunningRedoubt.on(database, Told.settings(broker.address(), topic, "--redoubt.kafka.from=now"))) {
                Awaitility.await()
                        .atMost(Told.PATIENCE)
                        .until(() -> telling.part(Relay.class).standing().leading());
                risks(telling.http(), 3);
                long head = Told.settled(telling);

                List<Found> told = Told.once(broker, topic, head - before);
                assertThat(told).allSatisfy(found -> assertThat(Long.parseLong(found.header("position")))
                        .isGreaterThan(before));
                assertThat(told.stream().filter(found -> found.header("type").equals("risk.created")))
                        .hasSize(3);
            }
        }
    }

    @Test
    void withoutABrokerEverythingElseGoesOnAndOperatorsSeeWhatWaits() {
        try (var redoubt = RunningRedoubt.start(Told.settings("127.0.0.1:1", topic))) {
            Instant begin = Instant.now();
            risks(redoubt.http(), 20);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));

            redoubt.management().get("/health/ready").expect(200);
            Awaitility.await()
                    .atMost(Told.PATIENCE)
                    .until(() -> redoubt.part(Relay.class).standing().trouble() != null);
            JsonNode kafka =
                    redoubt.management().get("/health").expect(200).json().at("/components/kafka");
            assertThat(kafka.path("status").asString()).isEqualTo("UNKNOWN");
            assertThat(kafka.at("/details/lag").asLong()).isGreaterThanOrEqualTo(20);
            assertThat(redoubt.management().get("/metrics").expect(200).text())
                    .contains("redoubt_kafka_troubled 1.0")
                    .doesNotContain("redoubt_kafka_lag_events 0.0");
            Instant stop = Instant.now();
            redoubt.stop();
            assertThat(Duration.between(stop, Instant.now())).isLessThan(Duration.ofSeconds(15));
        }
    }

    private void created(String longest) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1).configs(Map.of("max.message.bytes", longest))))
                    .all()
                    .get();
        }
    }

    private static void risks(Http http, int count) {
        for (int n = 0; n < count; n++) {
            http.post("/api/v1/risks/", "{\"name\":\"Risk " + n + "\"}").expect(201);
        }
    }

    private static long unsent(TestDatabase database) {
        return Objects.requireNonNull(Flux.usingWhen(
                        database.connections().create(),
                        connection -> Flux.from(connection
                                        .createStatement("select count(*) from kafka_unsent")
                                        .execute())
                                .flatMap(result -> result.map(row -> Objects.requireNonNull(row.get(0, Long.class)))),
                        Connection::close)
                .blockLast(Duration.ofSeconds(10)));
    }

    private static JsonNode json(Found found) {
        return JsonMapper.shared().readTree(found.body());
    }
}
