package redoubt.infra.webhook;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.Api;
import redoubt.api.ApiOptions;
import redoubt.api.dialect.Grc;
import redoubt.api.openapi.EventTypes;
import redoubt.api.stream.Messages;
import redoubt.command.Commands;
import redoubt.infra.Lasting;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.WebhookSettings;
import redoubt.infra.founding.Houses;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.Strongbox;
import redoubt.infra.security.TokenVault;
import redoubt.infra.trace.Tracing;
import redoubt.model.Catalogue;
import redoubt.query.assembly.ReadSide;
import redoubt.query.sql.Asking;
import redoubt.query.tenancy.Confined;
import redoubt.webhook.Reach;
import redoubt.webhook.RetrySchedule;

/** Endpoints elsewhere: what is kept of them, where they may be, and who tells them. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final String PURPOSE = "webhook secret";

    /** The kinds of events that endpoints can be told of. */
    record Kinds(Set<String> names) {}

    @Bean
    Kinds webhookKinds(Catalogue catalogue) {
        return new Kinds(EventTypes.names(catalogue, Grc.offers()).collect(Collectors.toUnmodifiableSet()));
    }

    @Bean(destroyMethod = "close")
    SystemNames systemNames() {
        return new SystemNames();
    }

    @Bean
    Guard webhookGuard(RedoubtProperties properties, ApiOptions options, ObjectProvider<Names> names) {
        String own =
                Objects.requireNonNullElse(URI.create(options.publicBaseUrl()).getHost(), "");
        WebhookSettings settings = properties.webhook();
        Reach reach = new Reach(settings.allowHttp(), settings.allowedCidrs(), settings.allowedHosts(), own);
        return new Guard(reach, names.getObject());
    }

    @Bean
    Surroundings webhookSurroundings(Guard guard, ConnectionPool pool, Kinds kinds) {
        return new Surroundings(guard, pool, kinds.names());
    }

    @Bean
    StoredHooks storedHooks(ConnectionPool pool, MasterKey master, RedoubtProperties properties, Clock clock) {
        String given = properties.secretsKey();
        Strongbox usual = master.strongbox(PURPOSE);
        Strongbox box = given == null
                ? usual
                : MasterKey.given(given, "REDOUBT_SECRETS_KEY").strongbox(PURPOSE);
        return new StoredHooks(pool, box, usual, clock);
    }

    @Bean(destroyMethod = "close")
    Sender webhookSender(Guard guard, RedoubtProperties properties, Clock clock) {
        String proxy = properties.webhook().proxy();
        return new Sender(guard, proxy == null ? null : Via.of(proxy), clock);
    }

    @Bean
    Courier webhookCourier(StoredHooks hooks, Sender sender, Clock clock) {
        return new Courier(hooks, sender, clock);
    }

    @Bean
    Flights webhookFlights(@Qualifier("telling") ConnectionPool telling) {
        return new Flights(telling);
    }

    @Bean
    Closing webhookClosing(@Qualifier("telling") ConnectionPool telling, Flights flights) {
        return new Closing(telling, flights);
    }

    @Bean
    Owners webhookOwners(TokenVault vault, Houses houses, Commands commands, Closing closing, Clock clock) {
        return new Owners(vault, houses, commands, closing, clock);
    }

    @Bean
    Outcomes webhookOutcomes(@Qualifier("telling") ConnectionPool telling) {
        return new Outcomes(telling);
    }

    @Bean
    Pulse webhookPulse() {
        return new Pulse();
    }

    @Bean
    StoredDeliveries storedDeliveries(
            ConnectionPool pool,
            Confined confined,
            ReadSide side,
            Courier courier,
            Outcomes outcomes,
            TokenVault vault,
            Kinds kinds,
            Pulse pulse,
            Clock clock) {
        return new StoredDeliveries(
                new Asking(confined),
                pool,
                outcomes,
                new Trial(courier, vault, kinds.names(), clock),
                side.feed(),
                pulse);
    }

    @Bean
    AttemptMeters attemptMeters(Tracing tracing) {
        return new AttemptMeters(tracing);
    }

    @Bean
    Dispatcher webhookDispatcher(
            ConnectionFactory sessions,
            @Qualifier("telling") ConnectionPool telling,
            ReadSide side,
            Api api,
            Courier courier,
            Owners owners,
            Outcomes outcomes,
            Flights flights,
            Closing closing,
            Kinds kinds,
            Pulse pulse,
            AttemptMeters meters,
            RedoubtProperties properties) {
        WebhookSettings settings = properties.webhook();
        Messages messages = api.messages();
        Endpoints endpoints = new Endpoints(telling);
        Queue queue = new Queue(telling);
        Attempts attempts = new Attempts(telling);
        Recent recent = new Recent(messages);
        Bell bell = new Bell();
        RetrySchedule schedule = new RetrySchedule(settings.retrySchedule());
        Delivering delivering =
                new Delivering(meters, recent, courier, closing, outcomes, schedule, new SecureRandom());
        Sending sending = new Sending(attempts, delivering, owners, bell::ring);
        Reading reading = new Reading(messages, queue, owners, recent, sending, kinds.names());
        Rounds rounds = new Rounds(endpoints, flights, closing, reading, sending, side.progress(), bell, pulse);
        return new Dispatcher(sessions, endpoints, closing, rounds, pulse, settings.logDays());
    }

    /** Tells while the application runs, and has let go of its connection before the database stops. */
    @Bean
    Lasting dispatching(Dispatcher dispatcher) {
        return new Lasting(dispatcher::start, dispatcher::stop);
    }
}
