package redoubt.infra.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What clients of Kafka are told. A file may say more, but nothing on which it depends that no event is lost or comes out of
 * order.
 */
public final class ClientSettings {

    /** For how long a broker that does not answer is waited for before the next one is asked, in milliseconds. */
    private static final int ANSWER = 10_000;

    private static final int COME_BACK = 5_000;
    private static final int LINGER = 5;
    private static final int HELD = 50;

    private final Map<String, Object> common;

    private ClientSettings(Map<String, Object> common) {
        this.common = Map.copyOf(common);
    }

    /**
     * Those that settings ask for.
     *
     * @throws IOException if there is a file and it cannot be read
     * @throws IllegalArgumentException if there is a file and it is none of properties
     */
    public static ClientSettings of(KafkaSettings settings) throws IOException {
        return of(Objects.requireNonNull(settings.bootstrapServers()), settings.propertiesFile());
    }

    static ClientSettings of(String servers, @Nullable Path file) throws IOException {
        Map<String, Object> common = new HashMap<>();
        common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, COME_BACK);
        common.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER);
        // What our clients do is told by our own numbers, to our own operators.
        common.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        common.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        if (file != null) {
            Properties further = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                further.load(reader);
            }
            further.stringPropertyNames().forEach(name -> common.put(name, further.getProperty(name)));
        }
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return new ClientSettings(common);
    }

    /** For a client that looks after topics. */
    public Map<String, Object> admin() {
        return named("redoubt-topics");
    }

    /** For one that sends. What it was given to send it keeps trying to send for as long as it lives. */
    public Map<String, Object> producer(String name) {
        Map<String, Object> settings = named(name);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        // A record that is given up while the next one gets through would change their order.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    /** For one that receives, and says by hand what need not come again. */
    public Map<String, Object> consumer(String name, String group) {
        Map<String, Object> settings = named(name);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, HELD);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** How long a record may be that a client sends, in bytes and with everything about it. */
    public int longest() {
        Object set = common.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return set == null ? 1024 * 1024 : Integer.parseInt(set.toString().strip());
    }

    private Map<String, Object> named(String name) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
        return settings;
    }
}
