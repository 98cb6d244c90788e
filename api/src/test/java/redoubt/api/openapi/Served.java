package redoubt.api.openapi;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import redoubt.api.house.Running;
import redoubt.api.route.Gate;
import redoubt.api.route.RouteTable;

/** A server as it is put together for people: the framework's own set-up around the endpoints and their documents. */
final class Served implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    Served(Map<String, Object> settings) {
        SpringApplication application = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.REACTIVE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties(settings)
                .build();
        this.context = application.run();
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the framework is given. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(DocumentsConfiguration.class)
    static class Parts {

        @Bean
        Running running() {
            return new Running();
        }

        @Bean
        RouteTable table(Running running) {
            var endpoints = new java.util.ArrayList<>(OpenApiDocumentTest.others(running));
            endpoints.addAll(OpenApiDocumentTest.documents(running).endpoints());
            return new RouteTable(endpoints);
        }

        @Bean
        @Order(-300)
        WebFilter reception(Running running) {
            return running.api.reception();
        }

        @Bean
        @Order(-200)
        WebFilter gate(RouteTable table) {
            return new Gate(table, Documents.ASSETS);
        }

        @Bean
        SecurityWebFilterChain security(Running running, ServerHttpSecurity http) {
            return running.api.security(http);
        }

        @Bean
        RouterFunction<ServerResponse> router(Running running) {
            return running.api.router();
        }
    }
}
