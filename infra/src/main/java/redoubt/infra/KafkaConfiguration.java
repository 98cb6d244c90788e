package redoubt.infra;

import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import redoubt.api.Api;
import redoubt.api.http.Reply;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.kafka.ClientSettings;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.KafkaSettings;
import redoubt.infra.kafka.RepeatedWarnings;
import redoubt.infra.kafka.Topics;
import redoubt.infra.kafka.inbound.Inbound;
import redoubt.infra.kafka.inbound.InboundMeters;
import redoubt.infra.kafka.inbound.OwnApi;
import redoubt.infra.kafka.plain.PlainCluster;
import redoubt.infra.kafka.reactive.ReactorCluster;
import redoubt.infra.kafka.relay.KafkaHealth;
import redoubt.infra.kafka.relay.Relay;
import redoubt.infra.kafka.relay.RelayMeters;
import redoubt.infra.kafka.relay.Route;
import redoubt.query.assembly.ReadSide;

/**
 * A Kafka cluster, if there is one. Whether there is one is known when the program starts and not when it is built, so that
 * without one these beans are there and are nothing.
 */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    private static final Duration FAREWELL = Duration.ofSeconds(4);

    /** Commands hold credentials, and answers what only those who asked may see. */
    private static final Duration BRIEFLY = Duration.ofDays(1);

    /** The way to the cluster, through the client that is asked for. */
    @Bean
    @Nullable
    Route kafkaRoute(RedoubtProperties properties) {
        KafkaSettings kafka = properties.kafka();
        if (!kafka.on()) {
            return null;
        }
        RepeatedWarnings.spare();
        ClientSettings settings = settings(kafka);
        Cluster cluster =
                switch (kafka.client()) {
                    case REACTOR -> new ReactorCluster(settings);
                    case NATIVE -> new PlainCluster(settings);
                };
        return new Route(
                cluster,
                new Topics(settings),
                new Topics.Wanted(kafka.topic(), kafka.partitions(), kafka.replication(), kafka.retention()),
                kafka.from() == KafkaSettings.From.NOW);
    }

    private static ClientSettings settings(KafkaSettings kafka) {
        try {
            return ClientSettings.of(kafka);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingsRefused(
                    "redoubt.kafka.properties-file cannot be read as a file of properties: " + unreadable + ".",
                    unreadable);
        }
    }

    /** Begins when the log is there, and its tables. */
    @Bean
    @Nullable
    Relay relay(ObjectProvider<Route> routes, ConnectionFactory sessions, ReadSide side, Api api) {
        Route route = routes.getIfAvailable();
        return route == null ? null : new Relay(sessions, route, api.bulletins(side.chronicle()), new Outages());
    }

    @Bean
    @Nullable
    Lasting relaying(ObjectProvider<Relay> relays) {
        Relay relay = relays.getIfAvailable();
        return relay == null ? null : new Lasting(relay::start, relay::stop, FAREWELL);
    }

    @Bean
    @Nullable
    RelayMeters relayMeters(ObjectProvider<Relay> relays, PostgresEventStore store) {
        Relay relay = relays.getIfAvailable();
        return relay == null ? null : new RelayMeters(relay.standing(), store::followed);
    }

    @Bean
    @Nullable
    KafkaHealth kafkaHealthIndicator(
            ObjectProvider<Route> routes, ObjectProvider<Relay> relays, ObjectProvider<RelayMeters> meters) {
        Route route = routes.getIfAvailable();
        Relay relay = relays.getIfAvailable();
        return route == null || relay == null
                ? null
                : new KafkaHealth(route.topics(), relay.standing(), meters.getObject());
    }

    /** Known in full only once the server listens. */
    @Bean
    @Nullable
    OwnApi ownApi(RedoubtProperties properties, Environment environment, ReactorResourceFactory resources) {
        return properties.kafka().commanded()
                ? new OwnApi(
                        properties.address(),
                        () -> environment.getRequiredProperty("local.server.port", Integer.class),
                        resources.getLoopResources())
                : null;
    }

    @Bean
    @Nullable
    Inbound inbound(ObjectProvider<Route> routes, ObjectProvider<OwnApi> own, Api api, RedoubtProperties properties) {
        KafkaSettings kafka = properties.kafka();
        String commands = kafka.commandsTopic();
        Route route = routes.getIfAvailable();
        if (route == null || commands == null) {
            return null;
        }
        Reply malformed = api.malformed();
        return new Inbound(
                route.cluster(),
                route.topics(),
                new Inbound.Way(
                        new Topics.Wanted(commands, kafka.partitions(), kafka.replication(), BRIEFLY),
                        new Topics.Wanted(kafka.repliesTopic(), kafka.partitions(), kafka.replication(), BRIEFLY),
                        kafka.group()),
                own.getObject(),
                malformed.status(),
                malformed.body());
    }

    /** Begins after the server listens, and ends before it stops. */
    @Bean
    @Nullable
    Lasting commanding(ObjectProvider<Inbound> inbounds) {
        Inbound inbound = inbounds.getIfAvailable();
        return inbound == null ? null : new Lasting(inbound::start, inbound::stop, FAREWELL);
    }

    @Bean
    @Nullable
    InboundMeters inboundMeters(ObjectProvider<Inbound> inbounds) {
        Inbound inbound = inbounds.getIfAvailable();
        return inbound == null ? null : new InboundMeters(inbound);
    }
}
