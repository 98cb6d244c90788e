package redoubt.infra.kafka.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import redoubt.infra.kafka.Topics;

/**
 * How it stands with Kafka. A cluster that is away is no reason to take this node out of service, so that nothing is said then
 * of whether it is well, but all the rest.
 */
public final class KafkaHealth implements ReactiveHealthIndicator {

    private final Topics topics;
    private final Standing standing;
    private final RelayMeters meters;

    /** Asks the cluster each time. */
    public KafkaHealth(Topics topics, Standing standing, RelayMeters meters) {
        this.topics = topics;
        this.standing = standing;
        this.meters = meters;
    }

    @Override
    public Mono<Health> health() {
        return topics.brokers()
                .map(brokers -> described(standing.trouble() == null ? Health.up() : Health.unknown())
                        .withDetail("brokers", brokers)
                        .build())
                .onErrorResume(away -> Mono.just(
                        described(Health.unknown()).withDetail("brokers", 0).build()));
    }

    private Health.Builder described(Health.Builder health) {
        String trouble = standing.trouble();
        if (trouble != null) {
            health.withDetail("trouble", trouble);
        }
        return health.withDetail("topic", standing.topic())
                .withDetail("relaying", standing.leading())
                .withDetail("lag", meters.lag())
                .withDetail("unsent", standing.passedOver());
    }
}
