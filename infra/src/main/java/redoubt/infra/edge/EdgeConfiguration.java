package redoubt.infra.edge;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;
import redoubt.api.Api;
import redoubt.api.proxy.Proxies;
import redoubt.api.route.AccessLog;
import redoubt.infra.RedoubtProperties;

/** Where connections come in. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    OddTargets oddTargets(ObjectProvider<Api> api) {
        return new OddTargets(() -> api.getObject().malformed());
    }

    @Bean
    UnreadRequests unreadRequests(ObjectProvider<Api> api) {
        return new UnreadRequests(status -> api.getObject().unread(status));
    }

    /** What customizes the server exists before the properties do while the beans are prepared at build time. */
    @Bean
    SlowSenders slowSenders(ObjectProvider<RedoubtProperties> properties, ObjectProvider<Api> api) {
        return new SlowSenders(
                () -> properties.getObject().patience(), () -> api.getObject().unread(408));
    }

    @Bean(destroyMethod = "close")
    AccessLines accessLines() {
        return new AccessLines();
    }

    /** Before anybody asks where a request comes from. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    WebFilter proxies(RedoubtProperties properties) {
        return new Proxies(properties.proxies().trusted());
    }

    /** Tells of requests that reach the API, if it is asked for; those of the management port are its operators' own. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 2)
    WebFilter accessLog(RedoubtProperties properties, AccessLines lines, Clock clock) {
        if (!properties.accessLog()) {
            return (exchange, chain) -> chain.filter(exchange);
        }
        AccessLog log = new AccessLog(lines, clock);
        return (exchange, chain) ->
                WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management")
                        ? chain.filter(exchange)
                        : log.filter(exchange, chain);
    }
}
