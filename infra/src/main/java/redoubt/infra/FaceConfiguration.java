package redoubt.infra;

import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import redoubt.api.Api;
import redoubt.api.ApiDoors;
import redoubt.api.ApiOptions;
import redoubt.api.auth.Credentials;
import redoubt.api.auth.TokenUse;
import redoubt.api.freshness.Writers;
import redoubt.api.idempotency.Receipts;
import redoubt.command.Commands;
import redoubt.model.Catalogue;
import redoubt.query.assembly.ReadSide;
import redoubt.query.log.EventLog;

/** The face of the house, as beans of the web framework. */
@Configuration(proxyBeanMethods = false)
class FaceConfiguration {

    @Bean
    Writers writers(ReadSide side) {
        return new Writers(side.progress());
    }

    @Bean
    ApiOptions apiOptions(RedoubtProperties properties) {
        String version = RedoubtApplication.class.getPackage().getImplementationVersion();
        return new ApiOptions(
                properties.publicBaseUrl().toString(),
                properties.requireIfMatch(),
                properties.sse().heartbeat(),
                properties.corsOrigins(),
                properties.timezone(),
                Objects.requireNonNullElse(version, "development"));
    }

    @Bean
    Api api(
            Commands commands,
            ReadSide side,
            Writers writers,
            EventLog log,
            Catalogue catalogue,
            Credentials credentials,
            TokenUse tokenUse,
            Receipts receipts,
            Clock clock,
            ApiOptions options) {
        return new Api(
                new ApiDoors(
                        commands,
                        side.queries(),
                        side.progress(),
                        writers,
                        side.timeline(),
                        log,
                        side.feed(),
                        credentials,
                        tokenUse,
                        receipts,
                        catalogue,
                        clock),
                options);
    }

    /** Streams have no end; the server's graceful stop must find none that is open. */
    @Bean
    Farewell farewell(Api api) {
        return new Farewell(api::close);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter reception(Api api) {
        return api.reception();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    WebFilter gate(Api api) {
        return api.gate();
    }

    @Bean
    SecurityWebFilterChain faceChain(Api api, ServerHttpSecurity http) {
        return api.security(http);
    }

    @Bean
    RouterFunction<ServerResponse> routes(Api api) {
        return api.router();
    }
}
