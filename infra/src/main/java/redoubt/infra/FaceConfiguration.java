package redoubt.infra;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.handler.codec.compression.Zstd;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import redoubt.api.Api;
import redoubt.api.ApiDoors;
import redoubt.api.ApiOptions;
import redoubt.api.account.Accounts;
import redoubt.api.auth.Credentials;
import redoubt.api.auth.Refusals;
import redoubt.api.auth.Tickets;
import redoubt.api.auth.TokenUse;
import redoubt.api.clock.TimeMachine;
import redoubt.api.custom.TokenMint;
import redoubt.api.freshness.Writers;
import redoubt.api.idempotency.Receipts;
import redoubt.api.limit.Tally;
import redoubt.api.openapi.DocumentsConfiguration;
import redoubt.api.route.Pace;
import redoubt.api.stream.Elsewhere;
import redoubt.api.tenancy.Directory;
import redoubt.api.tenancy.InviteLinks;
import redoubt.api.webhook.Deliveries;
import redoubt.api.webhook.Hooks;
import redoubt.command.Commands;
import redoubt.command.Imports;
import redoubt.command.Notes;
import redoubt.infra.trace.Tracing;
import redoubt.model.Catalogue;
import redoubt.model.access.Quota;
import redoubt.model.wire.EventJson;
import redoubt.query.assembly.ReadSide;
import redoubt.query.audit.AuditLog;
import redoubt.query.chain.Background;
import redoubt.query.chain.SealedLog;
import redoubt.query.changes.ChangesBetween;
import redoubt.query.log.EventLog;
import redoubt.query.log.LogCensus;

/** The face of the house, as beans of the web framework. */
@Configuration(proxyBeanMethods = false)
@Import(DocumentsConfiguration.class)
class FaceConfiguration {

    /** Threads of our own: whoever else runs in this process, another node for one, keeps theirs when we stop. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        // Unpacks its native library into a file, which the first answer would otherwise do on an event loop.
        Zstd.isAvailable();
        return resources;
    }

    @Bean
    Writers writers(ReadSide side, EventLog log) {
        return new Writers(side.progress(), log);
    }

    @Bean
    ApiOptions apiOptions(RedoubtProperties properties) {
        String version = RedoubtApplication.class.getPackage().getImplementationVersion();
        return new ApiOptions(
                properties.publicBaseUrl().toString(),
                properties.requireIfMatch(),
                properties.sse().heartbeat(),
                properties.corsOrigins(),
                new Quota(properties.rate().hourly(), properties.rate().burst()),
                new Quota(
                        properties.rate().elsewhere().hourly(),
                        properties.rate().elsewhere().burst()),
                properties.rate().refused(),
                new Pace(properties.patience().body(), properties.patience().pace()),
                properties.timezone(),
                Objects.requireNonNullElse(version, "development"),
                Set.copyOf(properties.auditReads()));
    }

    @Bean
    Api api(
            Commands commands,
            Imports imports,
            Notes notes,
            ReadSide side,
            Writers writers,
            EventLog log,
            LogCensus census,
            SealedLog sealed,
            AuditLog audit,
            ChangesBetween changes,
            Background verifications,
            Credentials credentials,
            Tickets tickets,
            Elsewhere elsewhere,
            TokenUse tokenUse,
            Refusals refusals,
            TokenMint mint,
            Accounts accounts,
            Directory directory,
            InviteLinks links,
            Hooks hooks,
            Deliveries deliveries,
            Receipts receipts,
            Catalogue catalogue,
            EventJson events,
            Tally tally,
            Clock clock,
            ObjectProvider<TimeMachine> timeMachine,
            ApiOptions options) {
        return new Api(
                new ApiDoors(
                        commands,
                        imports,
                        notes,
                        side.queries(),
                        new ReportViews(side.reports()),
                        side.progress(),
                        writers,
                        side.timeline(),
                        side.retrospect(),
                        log,
                        census,
                        sealed,
                        audit,
                        changes,
                        verifications,
                        side.feed(),
                        side.parked(),
                        side.rebuilds(),
                        credentials,
                        tickets,
                        elsewhere,
                        tokenUse,
                        refusals,
                        mint,
                        accounts,
                        directory,
                        links,
                        hooks,
                        deliveries,
                        receipts,
                        catalogue,
                        events::version,
                        tally,
                        clock,
                        timeMachine.getIfAvailable(),
                        new Outages()),
                options);
    }

    @Bean
    MeterBinder openStreams(Api api) {
        return registry -> Gauge.builder("redoubt.streams.open", api, face -> face.openStreams()
                        .open()
                        .size())
                .description("How many streams of events are open at this node")
                .register(registry);
    }

    /** Streams have no end; the server's graceful stop must find none that is open. */
    @Bean
    Farewell farewell(Api api) {
        return new Farewell(api::close);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter nextTurn() {
        return new NextTurn();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 2)
    WebFilter traces(Tracing tracing) {
        return atFace(tracing.requests());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 3)
    WebFilter reception(Api api) {
        return atFace(api.reception());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 3)
    WebFilter crossOrigin(Api api) {
        return api.crossOrigin();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 4)
    WebFilter gate(Api api) {
        return atFace(api.gate());
    }

    /** The management port shares our beans and is none of our doors. */
    private static WebFilter atFace(WebFilter filter) {
        return (exchange, chain) ->
                WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management")
                        ? chain.filter(exchange)
                        : filter.filter(exchange, chain);
    }

    /** Four timers for each request say nothing that the timer of the request does not say, and wrap every filter. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityWebFilterChain faceChain(Api api, ServerHttpSecurity http) {
        return api.security(http);
    }

    @Bean
    ServerExchangeRejectedHandler rejected(Api api) {
        return api.rejected();
    }

    @Bean
    RouterFunction<ServerResponse> routes(Api api) {
        return api.router();
    }
}
