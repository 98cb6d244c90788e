package redoubt.infra.stream;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.Api;

/** Streams, as far as other nodes care. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    NodeTable streamNodes(ConnectionPool pool) {
        return new NodeTable(pool);
    }

    @Bean
    Presence streamPresence(Api api, NodeTable table) {
        return new Presence(api.openStreams(), table);
    }
}
