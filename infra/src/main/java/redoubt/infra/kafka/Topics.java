package redoubt.infra.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** The topics of a cluster. Safe for any thread. */
public final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private static final Duration SOON = Duration.ofMillis(250);
    private static final int AGAIN = 40;

    /** What a topic takes that nobody said anything else of, in bytes. */
    private static final int USUAL = 1_048_588;

    private final ClientSettings settings;

    /** Those of the cluster to which the settings lead. */
    public Topics(ClientSettings settings) {
        this.settings = settings;
    }

    /**
     * What a topic is to be like.
     *
     * @param name of it
     * @param partitions how many it has
     * @param replication how many brokers hold each record; null for what is usual there
     * @param retention for how long records stay
     */
    public record Wanted(
            String name, int partitions, @Nullable Short replication, Duration retention) {

        private NewTopic made() {
            // Compaction would keep the last event of each resource and lose what happened before.
            return new NewTopic(name, Optional.of(partitions), Optional.ofNullable(replication))
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(retention.toMillis())));
        }
    }

    /**
     * Sees to it that a topic is there; one that is there already stays as it is. Emits how long a record on it may be, in
     * bytes and with everything about it. Fails if the cluster does not answer, or does not let us.
     */
    public Mono<Integer> prepared(Wanted wanted) {
        return with(admin -> there(admin, wanted).then(longest(admin, wanted.name())))
                .timeout(PATIENCE)
                .map(longest -> Math.min(longest, settings.longest()));
    }

    /** How many brokers there are; fails if none answers within a moment. */
    public Mono<Integer> brokers() {
        return with(admin -> Topics.<Collection<Node>>answer(
                        () -> admin.describeCluster().nodes()))
                .map(Collection::size)
                .timeout(MOMENT);
    }

    private static Mono<Void> there(Admin admin, Wanted wanted) {
        List<String> name = List.of(wanted.name());
        return answer(() -> admin.describeTopics(name).allTopicNames())
                .then()
                .onErrorResume(UnknownTopicOrPartitionException.class, _ -> made(admin, wanted));
    }

    private static Mono<Void> made(Admin admin, Wanted wanted) {
        return answer(() -> admin.createTopics(List.of(wanted.made())).all())
                .doOnSuccess(_ -> LOG.info("The topic {} was created", wanted.name()))
                .onErrorResume(TopicExistsException.class, _ -> Mono.empty())
                .onErrorMap(
                        AuthorizationException.class,
                        denied -> new IllegalStateException(
                                "the topic " + wanted.name() + " is not there and we may not create it: whoever may,"
                                        + " creates it, or allows us to",
                                denied))
                .then();
    }

    private static Mono<Integer> longest(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return answer(() -> admin.describeConfigs(List.of(resource)).all())
                .map(all -> Integer.parseInt(Objects.requireNonNull(all.get(resource))
                        .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                        .value()))
                // One that was made a moment ago is not known to every broker yet.
                .retryWhen(Retry.fixedDelay(AGAIN, SOON).filter(UnknownTopicOrPartitionException.class::isInstance))
                // Somebody may send there and not look at how it is set up.
                .onErrorReturn(AuthorizationException.class, USUAL);
    }

    private <T> Mono<T> with(Function<Admin, Mono<T>> asked) {
        Map<String, Object> own = settings.admin();
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return Mono.usingWhen(Mono.fromCallable(() -> Admin.create(own)), asked, admin -> Mono.fromRunnable(
                                () -> admin.close(Duration.ZERO))
                        .subscribeOn(Schedulers.boundedElastic()))
                // Names are looked up, and files of keys read, when a client is made.
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static <T> Mono<T> answer(Supplier<KafkaFuture<T>> asked) {
        return Mono.fromCompletionStage(() -> asked.get().toCompletionStage()).publishOn(Schedulers.parallel());
    }
}
