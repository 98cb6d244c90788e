package redoubt.infra.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real Kafka broker in this process, which can be stopped and started again with everything that it was given. */
public final class Broker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 3);

    /** One that runs. */
    public Broker() {
        EmbeddedKafkaBroker set = kafka.brokerProperties(Map.of(
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "offsets.topic.num.partitions", "3"));
        set.afterPropertiesSet();
    }

    /** Where it is. */
    public String address() {
        return kafka.getBrokersAsString();
    }

    /** What our clients need to know of it. */
    public ClientSettings settings() {
        try {
            return ClientSettings.of(address(), null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A topic of three partitions that nobody else knows. */
    public String topic() {
        String name = "topic-" + UUID.randomUUID();
        kafka.addTopics(name);
        return name;
    }

    /** Stops it as an operator would. */
    public void stop() {
        var server = kafka.getCluster().brokers().values().iterator().next();
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts it again, where it was. */
    public void startAgain() {
        kafka.getCluster().brokers().values().iterator().next().startup();
    }

    /** Puts a record on a topic, as a stranger would, and waits until it is there. */
    public void send(String topic, String key, Map<String, String> headers, String body) {
        Map<String, Object> settings = settings().producer("stranger");
        try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes(body));
            headers.forEach((name, value) -> record.headers().add(name, bytes(value)));
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Everything on a topic, once it is so much. */
    public List<Found> read(String topic, int atLeast) {
        return read(topic, found -> found.size() >= atLeast);
    }

    /** Everything on a topic, once it is enough; what there is after a minute in any case. Records of a partition in order. */
    public List<Found> read(String topic, Predicate<List<Found>> enough) {
        Map<String, Object> settings = settings().consumer("reader", "reader-" + UUID.randomUUID());
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Found> all = new ArrayList<>();
            Instant end = Instant.now().plus(PATIENCE);
            while (!enough.test(all) && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> all.add(Found.of(record)));
            }
            return all;
        }
    }

    /**
     * A record as somebody else finds it.
     *
     * @param partition it is in
     * @param key as text
     * @param headers as text, by name
     * @param body as text
     */
    public record Found(int partition, String key, Map<String, String> headers, String body) {

        private static Found of(ConsumerRecord<byte[], byte[]> record) {
            Map<String, String> headers = new HashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
            return new Found(
                    record.partition(),
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                    headers,
                    new String(record.value(), StandardCharsets.UTF_8));
        }

        /** A header; empty if there is none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        kafka.destroy();
    }
}
