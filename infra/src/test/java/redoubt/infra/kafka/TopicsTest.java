package redoubt.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class TopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Broker broker;
    private final Topics topics;

    TopicsTest(Broker broker) {
        this.broker = broker;
        this.topics = new Topics(broker.settings());
    }

    @Test
    void aTopicThatIsNotThereIsMadeAsItIsWantedAndStaysAsItIs() throws Exception {
        String name = "made-" + UUID.randomUUID();

        Integer longest = topics.prepared(new Topics.Wanted(name, 5, null, Duration.ofDays(3)))
                .block(PATIENCE);
        topics.prepared(new Topics.Wanted(name, 9, (short) 1, Duration.ofDays(1)))
                .block(PATIENCE);

        assertThat(longest).isEqualTo(1024 * 1024);
        try (Admin admin = Admin.create(broker.settings().admin())) {
            assertThat(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name)
                            .partitions())
                    .hasSize(5);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(settings.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(settings.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(3).toMillis()));
        }
    }

    @Test
    void aTopicThatTakesLessSaysSo() throws Exception {
        String name = "small-" + UUID.randomUUID();
        try (Admin admin = Admin.create(broker.settings().admin())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(Map.of("max.message.bytes", "20000"))))
                    .all()
                    .get();
        }

        assertThat(topics.prepared(new Topics.Wanted(name, 1, null, Duration.ofDays(1)))
                        .block(PATIENCE))
                .isEqualTo(20_000);
    }

    @Test
    void brokersAreCountedAndOneThatIsNotThereIsNotWaitedForWithoutEnd() throws IOException {
        assertThat(topics.brokers().block(PATIENCE)).isEqualTo(1);
        Topics nowhere = new Topics(ClientSettings.of("127.0.0.1:1", null));
        assertThatThrownBy(() -> nowhere.brokers().block(PATIENCE)).isNotNull();
    }

    @Test
    void aFileSaysMoreButNothingOnWhichItDependsWhatIsLost(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), """
            security.protocol=SASL_SSL
            max.request.size=2097152
            acks=1
            enable.idempotence=false
            bootstrap.servers=elsewhere:9092
            """);

        ClientSettings settings = ClientSettings.of("here:9092", file);

        assertThat(settings.producer("p"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("bootstrap.servers", "here:9092");
        assertThat(settings.longest()).isEqualTo(2 * 1024 * 1024);
        assertThat(settings.consumer("c", "g"))
                .containsEntry("enable.auto.commit", false)
                .containsEntry("security.protocol", "SASL_SSL");
    }
}
